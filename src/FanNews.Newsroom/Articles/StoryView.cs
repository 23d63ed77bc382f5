using FanNews.Body;
using FanNews.Comments;
using FanNews.Media;
using FanNews.People;
using FanNews.Sections;

namespace FanNews.Articles;

/// <summary>A story or page as its readers see it, at one instant.</summary>
public sealed record StoryView
{
    /// <summary>Number of the article.</summary>
    public required long Id { get; init; }

    /// <summary>Story or page.</summary>
    public required ArticleKind Kind { get; init; }

    /// <summary>The decoded public path.</summary>
    public required string Permalink { get; init; }

    /// <summary>The headline.</summary>
    public required string Headline { get; init; }

    /// <summary>The dek.</summary>
    public string? Dek { get; init; }

    /// <summary>The dateline's place.</summary>
    public string? Dateline { get; init; }

    /// <summary>What a teaser or a search result says.</summary>
    public required string Excerpt { get; init; }

    /// <summary>The body as it was written.</summary>
    public required BodyText Body { get; init; }

    /// <summary>What the body needs to become HTML.</summary>
    public required BodySetting Setting { get; init; }

    /// <summary>First publication (UTC).</summary>
    public required DateTimeOffset PublishAt { get; init; }

    /// <summary>When the live text was released (UTC), where that is materially later than publication; else null.</summary>
    public DateTimeOffset? UpdatedAt { get; init; }

    /// <summary>Whether readers may see what changed since they first got it.</summary>
    public bool HasChanges { get; init; }

    /// <summary>When the live text was released (UTC).</summary>
    public required DateTimeOffset ModifiedAt { get; init; }

    /// <summary>The section; null for none.</summary>
    public Section? Section { get; init; }

    /// <summary>The credit; null for none.</summary>
    public Source? Source { get; init; }

    /// <summary>Its place in a series; null outside one.</summary>
    public SeriesPlace? Series { get; init; }

    /// <summary>The picture above the story; null for none.</summary>
    public PictureView? LeadPicture { get; init; }

    /// <summary>Who wrote it, in order.</summary>
    public IReadOnlyList<Author> Authors { get; init; } = [];

    /// <summary>What it is about, by name.</summary>
    public IReadOnlyList<Tag> Tags { get; init; } = [];

    /// <summary>Whether readers may reply.</summary>
    public bool CommentsOpen { get; init; }

    /// <summary>The approved comments.</summary>
    public required CommentThread Comments { get; init; }

    /// <summary>Whether a machine helped to write it.</summary>
    public bool AiAssisted { get; init; }

    /// <summary>Whole years since it came out.</summary>
    /// <param name="now">The instant (UTC).</param>
    public int Years(DateTimeOffset now)
    {
        var years = Math.Max(0, now.Year - PublishAt.Year);
        return years > 0 && PublishAt.AddYears(years) > now ? years - 1 : years;
    }

    /// <summary>Minutes that reading takes, at 230 words a minute, at least 1.</summary>
    public int ReadingMinutes => Math.Max(1, (int)Math.Round(Body.Words / 230.0));
}

/// <summary>What stands at an address.</summary>
public abstract record ArticleAnswer
{
    private ArticleAnswer()
    {
    }

    /// <summary>A visible article.</summary>
    /// <param name="Story">The article.</param>
    public sealed record Found(StoryView Story) : ArticleAnswer;

    /// <summary>It lives elsewhere: one 301.</summary>
    /// <param name="To">The decoded local path.</param>
    public sealed record Moved(string To) : ArticleAnswer;

    /// <summary>It was withdrawn: 410.</summary>
    public sealed record Gone : ArticleAnswer;

    /// <summary>Nothing that a reader may know of: 404.</summary>
    public sealed record Missing : ArticleAnswer;
}
