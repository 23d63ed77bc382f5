using FanNews.Body;
using FanNews.Storage;
using Microsoft.EntityFrameworkCore;

namespace FanNews.Articles;

/// <summary>A text that readers got in place of an earlier one, and what it changed.</summary>
/// <param name="At">Since when (UTC).</param>
/// <param name="Kind">What kind of change it was; null where nobody has said.</param>
/// <param name="Notes">What readers were told of it.</param>
/// <param name="Changes">Word by word, by part of the story; without markup.</param>
public sealed record PublishedVersion(DateTimeOffset At, ChangeKind? Kind, IReadOnlyList<Correction> Notes, IReadOnlyList<(string Part, IReadOnlyList<BlockChange> Blocks)> Changes)
{
    // More would make a page that nobody reads.
    private const int Most = 20;

    /// <summary>The versions of a visible story that readers have had, newest first; the first of all has none before it and is left out.</summary>
    /// <param name="db">The store.</param>
    /// <param name="article">Number of the story.</param>
    /// <param name="now">The instant (UTC).</param>
    /// <param name="ct">Ends the wait.</param>
    public static async Task<IReadOnlyList<PublishedVersion>> Read(NewsroomDb db, long article, DateTimeOffset now, CancellationToken ct = default)
    {
        var texts = await Shown(db, article, now).OrderByDescending(r => r.Number).Take(Most + 1).AsNoTracking().ToListAsync(ct);
        return [.. texts.Zip(texts.Skip(1), (newer, older) => Of(older, newer))];
    }

    /// <summary>Whether there is anything to compare.</summary>
    /// <param name="db">The store.</param>
    /// <param name="article">Number of the story.</param>
    /// <param name="now">The instant (UTC).</param>
    /// <param name="ct">Ends the wait.</param>
    public static async Task<bool> Any(NewsroomDb db, long article, DateTimeOffset now, CancellationToken ct = default) => await Shown(db, article, now).Take(2).CountAsync(ct) == 2;

    // What the newsroom withholds, and all before it, is shown to nobody; nor what was replaced before the story was out.
    private static IQueryable<Revision> Shown(NewsroomDb db, long article, DateTimeOffset now)
    {
        var released = db.Revisions.Where(r => r.ArticleId == article && r.Released && r.EffectiveAt <= now);
        return released.Where(r => r.Number >= (released.Where(w => w.Withholds).Max(w => (int?)w.Number) ?? 0));
    }

    private static PublishedVersion Of(Revision older, Revision newer)
    {
        var (was, became) = (BodyText.Parse(older.Body), BodyText.Parse(newer.Body));
        var known = was.Notes.ToList();
        (string Part, string Old, string New)[] parts =
        [
            ("Headline", older.Headline, newer.Headline), ("Dek", older.Dek ?? "", newer.Dek ?? ""), ("Dateline", older.Dateline ?? "", newer.Dateline ?? ""),
            ("Text", Plain(was), Plain(became)),
        ];
        return new(newer.EffectiveAt!.Value, newer.NoteDue ? null : newer.Change, [.. became.Notes.Where(note => !known.Remove(note))],
            [.. parts.Where(p => p.Old != p.New).Select(p => (p.Part, BlockChange.Between(p.Old, p.New)))]);
    }

    private static string Plain(BodyText body) => string.Join("\n\n", body.ToPlainTextWithoutNotes().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
}
