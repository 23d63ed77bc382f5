using System.Text.Json;
using FanNews.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace FanNews.Search;

/// <summary>FTS5 without contents. Its tokenizer only parts at spaces: the tokens are ready.</summary>
internal sealed class SqliteWordIndex : WordIndex
{
    private const int MostWords = 4_000;

    // Counting reads an index from end to end, 18 ms among a million stories: of very many the span of their numbers says enough.
    private static readonly string All = FormattableString.Invariant(
        $"SELECT CASE WHEN span > 10000 THEN span ELSE (SELECT count(*) FROM SearchRows) END FROM (SELECT ((SELECT max(Id) FROM SearchRows) - (SELECT min(Id) FROM SearchRows)) / {SearchRow.Slots} AS span)");

    protected override string Number => "rowid";

    protected override string Numbers(WordTable table) => table switch
    {
        WordTable.SearchWords => "SELECT rowid AS \"Value\" FROM SearchWords WHERE SearchWords MATCH {0}",
        WordTable.DeskWords => "SELECT rowid AS \"Value\" FROM DeskWords WHERE DeskWords MATCH {0}",
        _ => "SELECT rowid AS \"Value\" FROM CommentWords WHERE CommentWords MATCH {0}",
    };

    public override async Task Put(NewsroomDb db, WordTable table, IReadOnlyList<WordEntry> entries, CancellationToken ct)
    {
        await using var put = Command(db, $"INSERT OR REPLACE INTO {table} (rowid, words) VALUES ($id, $words)");
        var (id, words) = (new SqliteParameter { ParameterName = "$id" }, new SqliteParameter { ParameterName = "$words" });
        put.Parameters.AddRange(new[] { id, words });
        foreach (var entry in entries)
        {
            id.Value = entry.Id;
            words.Value = string.Join(' ', entry.Tokens.Append(IndexedStory.Gap).Concat(entry.Marks));
            await put.ExecuteNonQueryAsync(ct);
        }
    }

    public override async Task Erase(NewsroomDb db, WordTable table, IReadOnlyList<long> ids, CancellationToken ct)
    {
        await Remove(db, table, ids, ct);
        // Until its parts are merged FTS5 only remembers that the entries are gone (https://sqlite.org/fts5.html#the_optimize_command).
        await using var merge = Command(db, $"INSERT INTO {table} ({table}) VALUES ('optimize')");
        await merge.ExecuteNonQueryAsync(ct);
    }

    public override async Task Remove(NewsroomDb db, WordTable table, IReadOnlyList<long> ids, CancellationToken ct)
    {
        await using var remove = Command(db, $"DELETE FROM {table} WHERE rowid = $id");
        var id = new SqliteParameter { ParameterName = "$id" };
        remove.Parameters.Add(id);
        foreach (var one in ids)
        {
            id.Value = one;
            await remove.ExecuteNonQueryAsync(ct);
        }
    }

    public override async Task Learn(NewsroomDb db, IReadOnlyCollection<string> words, CancellationToken ct)
    {
        await using var learn = Command(db,
            "INSERT INTO SearchVocabulary (Word, Reversed) SELECT value ->> 0, value ->> 1 FROM json_each($words) WHERE true ON CONFLICT DO NOTHING");
        learn.Parameters.Add(new SqliteParameter("$words", JsonSerializer.Serialize(words.Order(StringComparer.Ordinal).Select(w => new[] { w, Spelling.Reverse(w) }))));
        await learn.ExecuteNonQueryAsync(ct);
    }

    public override Task<List<string>> Resembling(NewsroomDb db, string beginning, string end, CancellationToken ct)
    {
        var back = Spelling.Reverse(end);
        return db.Database.SqlQueryRaw<string>(
            """
            SELECT Word AS "Value" FROM SearchVocabulary WHERE Word >= {0} AND Word < {1}
            UNION SELECT Word FROM SearchVocabulary WHERE Reversed >= {2} AND Reversed < {3}
            LIMIT {4}
            """, beginning, Spelling.After(beginning), back, Spelling.After(back), MostWords).ToListAsync(ct);
    }

    public override async Task<(long All, Dictionary<string, long> Holding)> Count(NewsroomDb db, IReadOnlyCollection<string> tokens, CancellationToken ct)
    {
        await using var count = Command(db,
            $"SELECT NULL, ({All}) UNION ALL SELECT term, doc FROM SearchTerms WHERE term IN (SELECT value FROM json_each($tokens))");
        count.Parameters.Add(new SqliteParameter("$tokens", JsonSerializer.Serialize(tokens)));
        var (all, holding) = (0L, new Dictionary<string, long>());
        await using var rows = await count.ExecuteReaderAsync(ct);
        while (await rows.ReadAsync(ct))
        {
            if (rows.IsDBNull(0))
                all = rows.GetInt64(1);
            else
                holding[rows.GetString(0)] = rows.GetInt64(1);
        }

        return (all, holding);
    }

    public override async Task<(long All, Dictionary<string, long> Holding)> CountTo(NewsroomDb db, IReadOnlyCollection<string> tokens, int most, CancellationToken ct)
    {
        await using var all = Command(db, All);
        await using var count = Command(db, "SELECT count(*) FROM (SELECT 1 FROM SearchWords WHERE SearchWords MATCH $token LIMIT $most)");
        var token = new SqliteParameter { ParameterName = "$token" };
        count.Parameters.AddRange(new[] { token, new SqliteParameter("$most", most) });
        var holding = new Dictionary<string, long>();
        foreach (var one in tokens)
        {
            token.Value = Write(new Match.Token(one));
            holding[one] = (long)(await count.ExecuteScalarAsync(ct))!;
        }

        return ((long)(await all.ExecuteScalarAsync(ct))!, holding);
    }

    public override async Task Clear(NewsroomDb db, CancellationToken ct)
    {
        await using var clear = Command(db,
            """
            INSERT INTO SearchWords (SearchWords) VALUES ('delete-all');
            INSERT INTO DeskWords (DeskWords) VALUES ('delete-all');
            INSERT INTO CommentWords (CommentWords) VALUES ('delete-all');
            DELETE FROM SearchVocabulary;
            DELETE FROM SearchRows;
            """);
        await clear.ExecuteNonQueryAsync(ct);
    }

    // Tokens are letters, digits and underscores: nothing in them can end a string.
    protected override string Write(Match match) => match switch
    {
        Match.Token { Prefix: true } token => $"\"{token.Text}\" *",
        Match.Token token => $"\"{token.Text}\"",
        Match.Phrase phrase => $"\"{string.Join(' ', phrase.Tokens)}\"",
        Match.All all => $"({string.Join(" AND ", all.Parts.Select(Write))})",
        Match.Any any => $"({string.Join(" OR ", any.Parts.Select(Write))})",
        Match.But but => $"({Write(but.Wanted)} NOT {Write(but.Unwanted)})",
        _ => throw new NotSupportedException(match.GetType().Name),
    };
}
