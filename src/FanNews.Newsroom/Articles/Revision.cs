using FanNews.Body;

namespace FanNews.Articles;

/// <summary>The words of an article as an editor writes them.</summary>
public sealed record ArticleText
{
    /// <summary>The headline, plain text.</summary>
    public required string Headline { get; init; }

    /// <summary>The sentence under the headline, plain text.</summary>
    public string? Dek { get; init; }

    /// <summary>The place that the story opens with, as in "MOSCOW"; without the dash.</summary>
    public string? Dateline { get; init; }

    /// <summary>The body in our Markdown (docs/markdown.md).</summary>
    public string Body { get; init; } = "";

    /// <summary>The teaser's text where the editor wrote one, plain text.</summary>
    public string? Excerpt { get; init; }

    /// <summary>Whether a machine helped to write it, and readers are told so.</summary>
    public bool AiAssisted { get; init; }
}

/// <summary>Why a revision is never folded into others in the history.</summary>
public enum RevisionName
{
    /// <summary>It was handed to an editor.</summary>
    Submitted,

    /// <summary>It was cleared for readers.</summary>
    Published,

    /// <summary>It was cleared for readers who knew an earlier one.</summary>
    Corrected,
}

/// <summary>One text of an article: numbered, never changed once written. Releasing it is the only thing that happens to it.</summary>
public sealed class Revision
{
    /// <summary>How long one person's saves are one sitting, counted from its first.</summary>
    public static readonly TimeSpan LongestSitting = TimeSpan.FromMinutes(10);

    /// <summary>Number in the store.</summary>
    public long Id { get; private set; }

    /// <summary>Key of the article.</summary>
    public long ArticleId { get; private set; }

    /// <summary>Number within the article, from 1; never reused.</summary>
    public int Number { get; private init; }

    /// <summary>Number of the first revision of its sitting: what one person saved within ten minutes is one line of the history.</summary>
    public int Sitting { get; private set; }

    /// <summary>Why it stands by itself in the history; null for a save like others.</summary>
    public RevisionName? Named { get; private set; }

    /// <summary>The headline.</summary>
    public string Headline { get; private init; } = "";

    /// <summary>The dek.</summary>
    public string? Dek { get; private init; }

    /// <summary>The dateline's place.</summary>
    public string? Dateline { get; private init; }

    /// <summary>The body, Markdown.</summary>
    public string Body { get; private init; } = "";

    /// <summary>The excerpt that the editor wrote.</summary>
    public string? Excerpt { get; private init; }

    /// <summary>Whether a machine helped to write it. It is said of a text: another revision may have been written without.</summary>
    public bool AiAssisted { get; private init; }

    /// <summary>What a teaser says: the excerpt, else the beginning of the body. A function of this text, kept for the lists.</summary>
    public string Teaser { get; private init; } = "";

    /// <summary>The body without markup, where this was written just now and has not been forgotten; the index would parse it again.</summary>
    internal string? PlainBody { get; private init; }

    /// <summary>Number of words in the body.</summary>
    public int Words { get; private init; }

    /// <summary>When it was written (UTC).</summary>
    public DateTimeOffset At { get; private init; }

    /// <summary>The person who wrote it; null for an import.</summary>
    public long? ById { get; private init; }

    /// <summary>Whether an editor released it to readers.</summary>
    public bool Released { get; private set; }

    /// <summary>From when on (UTC) a released text counts; null while not released.</summary>
    public DateTimeOffset? EffectiveAt { get; private set; }

    /// <summary>What readers were told that it changes, where they knew an earlier text; null else.</summary>
    public ChangeKind? Change { get; private set; }

    /// <summary>Whether it changed what readers had read, and nobody has said yet what kind of change that is.</summary>
    public bool NoteDue { get; private set; }

    /// <summary>Whether readers are shown no text from before it.</summary>
    public bool Withholds { get; private set; }

    /// <summary>Addresses of the pictures in the body.</summary>
    public List<RevisionPicture> Pictures { get; } = [];

    /// <summary>Makes this the live text from <paramref name="at"/> (UTC) on. Releasing it again earlier moves it forward.</summary>
    public void Release(DateTimeOffset at)
    {
        EffectiveAt = Released && EffectiveAt < at ? EffectiveAt : at;
        Released = true;
        Named = Named is RevisionName.Corrected ? Named : RevisionName.Published;
    }

    /// <summary>Takes the place of a released text from which it differs in nothing that was written: counts from the same time on, or from now.</summary>
    internal void Follow(Revision before, DateTimeOffset now)
    {
        Release(before.EffectiveAt > now ? before.EffectiveAt.Value : now);
        (Named, Change, NoteDue, Withholds) = (before.Named, ChangeKind.Typo, before.NoteDue, before.Withholds);
        before.Settle();
    }

    internal void Withdraw() => (Released, EffectiveAt, Named) = (false, null, null);

    internal void Name(RevisionName name) => Named = name;

    /// <summary>Says what it changes.</summary>
    /// <param name="change">What kind of change it is.</param>
    /// <param name="noteDue">Whether somebody must look at that still.</param>
    /// <param name="withholds">Whether readers are shown no text from before it.</param>
    internal void Classify(ChangeKind change, bool noteDue, bool withholds) => (Change, NoteDue, Withholds) = (change, noteDue, withholds || Withholds);

    internal void Settle() => NoteDue = false;

    /// <summary>Goes on with the sitting of the revision before it, unless that has lasted too long.</summary>
    /// <param name="before">That revision.</param>
    /// <param name="began">When its sitting began (UTC).</param>
    internal void GoOn(Revision before, DateTimeOffset began)
    {
        if (At - began <= LongestSitting)
            Sitting = before.Sitting;
    }

    internal static Revision Of(ArticleText text, int number, DateTimeOffset at, long? by)
    {
        var body = BodyText.Parse(text.Body);
        var revision = new Revision
        {
            Number = number,
            Sitting = number,
            Headline = text.Headline.Trim(),
            Dek = Blank(text.Dek),
            Dateline = Blank(text.Dateline),
            Body = text.Body,
            Excerpt = Blank(text.Excerpt),
            AiAssisted = text.AiAssisted,
            Teaser = Blank(text.Excerpt) ?? body.Teaser(Blank(text.Dateline)),
            Words = body.Words,
            PlainBody = body.ToPlainText(),
            At = at,
            ById = by,
        };
        revision.Pictures.AddRange(body.Pictures.Select(address => new RevisionPicture { Address = address }));
        return revision;
    }

    private static string? Blank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}

/// <summary>That a revision shows a picture: readers may have its file while the revision is live.</summary>
public sealed class RevisionPicture
{
    /// <summary>Key of the revision.</summary>
    public long RevisionId { get; set; }

    /// <summary>The picture's address, as the body names it.</summary>
    public required string Address { get; set; }
}
