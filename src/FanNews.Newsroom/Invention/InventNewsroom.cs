using FanNews.Articles;
using FanNews.People;
using FanNews.Search;
using FanNews.Sections;
using FanNews.Settings;
using FanNews.Storage;
using FanNews.Storage.Backups;
using Microsoft.EntityFrameworkCore;

namespace FanNews.Invention;

/// <summary>What was invented.</summary>
public sealed record InventionSummary
{
    /// <summary>Stories, hidden ones too.</summary>
    public int Articles { get; init; }

    /// <summary>Stories that readers see.</summary>
    public int Public { get; set; }

    /// <summary>Comments, whatever was decided.</summary>
    public int Comments { get; set; }

    /// <summary>Comments that were approved.</summary>
    public int CommentsApproved { get; set; }

    /// <summary>Series.</summary>
    public int Series { get; set; }

    /// <summary>The seed.</summary>
    public long Seed { get; init; }

    /// <summary>The longest time that a batch held the write lock, in milliseconds.</summary>
    public int LongestLockMilliseconds { get; set; }
}

/// <summary>
/// Fills an empty newsroom with invented stories, for load tests: realistic in length, words and tags, spread over twenty years, some of
/// them hidden. The same seed and numbers give the same newsroom on both engines. While some are invented, those before them are stored.
/// </summary>
public sealed class InventNewsroom(NewsroomStore store, Site site, TimeProvider clock)
{
    // So many are held in memory at once.
    private const int AtOnce = 250;

    private static readonly Actor By = Actor.Command("generate");

    /// <summary>Invents and stores.</summary>
    /// <param name="articles">How many stories, at least 1.</param>
    /// <param name="comments">How many comments they share.</param>
    /// <param name="seed">Says which newsroom of all possible ones.</param>
    /// <param name="progress">Told how many stories are stored.</param>
    /// <param name="ct">Ends it; what was stored stays.</param>
    /// <returns>What was invented; null where the newsroom is not empty, and nothing was.</returns>
    /// <exception cref="StoreTrouble">The store cannot be used.</exception>
    public async Task<InventionSummary?> Run(int articles, int comments, long seed, Action<int> progress, CancellationToken ct = default)
    {
        // SQLite has one writer at a time, and whoever comments meanwhile would wait until our code is compiled.
        if (!store.Options.IsPostgres)
            await Rehearsal.Once(ct);
        return await Fill(articles, comments, seed, progress, ct);
    }

    internal async Task<InventionSummary?> Fill(int articles, int comments, long seed, Action<int> progress, CancellationToken ct)
    {
        var tongue = new Tongue(seed);
        var masthead = new Masthead(tongue, seed);
        if (await store.Change(By, change => Prepare(change, masthead, articles, comments, ct), ct) is not { } first)
            return null;
        var language = Language.Of(await store.Read(db => db.SearchRecipes.Select(r => r.Language).SingleAsync(ct), ct));
        var invent = new InventStory(tongue, masthead, seed, articles, site, language, clock.Now(), first);
        var talk = new Talk(seed, articles, comments);
        var summary = new InventionSummary { Articles = articles, Seed = seed };
        var writing = new InventedRows(store, By, first, summary);
        var next = Make(0);
        for (var done = 0; done < articles;)
        {
            var stories = await next;
            done += stories.Length;
            next = Make(done);
            foreach (var story in stories)
                await writing.Add(story, ct);
            progress(done);
        }

        await writing.Flush(ct);
        summary.LongestLockMilliseconds = (int)writing.LongestLock.TotalMilliseconds;
        return summary;

        Task<InventedStory[]> Make(int from)
        {
            var plans = Enumerable.Range(from, Math.Min(AtOnce, articles - from)).Select(number => (Number: number, Plan: talk.Next(number))).ToArray();
            return Task.Run(() => plans.AsParallel().AsOrdered().WithCancellation(ct).Select(p => invent.Make(p.Number, p.Plan.Fate, p.Plan.FirstComment, p.Plan.Comments)).ToArray(), ct);
        }
    }

    // Null where anything is there already: two runs at once do not mix either.
    private static async Task<FirstNumbers?> Prepare(Change change, Masthead masthead, int articles, int comments, CancellationToken ct)
    {
        var db = change.Db;
        await db.Lock("stories", ct);
        if (await db.Articles.AnyAsync(ct) || await db.Sections.AnyAsync(ct) || await db.Tags.AnyAsync(ct) || await db.Authors.AnyAsync(ct) || await db.Sources.AnyAsync(ct) || await db.Series.AnyAsync(ct))
            return change.Abandon<FirstNumbers?>(null);
        var shapes = TableShape.All(db).ToDictionary(shape => shape.Name);
        var first = new FirstNumbers(
            Article: await Take("Articles", articles),
            Revision: await Take("Revisions", (long)articles * InventStory.MostRevisions),
            Series: await Take("Series", (articles / InventStory.SeriesEvery) + 1),
            Comment: await Take("Comments", comments),
            Decision: await Take("Decisions", comments),
            Section: await Put(masthead.Sections, (rows, first, section, id) => rows.Add(section, ("Id", id), ("ParentId", section.ParentId is { } parent ? first + parent - 1 : null))),
            Source: await Put(masthead.Sources, (rows, _, source, id) => rows.Add(source, ("Id", id))),
            Author: await Put(masthead.Authors, (rows, _, author, id) => rows.Add(author, ("Id", id))),
            Tag: await Put(masthead.Tags, (rows, _, tag, id) => rows.Add(tag, ("Id", id))));
        change.Record("generated", "newsroom", $"{articles} articles and {comments} comments to come");
        return first;

        // Whoever writes beside gets numbers beyond these.
        async Task<long> Take(string table, long count)
        {
            var last = await Numbers.Last(db, shapes[table], ct);
            await Numbers.GoOn(db, shapes[table], last + count, ct);
            return last + 1;
        }

        async Task<long> Put<T>(IReadOnlyList<T> all, Action<ManyRows, long, T, long> add)
        {
            var rows = ManyRows.Of<T>(db);
            var from = await Take(db.Model.FindEntityType(typeof(T))!.GetTableName()!, all.Count);
            for (var i = 0; i < all.Count; i++)
                add(rows, from, all[i], from + i);
            await rows.Write(db, ct);
            return from;
        }
    }
}
