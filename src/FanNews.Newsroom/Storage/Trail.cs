using System.Globalization;
using System.Runtime.CompilerServices;
using FanNews.Articles;
using FanNews.People;
using Microsoft.EntityFrameworkCore;

namespace FanNews.Storage;

/// <summary>Which lines of the trail are meant. What is null leaves all in.</summary>
public sealed record TrailFilter
{
    /// <summary>By one person, by their number; 0 for nobody with an account: readers, commands, the program itself.</summary>
    public long? Person { get; init; }

    /// <summary>Of what was done: how the verb begins.</summary>
    public string? Verb { get; init; }

    /// <summary>About one story, by its number.</summary>
    public long? Story { get; init; }

    /// <summary>From this instant (UTC) on.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Before this instant (UTC).</summary>
    public DateTimeOffset? Until { get; init; }

    internal IQueryable<AuditLine> On(NewsroomDb db)
    {
        var lines = db.AuditLines.AsNoTracking();
        if (Person is { } person)
            lines = person == 0 ? lines.Where(l => l.ById == null) : lines.Where(l => l.ById == person);
        if (Verb is { } verb)
            lines = lines.Where(l => l.Verb.StartsWith(verb));
        if (Story is { } story)
        {
            var subject = string.Create(CultureInfo.InvariantCulture, $"article:{story}");
            lines = lines.Where(l => l.Subject == subject);
        }

        if (From is { } from)
            lines = lines.Where(l => l.At >= from);
        if (Until is { } until)
            lines = lines.Where(l => l.At < until);
        return lines;
    }
}

/// <summary>One page of the trail: who did what when, the newest first.</summary>
/// <param name="Lines">The lines.</param>
/// <param name="Next">Number of the line before which the next page begins; null on the last.</param>
/// <param name="Stories">Newest headlines of the stories that lines are about, by number.</param>
/// <param name="People">Names of the people that lines are about, by number.</param>
public sealed record Trail(IReadOnlyList<AuditLine> Lines, long? Next, IReadOnlyDictionary<long, string> Stories, IReadOnlyDictionary<long, string> People)
{
    /// <summary>Lines on a page.</summary>
    public const int Size = 100;

    private const int Batch = 1_000;

    /// <summary>Reads a page in three queries.</summary>
    /// <param name="db">The store, inside one reading transaction.</param>
    /// <param name="filter">Which lines.</param>
    /// <param name="before">Where the page before ended; null for the beginning.</param>
    /// <param name="ct">Ends the wait.</param>
    public static async Task<Trail> Read(NewsroomDb db, TrailFilter filter, long? before, CancellationToken ct = default)
    {
        var lines = filter.On(db);
        if (before is { } end)
            lines = lines.Where(l => l.Id < end);
        var found = await lines.OrderByDescending(l => l.Id).Take(Size + 1).ToListAsync(ct);
        var shown = found.Count > Size ? found[..Size] : found;
        var (stories, people) = (Numbers(shown, "article:"), Numbers(shown, "person:"));
        return new(
            shown, found.Count > Size ? shown[^1].Id : null,
            await db.Articles.Where(a => stories.Contains(a.Id)).Select(a => new { a.Id, Headline = a.Revisions.OrderByDescending(r => r.Number).Select(r => r.Headline).FirstOrDefault() })
                .ToDictionaryAsync(a => a.Id, a => a.Headline ?? "", ct),
            await db.People.Where(p => people.Contains(p.Id)).ToDictionaryAsync(p => p.Id, p => p.Name, ct));
    }

    /// <summary>All lines that pass, the newest first, a thousand at a time: a long trail fits no memory.</summary>
    public static async IAsyncEnumerable<AuditLine> All(NewsroomStore store, TrailFilter filter, [EnumeratorCancellation] CancellationToken ct)
    {
        for (var end = long.MaxValue; ;)
        {
            var before = end;
            var batch = await store.Read(db => filter.On(db).Where(l => l.Id < before).OrderByDescending(l => l.Id).Take(Batch).ToListAsync(ct), ct);
            foreach (var line in batch)
                yield return line;
            if (batch.Count < Batch)
                yield break;
            end = batch[^1].Id;
        }
    }

    /// <summary>The number in a subject such as <c>article:12</c>; null where it is about something else.</summary>
    public static long? Number(string subject, string kind) =>
        subject.StartsWith(kind, StringComparison.Ordinal) && long.TryParse(subject.AsSpan(kind.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;

    /// <summary>
    /// What a setting was before a line that changed it: the line says <c>"before" to "after"</c>. Null for other lines, and where the values themselves
    /// hold those words.
    /// </summary>
    public static (string Key, string Before)? Setting(AuditLine line) =>
        line.Verb == "set" && line.Subject.StartsWith("setting:", StringComparison.Ordinal)
        && line.Detail?.Split("\" to \"") is [['"', .. var before], [.., '"']]
            ? (line.Subject["setting:".Length..], before)
            : null;

    private static List<long> Numbers(IEnumerable<AuditLine> lines, string kind) => [.. lines.Select(l => Number(l.Subject, kind)).OfType<long>().Distinct()];
}
