using System.Globalization;
using FanNews.Articles;
using FanNews.Web.Admin;

namespace FanNews.Web.Pages.Admin;

/// <summary>How the desk speaks of stories.</summary>
public static class StoryWords
{
    /// <summary>The tabs of the list, in order.</summary>
    public static IReadOnlyList<DeskTab> Tabs { get; } = Enum.GetValues<DeskTab>();

    /// <summary>Name of a tab.</summary>
    public static string Tab(DeskTab tab) => tab == DeskTab.Review ? "In review" : tab.ToString();

    /// <summary>The word for a state.</summary>
    public static string State(DeskState state) => state == DeskState.InReview ? "In review" : state.ToString();

    /// <summary>The class of a state's shape.</summary>
    public static string Shape(DeskState state) => state.ToString().ToLowerInvariant();

    /// <summary>A headline, or what stands for a missing one.</summary>
    public static string Headline(string? headline) => string.IsNullOrWhiteSpace(headline) ? "Untitled" : headline;

    /// <summary>The quiet remark after a headline in the list; null for none.</summary>
    public static string? Remark(DeskRow row, DeskTimes times) => row switch
    {
        { State: DeskState.Killed } => row.KillReason,
        { NotLive: > 0 } => Edits(row.NotLive),
        { State: DeskState.Scheduled, EmbargoUntil: { } until } => "embargo until " + times.Time(until),
        { State: DeskState.Published, Kind: ArticleKind.Page } => "page",
        { State: DeskState.Published or DeskState.Scheduled } => row.Pictured ? null : "no picture",
        _ => string.Create(CultureInfo.InvariantCulture, $"{row.Words:#,0} {(row.Words == 1 ? "word" : "words")}"),
    };

    /// <summary>The byline in the list.</summary>
    public static string Authors(DeskRow row) => string.Join(", ", row.Authors) + (row.MoreAuthors > 0 ? string.Create(CultureInfo.InvariantCulture, $" and {row.MoreAuthors} more") : "");

    /// <summary>The time in the list, in words that fit the state.</summary>
    public static string Time(DeskRow row, DeskTimes times) => row.State switch
    {
        DeskState.InReview => "sent " + times.Time(row.At),
        DeskState.Draft => "edited " + times.Time(row.At),
        DeskState.Killed => "killed " + times.Time(row.At),
        _ => times.Time(row.At),
    };

    /// <summary>"2 edits not live".</summary>
    public static string Edits(int number) => string.Create(CultureInfo.InvariantCulture, $"{number} {(number == 1 ? "edit" : "edits")} not live");

    /// <summary>The state at the top of the editor.</summary>
    public static string Standing(DeskStory story, DeskTimes times) => story.Stands switch
    {
        DeskState.Scheduled => $"Scheduled {times.Time(story.PublishAt!.Value)}{(story.NotLive > 0 ? ", " + Edits(story.NotLive).Replace("live", "scheduled", StringComparison.Ordinal) : "")}",
        DeskState.Published => story.NotLive > 0 ? "Published, " + Edits(story.NotLive) : "Published",
        DeskState.Draft when story.WasOut => "Unpublished",
        var other => State(other),
    };

    /// <summary>What an empty list says.</summary>
    public static string Empty(DeskTab tab, bool searched, bool filtered = false) => (tab, searched) switch
    {
        _ when filtered => "No story is like that.",
        (_, true) => "No headline says that.",
        (DeskTab.Review, _) => "Nobody waits for an editor.",
        (DeskTab.Scheduled, _) => "Nothing is to come. Something will.",
        (DeskTab.Drafts, _) => "No drafts. The page is blank, and so is the mind.",
        (DeskTab.Killed, _) => "Nothing was killed.",
        _ => "No stories yet. The first one is the hardest.",
    };

    /// <summary>What was done, for the notice after it.</summary>
    public static string Done(StoryAct act, DeskStory story, DeskTimes times) => act switch
    {
        StoryAct.Submit => "Sent to the editors.",
        StoryAct.Return => "Returned: it is its writer’s draft again.",
        StoryAct.Publish => "Published: readers see this text now.",
        StoryAct.Schedule when story.PublishAt is { } at => $"Scheduled: it comes out {times.Until(at)}.",
        StoryAct.Unpublish => "Unpublished: readers see it no more.",
        StoryAct.Kill => story.WasOut ? "Killed: its address says that it is gone." : "Killed. No reader ever saw it.",
        _ => story.NotLive > 0 ? "Saved. Readers see it once you publish it." : "Saved.",
    };

    /// <summary>Why a revision stands by itself.</summary>
    public static string Named(RevisionName name) => name.ToString().ToLowerInvariant();

    /// <summary>How long a headline is, and where it will be cut (address.js says the same while somebody types).</summary>
    public static string HeadlineLength(string? headline)
    {
        var length = (headline ?? "").Trim().EnumerateRunes().Count();
        return string.Create(CultureInfo.InvariantCulture, $"{length} {(length == 1 ? "character" : "characters")}{(length > LongForCards ? ", too long for cards" : length > LongForSearch ? ", long for search results" : "")}");
    }

    /// <summary>Characters of a headline that search results show; more is cut there.</summary>
    public const int LongForSearch = 65;

    /// <summary>Characters that cards of other sites and news search take.</summary>
    public const int LongForCards = 110;

    /// <summary>Characters of a description that search results show; more is cut there.</summary>
    public const int LongDescription = 160;

    /// <summary>What a story says of itself to search engines and cards: the dek, else the excerpt, else its first words.</summary>
    public static string Description(TypedStory form) => form.Text is var text && text.Dek is { } dek ? dek : text.Excerpt ?? FanNews.Body.BodyText.Parse(text.Body).Teaser(null);

    /// <summary>A text as it is cut elsewhere: after a word, with an ellipsis.</summary>
    /// <param name="text">The text.</param>
    /// <param name="most">Characters that are shown.</param>
    public static string Cut(string text, int most)
    {
        if (text.Length <= most)
            return text;
        var last = text.LastIndexOf(' ', most);
        return text[..(last > 0 ? last : most)].TrimEnd() + " …";
    }

    /// <summary>Reading time at 230 words a minute.</summary>
    public static string Length(int words) => string.Create(CultureInfo.InvariantCulture, $"{words:#,0} {(words == 1 ? "word" : "words")} · {Math.Max(1, (int)Math.Round(words / 230.0))} min");
}
