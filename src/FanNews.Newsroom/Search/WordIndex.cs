using System.Data.Common;
using FanNews.Storage;
using FanNews.Storage.Postgres;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace FanNews.Search;

/// <summary>Which words.</summary>
internal enum WordTable
{
    /// <summary>Those of <see cref="SearchRow"/>, by its number.</summary>
    SearchWords,

    /// <summary>Headlines and bylines of every article, by its number; for the desk alone.</summary>
    DeskWords,

    /// <summary>What comments say and who sent them, by the comment's number; for moderators alone.</summary>
    CommentWords,
}

/// <summary>Tokens that go into a table under a number.</summary>
/// <param name="Id">The number.</param>
/// <param name="Tokens">In order, with places.</param>
/// <param name="Marks">Without places.</param>
internal sealed record WordEntry(long Id, IReadOnlyList<string> Tokens, IReadOnlyCollection<string> Marks);

/// <summary>
/// The inverted index of an engine: FTS5 or tsvector with GIN. Both get the same tokens and are asked for the same matches; folding,
/// stemming and ranking are ours. An engine file stands beside this one.
/// </summary>
internal abstract class WordIndex
{
    private static readonly WordIndex Sqlite = new SqliteWordIndex(), Postgres = new PostgresWordIndex();

    /// <summary>The index of the engine that keeps this store.</summary>
    public static WordIndex Of(NewsroomDb db) => db is PostgresNewsroomDb ? Postgres : Sqlite;

    /// <summary>The numbers that match, to be composed.</summary>
    public IQueryable<long> Find(NewsroomDb db, WordTable table, Match match) => db.Database.SqlQueryRaw<long>(Numbers(table), Write(match));

    /// <summary>
    /// The highest of the numbers that match, highest first. Not <see cref="Find"/> in that order: EF Core orders by a cast, for which SQLite gathers all
    /// that match, 23 ms for a word in 100,000 stories, where its index begins with the highest and is done after 0.6.
    /// </summary>
    /// <param name="db">The store.</param>
    /// <param name="table">Where to look.</param>
    /// <param name="match">What is asked.</param>
    /// <param name="most">How many at most.</param>
    /// <param name="before">Numbers below this one only.</param>
    /// <param name="every">Multiples of this one only.</param>
    /// <param name="few">Whether so few match that it is quicker to gather all of them (<see cref="AreFew"/>).</param>
    public IQueryable<long> Highest(NewsroomDb db, WordTable table, Match match, int most, long before = long.MaxValue, int every = 1, bool few = false) =>
        db.Database.SqlQueryRaw<long>(FromAbove(table, every, few), Write(match), before, most);

    /// <summary>
    /// Whether to gather all that match is quicker than to look from above until <paramref name="most"/> are found. PostgreSQL cannot know: to look at an
    /// entry it takes all of its words out of storage (4.7 µs; an entry that the index names costs 2.9), and it counts neither.
    /// </summary>
    /// <param name="expected">How many probably match.</param>
    /// <param name="all">How many entries there are.</param>
    /// <param name="most">How many are wanted.</param>
    public static bool AreFew(double expected, long all, int most) => expected * 2.9 < most / Math.Max(expected, 1) * all * 4.7;

    /// <summary>Stores entries, in place of any under the same number.</summary>
    public abstract Task Put(NewsroomDb db, WordTable table, IReadOnlyList<WordEntry> entries, CancellationToken ct);

    /// <summary>Forgets entries; a number without one is no mistake.</summary>
    public abstract Task Remove(NewsroomDb db, WordTable table, IReadOnlyList<long> ids, CancellationToken ct);

    /// <summary>Forgets entries so that none of their words is left in the store; takes a second where there are many others.</summary>
    public virtual Task Erase(NewsroomDb db, WordTable table, IReadOnlyList<long> ids, CancellationToken ct) => Remove(db, table, ids, ct);

    /// <summary>Adds words to the vocabulary that suggestions of spelling come from.</summary>
    public abstract Task Learn(NewsroomDb db, IReadOnlyCollection<string> words, CancellationToken ct);

    /// <summary>Words of the vocabulary that begin or end as given, at most a few thousand.</summary>
    public abstract Task<List<string>> Resembling(NewsroomDb db, string beginning, string end, CancellationToken ct);

    /// <summary>How many entries of <see cref="WordTable.SearchWords"/> there are, and how many hold each of the tokens. May be estimates.</summary>
    public abstract Task<(long All, Dictionary<string, long> Holding)> Count(NewsroomDb db, IReadOnlyCollection<string> tokens, CancellationToken ct);

    /// <summary>How many entries of <see cref="WordTable.SearchWords"/> there are (may be an estimate), and how many hold each of the tokens, counted no further than to <paramref name="most"/>.</summary>
    public abstract Task<(long All, Dictionary<string, long> Holding)> CountTo(NewsroomDb db, IReadOnlyCollection<string> tokens, int most, CancellationToken ct);

    /// <summary>Forgets everything. Inside a change.</summary>
    public abstract Task Clear(NewsroomDb db, CancellationToken ct);

    /// <summary>The column that holds an entry's number.</summary>
    protected abstract string Number { get; }

    /// <summary>What to order by so that the engine gathers all that match first.</summary>
    protected virtual string NumberOfFew => Number;

    /// <summary>The statement that finds the numbers that match {0}.</summary>
    protected abstract string Numbers(WordTable table);

    /// <summary>A match as the engine reads it.</summary>
    protected abstract string Write(Match match);

    /// <summary>A command in the transaction of the context.</summary>
    protected static DbCommand Command(NewsroomDb db, string sql)
    {
        var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = sql;
        command.Transaction = db.Database.CurrentTransaction?.GetDbTransaction();
        return command;
    }

    // PostgreSQL takes "every one" for one of two hundred, and then sorts all that match: it is not said.
    private string FromAbove(WordTable table, int every, bool few) =>
        $"{Numbers(table)} AND {Number} < {{1}}{(every == 1 ? "" : FormattableString.Invariant($" AND {Number} % {every} = 0"))} ORDER BY {(few ? NumberOfFew : Number)} DESC LIMIT {{2}}";
}
