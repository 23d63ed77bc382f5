using FanNews.Comments;
using FanNews.Storage;
using Microsoft.EntityFrameworkCore;

namespace FanNews.Interchange.WordPress;

/// <summary>
/// Numbers for imported comments: their own where it is free, else one beyond all numbers that the exports use. All are given by hand,
/// for a counter's number could be one that a later row of the same transaction brings.
/// </summary>
internal sealed class CommentNumbers
{
    // Beyond this a number of WordPress is no counter's value, and keeping it would use up ours.
    private const long LargestKept = 1_000_000_000_000;

    private readonly NewsroomDb _db;
    private readonly HashSet<long> _taken;
    private long _largest;

    private CommentNumbers(NewsroomDb db, HashSet<long> taken, long largest) => (_db, _taken, _largest) = (db, taken, largest);

    /// <summary>Looks up which numbers are free inside a change.</summary>
    public static async Task<CommentNumbers> For(NewsroomDb db, long largest, IReadOnlyList<ImportedComment> comments, CancellationToken ct)
    {
        var wanted = comments.Select(comment => comment.WordPressId ?? 0).Where(id => id is > 0 and <= LargestKept).ToList();
        var taken = (await db.Comments.Where(comment => wanted.Contains(comment.Id)).Select(comment => comment.Id).ToListAsync(ct)).ToHashSet();
        taken.UnionWith(db.Comments.Local.Select(comment => comment.Id));
        return new(db, taken, Math.Min(largest, LargestKept));
    }

    /// <summary>Moves the counter of PostgreSQL, which does not see numbers given by hand, beyond those of the exports. SQLite needs no such help.</summary>
    public static async Task Reserve(NewsroomDb db, long largest, CancellationToken ct)
    {
        if (!db.Database.IsNpgsql() || largest == 0) return;
        await db.Database.ExecuteSqlRawAsync(
            "SELECT setval(pg_get_serial_sequence('\"Comments\"', 'Id'), GREATEST({0}, nextval(pg_get_serial_sequence('\"Comments\"', 'Id'))))",
            [Math.Min(largest, LargestKept)], ct);
    }

    /// <summary>The number for a comment.</summary>
    public async Task<long> Of(ImportedComment comment, CancellationToken ct)
    {
        if (comment.WordPressId is { } own and <= LargestKept && _taken.Add(own)) return own;
        if (_db.Database.IsNpgsql())
            return await _db.Database.SqlQueryRaw<long>("SELECT nextval(pg_get_serial_sequence('\"Comments\"', 'Id')) AS \"Value\"").SingleAsync(ct);
        // The write lock of SQLite is ours, so nobody takes the same one.
        _largest = Math.Max(_largest, await _db.Comments.MaxAsync(one => (long?)one.Id, ct) ?? 0);
        while (!_taken.Add(++_largest))
        {
        }
        return _largest;
    }
}
