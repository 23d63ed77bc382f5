using System.Globalization;
using System.Text;
using FanNews.Storage;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace FanNews.Search;

/// <summary>tsvector with GIN. Its dictionaries are not asked: the tokens are ready.</summary>
internal sealed class PostgresWordIndex : WordIndex
{
    private const int MostWords = 4_000;

    // Of a word in more stories than this the statistics know.
    private const int CountedTo = 20_000;

    protected override string Number => "\"Id\"";

    // No place in an index.
    protected override string NumberOfFew => "\"Id\" + 0";

    protected override string Numbers(WordTable table) => table switch
    {
        WordTable.SearchWords => "SELECT \"Id\" AS \"Value\" FROM \"SearchWords\" WHERE \"Words\" @@ {0}::tsquery",
        WordTable.DeskWords => "SELECT \"Id\" AS \"Value\" FROM \"DeskWords\" WHERE \"Words\" @@ {0}::tsquery",
        _ => "SELECT \"Id\" AS \"Value\" FROM \"CommentWords\" WHERE \"Words\" @@ {0}::tsquery",
    };

    public override async Task Put(NewsroomDb db, WordTable table, IReadOnlyList<WordEntry> entries, CancellationToken ct)
    {
        await using var put = Command(db,
            $"INSERT INTO \"{table}\" (\"Id\", \"Words\") SELECT id, words::tsvector FROM unnest(@ids, @words) AS entry (id, words) ON CONFLICT (\"Id\") DO UPDATE SET \"Words\" = EXCLUDED.\"Words\"");
        put.Parameters.Add(new NpgsqlParameter("ids", entries.Select(e => e.Id).ToArray()));
        put.Parameters.Add(new NpgsqlParameter("words", entries.Select(Vector).ToArray()));
        await put.ExecuteNonQueryAsync(ct);
    }

    public override async Task Remove(NewsroomDb db, WordTable table, IReadOnlyList<long> ids, CancellationToken ct)
    {
        await using var remove = Command(db, $"DELETE FROM \"{table}\" WHERE \"Id\" = ANY(@ids)");
        remove.Parameters.Add(new NpgsqlParameter("ids", ids.ToArray()));
        await remove.ExecuteNonQueryAsync(ct);
    }

    public override async Task Learn(NewsroomDb db, IReadOnlyCollection<string> words, CancellationToken ct)
    {
        // In order, so that two changes that learn the same words wait for each other and not in a circle.
        var sorted = words.Order(StringComparer.Ordinal).ToArray();
        await using var learn = Command(db,
            "INSERT INTO \"SearchVocabulary\" (\"Word\", \"Reversed\") SELECT word, reversed FROM unnest(@words, @reversed) AS entry (word, reversed) WHERE NOT EXISTS (SELECT 1 FROM \"SearchVocabulary\" WHERE \"Word\" = word) ON CONFLICT DO NOTHING");
        learn.Parameters.Add(new NpgsqlParameter("words", sorted));
        learn.Parameters.Add(new NpgsqlParameter("reversed", Array.ConvertAll(sorted, Spelling.Reverse)));
        await learn.ExecuteNonQueryAsync(ct);
    }

    public override Task<List<string>> Resembling(NewsroomDb db, string beginning, string end, CancellationToken ct)
    {
        var back = Spelling.Reverse(end);
        return db.Database.SqlQueryRaw<string>(
            """
            SELECT "Word" AS "Value" FROM "SearchVocabulary" WHERE "Word" >= {0} AND "Word" < {1}
            UNION SELECT "Word" FROM "SearchVocabulary" WHERE "Reversed" >= {2} AND "Reversed" < {3}
            LIMIT {4}
            """, beginning, Spelling.After(beginning), back, Spelling.After(back), MostWords).ToListAsync(ct);
    }

    public override async Task<(long All, Dictionary<string, long> Holding)> Count(NewsroomDb db, IReadOnlyCollection<string> tokens, CancellationToken ct)
    {
        // What the planner knows of frequent words (ANALYZE, which autovacuum runs) costs nothing; counting 100,000 rows does.
        await using var count = Command(db,
            """
            WITH size AS (SELECT CASE WHEN reltuples > 10000 THEN reltuples::bigint ELSE (SELECT count(*) FROM "SearchWords") END AS stories
                          FROM pg_class WHERE oid = '"SearchWords"'::regclass),
                 frequent AS (SELECT unnest(most_common_elems::text::text[]) AS word, unnest(most_common_elem_freqs) AS share
                              FROM pg_stats WHERE schemaname = current_schema() AND tablename = 'SearchWords' AND attname = 'Words')
            SELECT NULL, stories FROM size
            UNION ALL
            SELECT token, coalesce(
                (SELECT (share * stories)::bigint FROM frequent, size WHERE word = token AND stories > 10000 LIMIT 1),
                (SELECT count(*) FROM (SELECT 1 FROM "SearchWords" WHERE "Words" @@ ('''' || token || '''')::tsquery LIMIT @most) AS few))
            FROM unnest(@tokens) AS token
            """);
        count.Parameters.Add(new NpgsqlParameter("tokens", tokens.ToArray()));
        count.Parameters.Add(new NpgsqlParameter("most", CountedTo));
        return await Read(count, ct);
    }

    public override async Task<(long All, Dictionary<string, long> Holding)> CountTo(NewsroomDb db, IReadOnlyCollection<string> tokens, int most, CancellationToken ct)
    {
        await using var count = Command(db,
            """
            SELECT NULL, CASE WHEN reltuples > 10000 THEN reltuples::bigint ELSE (SELECT count(*) FROM "SearchWords") END FROM pg_class WHERE oid = '"SearchWords"'::regclass
            UNION ALL
            SELECT token, (SELECT count(*) FROM (SELECT 1 FROM "SearchWords" WHERE "Words" @@ ('''' || token || '''')::tsquery LIMIT @most) AS few)
            FROM unnest(@tokens) AS token
            """);
        count.Parameters.Add(new NpgsqlParameter("tokens", tokens.ToArray()));
        count.Parameters.Add(new NpgsqlParameter("most", most));
        return await Read(count, ct);
    }

    private static async Task<(long All, Dictionary<string, long> Holding)> Read(System.Data.Common.DbCommand count, CancellationToken ct)
    {
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

    public override async Task Clear(NewsroomDb db, CancellationToken ct)
    {
        await using var clear = Command(db, "TRUNCATE \"SearchWords\", \"DeskWords\", \"CommentWords\", \"SearchVocabulary\", \"SearchRows\"");
        await clear.ExecuteNonQueryAsync(ct);
    }

    private static string Vector(WordEntry entry)
    {
        var places = new Dictionary<string, List<int>>();
        for (var i = 0; i < entry.Tokens.Count; i++)
        {
            if (entry.Tokens[i] == IndexedStory.Gap)
                continue;
            if (!places.TryGetValue(entry.Tokens[i], out var at))
                places[entry.Tokens[i]] = at = [];
            at.Add(i + 1);
        }

        var vector = new StringBuilder();
        foreach (var (token, at) in places)
            vector.Append('\'').Append(token).Append("':").AppendJoin(',', at.Select(place => place.ToString(CultureInfo.InvariantCulture))).Append(' ');
        foreach (var mark in entry.Marks)
            vector.Append('\'').Append(mark).Append("' ");
        return vector.ToString();
    }

    // Tokens are letters, digits and underscores: nothing in them can end a string.
    protected override string Write(Match match) => match switch
    {
        Match.Token { Prefix: true } token => $"'{token.Text}':*",
        Match.Token token => $"'{token.Text}'",
        Match.Phrase phrase => $"({string.Join(" <-> ", phrase.Tokens.Select(token => $"'{token}'"))})",
        Match.All all => $"({string.Join(" & ", all.Parts.Select(Write))})",
        Match.Any any => $"({string.Join(" | ", any.Parts.Select(Write))})",
        Match.But but => $"({Write(but.Wanted)} & !{Write(but.Unwanted)})",
        _ => throw new NotSupportedException(match.GetType().Name),
    };
}
