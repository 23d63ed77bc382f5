using Microsoft.EntityFrameworkCore;

namespace FanNews.Storage.Sqlite;

/// <summary>
/// Tells SQLite's planner what a newsroom is like: that nearly all articles are published stories, and that one section has thousands.
/// Without counts it takes every index for selective, goes through all stories to find the twenty whose numbers it has, and a search among
/// 100,000 takes 20 seconds instead of a few milliseconds. The same counts for all newsrooms, large and small, so that a query is answered
/// in the same way everywhere and every day (https://sqlite.org/optoverview.html#manual_control_of_query_plans_using_sqlite_stat_tables).
/// </summary>
internal static class TypicalCounts
{
    // Rows of the table, then how many share one value of the first column of the index, of the first two, and so on.
    private static readonly (string Table, string Index, string Counts)[] All =
    [
        ("Articles", "IX_Articles_Kind_State_PublishAt_Id", "100000 90000 80000 2 1"),
        ("Articles", "IX_Articles_State_ListedAt_Id", "100000 50000 2 1"),
        ("Articles", "IX_Articles_State_KilledAt_PublishAt_OwnerId", "100000 50000 50000 2 1"),
        ("Articles", "IX_Articles_KilledAt_Id", "100000 90000 1"),
        ("Articles", "IX_Articles_UnpublishAt", "100000 90000"),
        ("Articles", "IX_Articles_EmbargoUntil", "100000 90000"),
        ("Articles", "IX_Articles_SectionId_PublishAt_Id", "100000 4000 2 1"),
        ("Articles", "IX_Articles_SourceId_PublishAt_Id", "100000 4000 2 1"),
        ("Articles", "IX_Articles_OwnerId_ListedAt_Id", "100000 4000 2 1"),
        ("Articles", "IX_Articles_AssigneeId_ListedAt_Id", "2000 100 2 1"),
        ("Articles", "IX_Articles_ListedAt_Id", "100000 2 1"),
        ("Articles", "IX_Articles_SeriesId_SeriesPart", "100000 10 1"),
        ("Articles", "IX_Articles_LeadPictureId", "100000 2"),
        ("Articles", "IX_Articles_ImportedFrom_WordPressId", "100000 50000 1"),
        ("Articles", "IX_Articles_WordPressId", "100000 1"),
        ("Articles", "IX_Articles_PermalinkKey", "100000 1"),
        ("FrontPins", "IX_FrontPins_ArticleId", "4 1"),
        ("Revisions", "IX_Revisions_ArticleId_Number", "300000 3 1"),
        ("Revisions", "IX_Revisions_ArticleId_Sitting_Number", "300000 3 1 1"),
        ("Revisions", "IX_Revisions_EffectiveAt", "300000 2"),
        ("SearchRows", "IX_SearchRows_ArticleId", "120000 1"),
        ("Bylines", "IX_Bylines_AuthorId", "120000 600"),
        ("Bylines", "sqlite_autoindex_Bylines_1", "120000 1 1"),
        ("ArticleTags", "IX_ArticleTags_TagsId", "400000 100"),
        ("ArticleTags", "sqlite_autoindex_ArticleTags_1", "400000 4 1"),
    ];

    /// <summary>Stores them where they are not stored yet. New connections go by them.</summary>
    public static async Task Keep(NewsroomDb db, CancellationToken ct)
    {
        if (await AreStored(db, ct))
            return;
        await db.BeginChange(ct);
        // There is no other way to make the table than to count something.
        await db.Database.ExecuteSqlRawAsync("ANALYZE \"Settings\"; DELETE FROM sqlite_stat1", ct);
        foreach (var (table, index, counts) in All)
            await db.Database.ExecuteSqlAsync($"INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ({table}, {index}, {counts})", ct);
        await db.Database.ExecuteSqlRawAsync("ANALYZE sqlite_schema", ct);
        await db.Database.CommitTransactionAsync(ct);
    }

    private static async Task<bool> AreStored(NewsroomDb db, CancellationToken ct)
    {
        if (!await db.Database.SqlQueryRaw<string>("SELECT name AS \"Value\" FROM sqlite_schema WHERE name = 'sqlite_stat1'").AnyAsync(ct))
            return false;
        var stored = await db.Database.SqlQueryRaw<string>("SELECT tbl || ' ' || coalesce(idx, '') || ' ' || stat AS \"Value\" FROM sqlite_stat1").ToListAsync(ct);
        return stored.ToHashSet().SetEquals(All.Select(c => $"{c.Table} {c.Index} {c.Counts}"));
    }

    /// <summary>The indexes that it speaks of, to find those that are gone.</summary>
    internal static IEnumerable<string> Indexes => All.Select(c => c.Index);
}
