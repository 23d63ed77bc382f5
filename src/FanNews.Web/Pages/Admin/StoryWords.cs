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
        { NoteDue: true } => "note for readers due",
        { State: DeskState.Published, ExpiresAt: { } end } when end <= times.Now => "expired " + times.Time(end),
        { State: DeskState.Published, EmbargoUntil: { } until } when until > times.Now => $"embargo until {times.Time(until)}, {times.Until(until)}",
        { NotLive: > 0 } => Edits(row.NotLive),
        { State: DeskState.Scheduled, EmbargoUntil: { } until } => "embargo until " + times.Time(until),
        { State: DeskState.Published, Kind: ArticleKind.Page } => "page",
        { State: DeskState.Published or DeskState.Scheduled } => row.Pictured ? null : "no picture",
        _ => string.Create(CultureInfo.InvariantCulture, $"{row.Words:#,0} {(row.Words == 1 ? "word" : "words")}"),
    };

    /// <summary>Who has the story and until when; null for nobody and no time.</summary>
    public static string? Who(DeskRow row, DeskTimes times)
    {
        var due = row.Deadline is not { } deadline || row.State is DeskState.Published or DeskState.Killed or DeskState.Trashed ? null
            : row.IsLate(times.Now) ? $"late by {DeskTimes.Span(times.Now - deadline)}" : $"due {times.Time(deadline)}, {times.Until(deadline)}";
        return string.Join(", ", new[] { row.Assignee, due }.OfType<string>()) is { Length: > 0 } words ? words : null;
    }

    /// <summary>The byline in the list.</summary>
    public static string Authors(DeskRow row) => string.Join(", ", row.Authors) + (row.MoreAuthors > 0 ? string.Create(CultureInfo.InvariantCulture, $" and {row.MoreAuthors} more") : "");

    /// <summary>The time in the list, in words that fit the state.</summary>
    public static string Time(DeskRow row, DeskTimes times) => row.State switch
    {
        DeskState.InReview => "sent " + times.Time(row.At),
        DeskState.Draft => "edited " + times.Time(row.At),
        DeskState.Killed => "killed " + times.Time(row.At),
        DeskState.Trashed => "thrown away " + times.Time(row.At),
        _ => times.Time(row.At),
    };

    /// <summary>"2 edits not live".</summary>
    public static string Edits(int number) => string.Create(CultureInfo.InvariantCulture, $"{number} {(number == 1 ? "edit" : "edits")} not live");

    /// <summary>The state at the top of the editor.</summary>
    public static string Standing(DeskStory story, DeskTimes times) => Stands(story, times) + story switch
    {
        { Stands: not (DeskState.Published or DeskState.Scheduled) } => "",
        { ExpiresAt: { } end } when end <= times.Now => $", expired {times.Time(end)}",
        { EmbargoUntil: { } until } when until > times.Now => $", embargo until {times.Time(until)}, {times.Until(until)}",
        { ChangeAt: { } at } => $", change goes live {times.Time(at)}, {times.Until(at)}",
        { ExpiresAt: { } end } => $", expires {times.Time(end)}, {times.Until(end)}",
        _ => "",
    };

    private static string Stands(DeskStory story, DeskTimes times) => story.Stands switch
    {
        DeskState.Scheduled => $"Scheduled {times.Time(story.PublishAt!.Value)}{(story.NotLive > 0 ? ", " + Edits(story.NotLive).Replace("live", "scheduled", StringComparison.Ordinal) : "")}",
        DeskState.Published => story.NotLive > 0 ? "Published, " + Edits(story.NotLive) : "Published",
        DeskState.Draft when story.WasOut => "Unpublished",
        DeskState.Trashed => "In the trash",
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
        (DeskTab.Late, _) => "Nothing is late. It is early.",
        (DeskTab.Trash, _) => "The trash is empty.",
        _ => "No stories yet. The first one is the hardest.",
    };

    /// <summary>What was done, for the notice after it.</summary>
    public static string Done(StoryAct act, DeskStory story, DeskTimes times) => act switch
    {
        StoryAct.Submit => "Sent to the editors.",
        StoryAct.Return => "Returned: it is its writer’s draft again.",
        StoryAct.Publish when story.EmbargoUntil is { } until && !story.IsOut(times.Now) => $"Published: readers see it when the embargo ends, {times.Until(until)}.",
        StoryAct.Publish => "Published: readers see this text now.",
        StoryAct.ScheduleChange when story.ChangeAt is { } then => $"The change is scheduled: readers see it {times.Until(then)}.",
        StoryAct.CancelChange => "The scheduled change is cancelled. Readers go on seeing the text that they see now.",
        StoryAct.Restore => "Restored from the trash: a draft again, as it was.",
        StoryAct.Schedule when story.PublishAt is { } at => $"Scheduled: it comes out {times.Until(at)}.",
        StoryAct.Unpublish => "Unpublished: readers see it no more.",
        StoryAct.Kill => story.WasOut ? "Killed: its address says that it is gone." : "Killed. No reader ever saw it.",
        _ => story.NotLive > 0 ? "Saved. Readers see it once you publish it." : "Saved.",
    };

    /// <summary>Why a revision stands by itself.</summary>
    public static string Named(RevisionLine line) => line.Change is { } change ? Kind(change).ToLowerInvariant() : line.Named.ToString()!.ToLowerInvariant();

    /// <summary>What a check asks for, for whoever says which must pass.</summary>
    public static string Check(StoryCheck check) => check switch
    {
        StoryCheck.Credit => "Every picture says whose it is",
        StoryCheck.Alt => "Every picture has an alternative text",
        StoryCheck.Headings => "No heading skips a level",
        StoryCheck.Links => "No link to a story here leads nowhere",
        StoryCheck.Dek => "There is a dek",
        StoryCheck.Headline => "The headline fits into search results",
        StoryCheck.Slug => "The address is free",
        StoryCheck.Embargo => "No embargo is broken",
        StoryCheck.Quotes => "Every quotation ends",
        StoryCheck.Licence => "No picture’s licence has ended, or ends within a week",
        _ => "Nothing is all in capitals",
    };

    /// <summary>Name of a kind of change.</summary>
    public static string Kind(ChangeKind kind) => kind.ToString();

    /// <summary>What a kind of change is, for whoever has to choose.</summary>
    public static string Meaning(ChangeKind kind) => kind switch
    {
        ChangeKind.Typo => "a slip of the pen, readers are told nothing",
        ChangeKind.Update => "more, or newer, than was known",
        ChangeKind.Clarification => "it was right and could be misread, with a note",
        _ => "it was wrong, with a note",
    };

    /// <summary>What was noticed of a change, in a few words.</summary>
    public static string Noticed(NoticedSign sign) => (sign.Was, sign.Became) switch
    {
        (var was, "") => $"{sign.Sign} gone: {Cut(was)}",
        ("", var became) => $"{sign.Sign} new: {Cut(became)}",
        var (was, became) => $"{sign.Sign}: {Cut(was)} became {Cut(became)}",
    };

    private static string Cut(string words) => words.Length > 120 ? words[..120] + "…" : words;

    /// <summary>How long a headline is, and where it will be cut (address.js says the same while somebody types).</summary>
    public static string HeadlineLength(string? headline)
    {
        var length = (headline ?? "").Trim().EnumerateRunes().Count();
        return string.Create(CultureInfo.InvariantCulture, $"{length} {(length == 1 ? "character" : "characters")}{(length > LongForCards ? ", too long for cards" : length > LongForSearch ? ", long for search results" : "")}");
    }

    /// <summary>Characters of a headline that search results show; more is cut there.</summary>
    public const int LongForSearch = CheckStory.LongForSearch;

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
