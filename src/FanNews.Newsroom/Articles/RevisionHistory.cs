using FanNews.People;
using FanNews.Storage;
using Microsoft.EntityFrameworkCore;

namespace FanNews.Articles;

/// <summary>A line of a story's history: one revision, or what one person saved in one sitting, told by the last.</summary>
/// <param name="Number">Number of the revision, of several the last one's.</param>
/// <param name="First">Number of the first; the same for one.</param>
/// <param name="Saves">How many they are.</param>
/// <param name="At">When the last was written (UTC).</param>
/// <param name="By">Who wrote it; null for an import.</param>
/// <param name="Released">Whether it was ever released to readers.</param>
/// <param name="Words">Its words.</param>
/// <param name="Named">Why it stands by itself; null for a save like others.</param>
/// <param name="Change">What kind of change it was, for readers who knew an earlier text.</param>
public sealed record RevisionLine(int Number, int First, int Saves, DateTimeOffset At, string? By, bool Released, int Words, RevisionName? Named, ChangeKind? Change = null)
{
    /// <summary>Number of who wrote it; null for an import.</summary>
    public long? ById { get; init; }
}

/// <summary>A story's history, folded: what one person saves within ten minutes is one line, unless it was submitted or published.</summary>
public static class RevisionHistory
{
    /// <summary>How many lines a page has.</summary>
    public const int Page = 50;

    // Of one sitting; nobody saves more in ten minutes.
    private const int MostUnfolded = 500;

    /// <summary>The newest lines.</summary>
    /// <param name="db">The store.</param>
    /// <param name="article">Number of the story.</param>
    /// <param name="most">How many.</param>
    /// <param name="before">Only sittings that began before the revision of this number; null for all.</param>
    /// <param name="ct">Ends the wait.</param>
    /// <returns>The lines, newest first, and whether there are older ones.</returns>
    public static async Task<(IReadOnlyList<RevisionLine> Lines, bool Older)> Read(NewsroomDb db, long article, int most, int? before, CancellationToken ct = default)
    {
        var sittings = await db.Revisions.Where(r => r.ArticleId == article && (before == null || r.Sitting < before)).GroupBy(r => r.Sitting).OrderByDescending(g => g.Key)
            .Select(g => new { First = g.Key, Last = g.Max(r => r.Number), Saves = g.Count() }).Take(most + 1).ToListAsync(ct);
        var numbers = sittings.Take(most).Select(s => s.Last).ToList();
        var lines = (await Lines(db, article, numbers).ToListAsync(ct)).ToDictionary(l => l.Number);
        return ([.. sittings.Take(most).Select(s => lines[s.Last] with { First = s.First, Saves = s.Saves })], sittings.Count > most);
    }

    /// <summary>Every revision of one sitting, newest first.</summary>
    public static async Task<IReadOnlyList<RevisionLine>> Unfold(NewsroomDb db, long article, int first, CancellationToken ct = default)
    {
        var numbers = await db.Revisions.Where(r => r.ArticleId == article && r.Sitting == first).OrderByDescending(r => r.Number).Select(r => r.Number).Take(MostUnfolded).ToListAsync(ct);
        return await Lines(db, article, numbers).ToListAsync(ct);
    }

    private static IQueryable<RevisionLine> Lines(NewsroomDb db, long article, List<int> numbers) =>
        from revision in db.Revisions
        join person in db.People on revision.ById equals (long?)person.Id into people
        from person in people.DefaultIfEmpty()
        where revision.ArticleId == article && numbers.Contains(revision.Number)
        orderby revision.Number descending
        select new RevisionLine(revision.Number, revision.Number, 1, revision.At, person.Name, revision.Released, revision.Words, revision.Named, revision.Change) { ById = revision.ById };
}
