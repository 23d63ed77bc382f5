using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using FanNews.Onward;
using FanNews.Settings;

namespace FanNews.Articles;

/// <summary>A story as an editor's form sends it: every field as typed.</summary>
public sealed partial record TypedStory
{
    /// <summary>The longest headline, in characters.</summary>
    public const int LongestHeadline = 300;

    /// <summary>The longest name of a tag, an author, a series, in characters.</summary>
    public const int LongestName = 120;

    /// <summary>The longest dek and excerpt, in characters.</summary>
    public const int LongestSentence = 2_000;

    /// <summary>The longest body, in characters.</summary>
    public const int LongestBody = 1_000_000;

    /// <summary>Number of the revision that the form started from; 0 for a new story.</summary>
    public int Base { get; init; }

    /// <summary>What <see cref="Placement"/> said when the form was made, written; blank for a new story, and for a form that overwrites what others chose.</summary>
    public string? Placed { get; init; }

    /// <summary>
    /// The person's own text as it stood beside another's in a conflict (<see cref="KeepYours"/>): a revision keeps it, whatever they make of the two.
    /// </summary>
    public string? Yours { get; init; }

    /// <summary>Which form it is, so that one sent twice begins one story; only a new story's form has it.</summary>
    public string? Once { get; init; }

    /// <summary>Stamp of the working copy that the form shows or was kept as; blank for none.</summary>
    public string? Copy { get; init; }

    /// <summary>Story or page; said once, when it is begun.</summary>
    public ArticleKind Kind { get; init; }

    /// <summary>The headline.</summary>
    public string? Headline { get; init; }

    /// <summary>The sentence under it.</summary>
    public string? Dek { get; init; }

    /// <summary>The body, Markdown.</summary>
    public string? Body { get; init; }

    /// <summary>The place that the story opens with.</summary>
    public string? Dateline { get; init; }

    /// <summary>The teaser's text.</summary>
    public string? Excerpt { get; init; }

    /// <summary>Number of the section; blank for none.</summary>
    public string? Section { get; init; }

    /// <summary>Tags by name, comma-separated.</summary>
    public string? Tags { get; init; }

    /// <summary>Authors by name, in order, comma-separated.</summary>
    public string? Authors { get; init; }

    /// <summary>Who is credited, by name.</summary>
    public string? Source { get; init; }

    /// <summary>The series that it is a part of, by name; blank for none.</summary>
    public string? Series { get; init; }

    /// <summary>Which part of it; blank for the next.</summary>
    public string? Part { get; init; }

    /// <summary>Last part of the address; blank to make it from the headline.</summary>
    public string? Slug { get; init; }

    /// <summary>Number of the lead picture; 0 for none, null where the form did not say.</summary>
    public string? Lead { get; init; }

    /// <summary>The story pinned to follow it: by address or headline. Blank for the rule, null where the form did not say.</summary>
    [DisplayFormat(ConvertEmptyStringToNull = false)]
    public string? NextPost { get; init; }

    /// <summary>The stories pinned beside it: by address or headline, in order, comma-separated. Null where the form did not say.</summary>
    [DisplayFormat(ConvertEmptyStringToNull = false)]
    public string? MayLike { get; init; }

    /// <summary>When it is to come out, local time of the site.</summary>
    public string? PublishAt { get; init; }

    /// <summary>Which of two, where <see cref="PublishAt"/> happens twice.</summary>
    public string? Offset { get; init; }

    /// <summary>Whether readers may reply.</summary>
    public bool CommentsOpen { get; init; }

    /// <summary>For how many days readers may reply; blank for as many as the site says, 0 for ever. Null where the form did not say.</summary>
    [DisplayFormat(ConvertEmptyStringToNull = false)]
    public string? CommentDays { get; init; }

    /// <summary>Whether a machine helped to write the text.</summary>
    public bool AiAssisted { get; init; }

    /// <summary>No reader before this, local time of the site; null where the form did not say, as with those below.</summary>
    [DisplayFormat(ConvertEmptyStringToNull = false)]
    public string? EmbargoUntil { get; init; }

    /// <summary>Which of two, where that time happens twice.</summary>
    public string? EmbargoOffset { get; init; }

    /// <summary>No reader from this on, local time of the site.</summary>
    [DisplayFormat(ConvertEmptyStringToNull = false)]
    public string? ExpiresAt { get; init; }

    /// <summary>Which of two, where that time happens twice.</summary>
    public string? ExpiryOffset { get; init; }

    /// <summary>Number of the person who works on it; blank for nobody in particular.</summary>
    [DisplayFormat(ConvertEmptyStringToNull = false)]
    public string? Assignee { get; init; }

    /// <summary>When it is to be done, local time of the site.</summary>
    [DisplayFormat(ConvertEmptyStringToNull = false)]
    public string? Deadline { get; init; }

    /// <summary>Which of two, where that time happens twice.</summary>
    public string? DeadlineOffset { get; init; }

    /// <summary>When a changed text of a story that is out is to go before readers, local time of the site.</summary>
    public string? ChangeAt { get; init; }

    /// <summary>Which of two, where that time happens twice.</summary>
    public string? ChangeOffset { get; init; }

    /// <summary>What kind of change it is that goes before readers (<see cref="ChangeKind"/>); blank where nobody said.</summary>
    public string? Change { get; init; }

    /// <summary>What readers are told of it, one line of Markdown.</summary>
    public string? ChangeNote { get; init; }

    /// <summary>Whether readers are shown no text from before it.</summary>
    public bool Withholds { get; init; }

    /// <summary>What is said to colleagues; never public.</summary>
    public string? Colleagues { get; init; }

    /// <summary>Why it is killed.</summary>
    public string? Reason { get; init; }

    /// <summary>What the editor who returns it tells its writer.</summary>
    public string? Note { get; init; }

    /// <summary>Where the story runs, as typed.</summary>
    [JsonIgnore]
    public Placement Placement => new()
    {
        Section = Clean(Section),
        Tags = List(Names(Tags)),
        Authors = List(Names(Authors)),
        Source = Clean(Source),
        Series = Clean(Series),
        Part = Clean(Part),
        Slug = Clean(Slug),
        Lead = Clean(Lead) is "0" ? "" : Clean(Lead),
        NextPost = Clean(NextPost),
        MayLike = List(Names(MayLike)),
        PublishAt = Clean(PublishAt),
        Offset = Clean(Offset),
        CommentsOpen = CommentsOpen,
        CommentDays = Clean(CommentDays),
        EmbargoUntil = Clean(EmbargoUntil),
        EmbargoOffset = Clean(EmbargoOffset),
        ExpiresAt = Clean(ExpiresAt),
        ExpiryOffset = Clean(ExpiryOffset),
        Assignee = Clean(Assignee),
        Deadline = Clean(Deadline),
        DeadlineOffset = Clean(DeadlineOffset),
    };

    /// <summary>The words of it. Browsers send line ends as CR LF; a body has LF.</summary>
    [JsonIgnore]
    public ArticleText Text => new()
    {
        Headline = Clean(Headline),
        Dek = Clean(Dek) is { Length: > 0 } dek ? dek : null,
        Dateline = Clean(Dateline) is { Length: > 0 } dateline ? dateline : null,
        Excerpt = Clean(Excerpt) is { Length: > 0 } excerpt ? excerpt : null,
        AiAssisted = AiAssisted,
        Body = (Body ?? "").ReplaceLineEndings("\n").Replace("\0", "", StringComparison.Ordinal),
    };

    /// <summary>A stored text as its form shows it.</summary>
    public static TypedStory Of(Revision text) => new()
    {
        Base = text.Number,
        Headline = text.Headline,
        Dek = text.Dek,
        Body = text.Body,
        Dateline = text.Dateline,
        Excerpt = text.Excerpt,
        AiAssisted = text.AiAssisted,
    };

    /// <summary>A stored story as its form shows it. Section, source, series, tags, bylines and pins must be loaded.</summary>
    public static TypedStory Of(Article article, Revision text, Site site)
    {
        var form = Of(text) with
        {
            Section = article.Section?.Id.ToString(CultureInfo.InvariantCulture),
            Tags = List(article.Tags.OrderBy(t => t.Id).Select(t => t.Name)),
            Authors = List(article.Bylines.OrderBy(b => b.Place).Select(b => b.Author.Name)),
            Source = article.Source?.Name,
            Series = article.Series?.Name,
            Part = article.SeriesPart?.ToString(CultureInfo.InvariantCulture),
            Slug = article.Slug,
            Lead = (article.LeadPictureId ?? 0).ToString(CultureInfo.InvariantCulture),
            NextPost = article.OnwardPins.Find(p => p.Place == OnwardPin.Next) is { } next ? PlacePins.Address(next.Target) : null,
            MayLike = List(article.OnwardPins.Where(p => p.Place != OnwardPin.Next).OrderBy(p => p.Place).Select(p => PlacePins.Address(p.Target))),
            PublishAt = article.PublishAt is { } at ? LocalTime.Write(at, site.Zone) : null,
            Offset = Twice(article.PublishAt, site),
            EmbargoUntil = Local(article.EmbargoUntil, site),
            EmbargoOffset = Twice(article.EmbargoUntil, site),
            ExpiresAt = Local(article.UnpublishAt, site),
            ExpiryOffset = Twice(article.UnpublishAt, site),
            Assignee = article.AssigneeId?.ToString(CultureInfo.InvariantCulture) ?? "",
            Deadline = Local(article.Deadline, site),
            DeadlineOffset = Twice(article.Deadline, site),
            CommentsOpen = article.CommentsOpen,
            CommentDays = article.CommentDays?.ToString(CultureInfo.InvariantCulture) ?? "",
        };
        return form with { Placed = form.Placement.Write() };
    }

    private static string Local(DateTimeOffset? at, Site site) => at is { } time ? LocalTime.Write(time, site.Zone) : "";

    /// <summary>The offset of an instant whose local time happens twice; null for one that happens once.</summary>
    internal static string? Twice(DateTimeOffset? at, Site site) => at is { } time && site.Zone.IsAmbiguousTime(site.Local(time).DateTime) ? LocalTime.Name(site.Local(time).Offset) : null;

    /// <summary>The same form, which carries its text a second time for <see cref="Yours"/>.</summary>
    public TypedStory KeepYours() => this with { Yours = JsonSerializer.Serialize(Text) };

    /// <summary>What <see cref="Yours"/> carries; null for nothing that can be kept.</summary>
    internal ArticleText? ReadYours()
    {
        try
        {
            var yours = string.IsNullOrEmpty(Yours) ? null : JsonSerializer.Deserialize<ArticleText>(Yours);
            return yours is { Headline: not null, Body: not null } && !Of(Revision.Of(yours, 0, default, null)).TooLong().Any() ? yours : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The names in a comma-separated list, each once, in order. A name with a comma in it stands in double quotes, its own doubled.</summary>
    public static IReadOnlyList<string> Names(string? list) =>
        [.. Name().Matches(list ?? "").Select(m => Clean(m.Groups[1].Success ? m.Groups[1].Value.Replace("\"\"", "\"", StringComparison.Ordinal) : m.Groups[2].Value)).Where(n => n.Length > 0).DistinctBy(Folded)];

    /// <summary>Names as a comma-separated list.</summary>
    public static string List(IEnumerable<string> names) => string.Join(", ", names.Select(n => n.IndexOfAny(Separators) >= 0 || n.StartsWith('"') ? $"\"{n.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : n));

    /// <summary>What is too long to keep.</summary>
    public IEnumerable<Refusal> TooLong()
    {
        (string Field, string Name, string? Text, int Most)[] fields =
        [
            ("Headline", "headline", Headline, LongestHeadline), ("Dek", "dek", Dek, LongestSentence), ("Body", "body", Body, LongestBody),
            ("Dateline", "dateline", Dateline, LongestHeadline), ("Excerpt", "excerpt", Excerpt, LongestSentence),
            ("Tags", "list of tags", Tags, LongestSentence), ("Authors", "list of authors", Authors, LongestSentence), ("Source", "source", Source, LongestHeadline),
            ("NextPost", "story that follows", NextPost, LongestSentence), ("MayLike", "list of stories", MayLike, LongestSentence),
            ("Series", "name of the series", Series, LongestName),
            ("Slug", "slug", Slug, Article.LongestSlug), ("Reason", "reason", Reason, LongestSentence), ("Note", "note", Note, LongestSentence),
            ("ChangeNote", "note for readers", ChangeNote, LongestSentence), ("Colleagues", "note to colleagues", Colleagues, LongestSentence),
        ];
        foreach (var (field, name, text, most) in fields)
        {
            if (text?.Length > most)
                yield return new(field, string.Create(CultureInfo.InvariantCulture, $"The {name} must have {most:#,0} characters or fewer"));
        }
    }

    /// <summary>
    /// Whether two names are one, whatever their case. The i of Turkish counts as one letter with and without its dot: in capitals nobody can tell
    /// which language a name is from.
    /// </summary>
    public static bool Same(string? one, string? other) => one is not null && other is not null && Folded(one) == Folded(other);

    private static string Folded(string name) => name.Normalize(NormalizationForm.FormC).Replace('\u0131', 'i').Replace('\u0130', 'i').ToUpperInvariant();

    /// <summary>What was typed into one line: no end of line, no blanks around it.</summary>
    public static string Clean(string? text) => (text ?? "").Replace("\0", "", StringComparison.Ordinal).ReplaceLineEndings(" ").Trim();

    private static readonly char[] Separators = [',', '،', '、'];

    [GeneratedRegex("""\s*"((?:[^"]|"")*)"\s*(?:[,،、]|$)|([^,،、]+)""")]
    private static partial Regex Name();
}
