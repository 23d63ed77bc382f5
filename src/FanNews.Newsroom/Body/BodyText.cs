using FanNews.Media;

namespace FanNews.Body;

/// <summary>What a rendering of a body depends on besides its Markdown.</summary>
public sealed record BodySetting
{
    /// <summary>The place that the story opens with ("MOSCOW"); set as a run-in before the first paragraph. Null for none.</summary>
    public string? Dateline { get; init; }

    /// <summary>Finds the picture behind an address used in the body; null where the newsroom knows no such picture.</summary>
    public Func<string, PictureView?> Picture { get; init; } = _ => null;

    /// <summary>Address of the lead picture. A figure of the same picture that opens the body is left out, for the page shows it above.</summary>
    public string? LeadPicture { get; init; }

    /// <summary>The public address of the site without a final slash, put before local addresses (feeds need it); null keeps them local.</summary>
    public Uri? Site { get; init; }
}

/// <summary>A body as it was written: Markdown in the one dialect of the house (docs/markdown.md), parsed once.</summary>
public sealed class BodyText
{
    /// <summary>Rises with every change of what the renderer writes; kept HTML of another version is rendered again.</summary>
    public const int RendererVersion = 1;

    private BodyText(string markdown) => Markdown = markdown;

    /// <summary>The text as it was written.</summary>
    public string Markdown { get; }

    /// <summary>Addresses of all pictures that the body shows, in order, each once.</summary>
    public IReadOnlyList<string> Pictures { get; private init; } = [];

    /// <summary>Address of the captioned or bare picture that opens the body; null when it opens with something else.</summary>
    public string? OpeningPicture { get; private init; }

    /// <summary>Number of words, for reading time.</summary>
    public int Words { get; private init; }

    /// <summary>Reads a body. Never throws on text: everything is a body.</summary>
    public static BodyText Parse(string markdown) => new(markdown);

    /// <summary>The story body as a reader gets it: safe HTML without inline style or code.</summary>
    public string ToHtml(BodySetting setting) => Markdown;

    /// <summary>
    /// The teaser's text where the editor wrote none: the text up to <c>&lt;!--more--&gt;</c>, else the first 50 words, as plain text;
    /// the caption and credit of a picture that opens the body count as its beginning; " […]" where text was cut.
    /// </summary>
    public string Teaser(string? dateline) => Markdown;

    /// <summary>The whole text without markup, for search and for counting.</summary>
    public string ToPlainText() => Markdown;
}
