using FanNews.Articles;
using FanNews.Media;
using FanNews.Search;

namespace FanNews.Web.Pages;

/// <summary>A teaser as a partial draws it.</summary>
/// <param name="Story">The story.</param>
/// <param name="Look">Its size and shape: one of <see cref="TeaserLook"/>.</param>
/// <param name="Level">Level of its headline in the outline of the page, 2 to 4.</param>
/// <param name="Picture">How wide its picture is drawn; null for a teaser without one.</param>
public sealed record TeaserBox(Teaser Story, string Look, int Level = 3, string? Picture = null)
{
    /// <summary>Whether the section is named above.</summary>
    public bool Kicker { get; init; } = true;

    /// <summary>What stands under the headline.</summary>
    public TeaserText Text { get; init; } = TeaserText.None;

    /// <summary>The place in the story that was searched for; it stands instead of <see cref="Text"/>. Null for none.</summary>
    public IReadOnlyList<ExcerptPart>? Excerpt { get; init; }

    /// <summary>Whether authors and time are named.</summary>
    public bool Meta { get; init; } = true;

    /// <summary>Whether it is an opinion: its author above, its headline in italics.</summary>
    public bool Opinion { get; init; }

    /// <summary>The number before its headline, in a list that has an order of its own; null for none.</summary>
    public int? Number { get; init; }

    /// <summary>What it is illustrated with: its picture, or the author's face under an opinion.</summary>
    public PictureView? Shown => Story.Picture?.Src is not null ? Story.Picture : Opinion ? Story.Portrait : null;

    /// <summary>Whether a <see cref="TeaserLook.Middle"/> one has its picture above on a telephone too.</summary>
    public bool Wide { get; init; }

    /// <summary>Its picture as a partial draws it.</summary>
    internal PictureBox Drawn => new(Shown!, Picture!, Look == TeaserLook.Next ? null : "")
    {
        Role = Look == TeaserLook.Row ? PictureRole.Thumb : PictureRole.Teaser,
        SquareUntil = Look switch { TeaserLook.Listed => "(max-width: 45.99rem)", TeaserLook.Middle when !Wide => "(max-width: 69.99rem)", _ => null },
        SquareSize = PictureSizes.Square,
    };
}

/// <summary>What stands under a teaser's headline.</summary>
public enum TeaserText
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>The dek, else the excerpt.</summary>
    Dek,

    /// <summary>The excerpt.</summary>
    Excerpt,
}

/// <summary>Sizes and shapes of teasers; the style sheet knows them by these names.</summary>
public static class TeaserLook
{
    /// <summary>Picture and text side by side, the headline large; Next Post.</summary>
    public const string Next = "next";

    /// <summary>The picture above, the headline large.</summary>
    public const string Large = "large";

    /// <summary>The picture above, the headline middling; a row on a phone.</summary>
    public const string Middle = "middle";

    /// <summary>A small headline beside a square picture.</summary>
    public const string Row = "row";

    /// <summary>A place in a list: headline and excerpt, the picture at the end.</summary>
    public const string Listed = "listed";
}
