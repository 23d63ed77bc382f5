using System.Globalization;
using System.Text.Json;
using FanNews.Storage;
using Microsoft.EntityFrameworkCore;

namespace FanNews.Articles;

/// <summary>What became of typing that was to be kept.</summary>
public abstract record TypingAnswer
{
    private TypingAnswer()
    {
    }

    /// <summary>It is on disk.</summary>
    /// <param name="At">Since when (UTC).</param>
    public sealed record Kept(DateTimeOffset At) : TypingAnswer;

    /// <summary>Another window of the same person has typed in the story since; its copy stands.</summary>
    public sealed record Elsewhere : TypingAnswer;

    /// <summary>It is too long, or has no place.</summary>
    public sealed record Refused : TypingAnswer;

    /// <summary>The person may not write in the story.</summary>
    public sealed record Forbidden : TypingAnswer;

    /// <summary>There is no such story.</summary>
    public sealed record Missing : TypingAnswer;
}

/// <summary>A story that somebody began and never saved.</summary>
/// <param name="Key">The key of its form, or the number of a story that is gone.</param>
/// <param name="Headline">Its headline; may be blank.</param>
/// <param name="At">When they typed in it last (UTC).</param>
public sealed record BegunStory(string Key, string? Headline, DateTimeOffset At);

/// <summary>Keeps what is being typed, until it is saved. Readers and colleagues see nothing of it, and no trail is written.</summary>
public sealed class KeepTyping(NewsroomStore store)
{
    private const int MostBegun = 5;

    /// <summary>Keeps a form as it stands.</summary>
    /// <param name="by">Who types.</param>
    /// <param name="rights">What they may do.</param>
    /// <param name="id">Number of the story; null for one that was not saved yet.</param>
    /// <param name="typed">The form; it says which copy it went on from.</param>
    /// <param name="stamp">The stamp of the new copy.</param>
    /// <param name="ct">Ends the wait.</param>
    public Task<TypingAnswer> Keep(Actor by, StoryRights rights, long? id, TypedStory typed, string stamp, CancellationToken ct = default) => store.Change(by, async change =>
    {
        if (stamp.Length is 0 or > WorkingCopy.LongestKey || by.PersonId is not { } person || (id is null && !EditStory.IsKey(typed.Once)) || typed.TooLong().Any())
            return change.Abandon<TypingAnswer>(new TypingAnswer.Refused());
        if (await Barred(change.Db, rights, id, ct) is { } barred)
            return change.Abandon(barred);
        var key = Key(id, typed);
        var copy = await change.Db.WorkingCopies.SingleOrDefaultAsync(c => c.PersonId == person && c.Story == key, ct);
        if (copy is not null && copy.Stamp != typed.Copy && !copy.IsFrom(stamp))
            return change.Abandon<TypingAnswer>(new TypingAnswer.Elsewhere());
        var form = JsonSerializer.Serialize(typed);
        if (copy is null)
            change.Db.WorkingCopies.Add(new() { PersonId = person, Story = key, Stamp = stamp, At = change.Now, Form = form });
        else
            (copy.Stamp, copy.At, copy.Form) = (stamp, change.Now, form);
        change.Untraced();
        return new TypingAnswer.Kept(change.Now);
    }, ct);

    /// <summary>Throws a person's copy away.</summary>
    /// <param name="by">Whose.</param>
    /// <param name="key">Number of the story, or the key of its form.</param>
    /// <param name="ct">Ends the wait.</param>
    public Task Drop(Actor by, string key, CancellationToken ct = default) => store.Change(by, async change =>
    {
        await change.Db.WorkingCopies.Where(c => c.PersonId == by.PersonId && c.Story == key).ExecuteDeleteAsync(ct);
        change.Untraced();
    }, ct);

    /// <summary>What a person typed into a story and did not save; null for nothing.</summary>
    public static Task<WorkingCopy?> Of(NewsroomDb db, long person, string key, CancellationToken ct = default) =>
        db.WorkingCopies.AsNoTracking().SingleOrDefaultAsync(c => c.PersonId == person && c.Story == key, ct);

    /// <summary>The stories that a person began and never saved, and copies of stories that were deleted since: the latest first.</summary>
    public static async Task<IReadOnlyList<BegunStory>> Begun(NewsroomDb db, long person, CancellationToken ct = default)
    {
        var copies = await db.WorkingCopies.AsNoTracking().Where(c => c.PersonId == person).OrderByDescending(c => c.At).ToListAsync(ct);
        var numbers = copies.Select(c => long.TryParse(c.Story, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : 0).Where(id => id > 0).ToList();
        var there = (await db.Articles.Where(a => numbers.Contains(a.Id) && a.State != ArticleState.Trashed).Select(a => a.Id).ToListAsync(ct)).ConvertAll(id => id.ToString(CultureInfo.InvariantCulture));
        return [.. copies.Where(c => !there.Contains(c.Story)).Take(MostBegun).Select(c => new BegunStory(c.Story, c.Read().Headline, c.At))];
    }

    /// <summary>The story that a new story's form became; null while it was not saved.</summary>
    public static async Task<long?> Became(NewsroomDb db, long person, string key, CancellationToken ct = default)
    {
        var form = "form:" + key;
        var said = await db.AuditLines.Where(l => l.Subject == form && l.ById == person).Select(l => l.Detail).FirstOrDefaultAsync(ct);
        return long.TryParse(said?.Split(' ')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var id) && await db.Articles.AnyAsync(a => a.Id == id, ct) ? id : null;
    }

    /// <summary>The key of a story's copies.</summary>
    internal static string Key(long? id, TypedStory typed) => id?.ToString(CultureInfo.InvariantCulture) ?? typed.Once ?? "";

    private static async Task<TypingAnswer?> Barred(NewsroomDb db, StoryRights rights, long? id, CancellationToken ct)
    {
        if (id is null)
            return rights.Begin ? null : new TypingAnswer.Forbidden();
        var story = await db.Articles.Where(a => a.Id == id).Select(a => new { a.OwnerId, a.SectionId, a.Kind, a.State, a.KilledAt }).SingleOrDefaultAsync(ct);
        return story is null or { State: ArticleState.Trashed } ? new TypingAnswer.Missing() : rights.May(StoryAct.Save, new(story.OwnerId, story.SectionId, story.Kind), story.State) && story.KilledAt is null ? null : new TypingAnswer.Forbidden();
    }
}
