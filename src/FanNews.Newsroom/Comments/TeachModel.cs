using System.IO.Compression;
using System.Text;
using FanNews.Screening;
using FanNews.Storage;
using Microsoft.EntityFrameworkCore;

namespace FanNews.Comments;

/// <summary>Learns models from what the newsroom decided, and keeps each as a version. No posting waits for it: only the finished model is stored in a transaction.</summary>
public sealed class TeachModel(NewsroomStore store, TimeProvider clock)
{
    /// <summary>The most decisions that are learnt from; the newest count.</summary>
    public const int MostDecisions = 20_000;

    /// <summary>The most examples of a file that are kept.</summary>
    public const int MostExamples = 50_000;

    /// <summary>How many versions of a kind are kept.</summary>
    public const int MostVersions = 20;

    /// <summary>How many new decisions make it worth while to learn again.</summary>
    public const int FewestNew = 20;

    /// <summary>How many comments in the trash, and as many approved, a model of them takes.</summary>
    public const int FewestTrash = 40;

    /// <summary>Learns the spam model from the examples of a file together with the newsroom's own decisions. The examples are kept, in place of earlier ones, for all later versions.</summary>
    /// <param name="examples">The examples, of both kinds.</param>
    /// <param name="by">Who gave them.</param>
    /// <param name="ct">Ends the work.</param>
    /// <exception cref="InvalidOperationException">There are only examples of one kind.</exception>
    /// <exception cref="StoreTrouble">The store cannot be written.</exception>
    public async Task<(ModelVersion Version, ModelReport Report)> FromFile(IReadOnlyList<JudgedWording> examples, Actor by, CancellationToken ct = default)
    {
        var decided = await store.Read(db => Decided(db, ModelKind.Spam, ct), ct);
        var learnt = LearnWords.From([.. examples, .. decided.Examples], SeedComments.All, ct);
        var version = ModelVersion.Of(ModelKind.Spam, learnt, clock.Now(), decided.Examples.Count, examples.Count, decided.Last);
        var kept = new ModelExamples { AddedAt = clock.Now(), Count = examples.Count, Bytes = Pack(examples) };
        await store.Change(by, async change =>
        {
            await change.Db.ModelExamples.ExecuteDeleteAsync(ct);
            change.Db.ModelExamples.Add(kept);
            await Keep(change, version, "learnt", ct);
        }, ct);
        return (version, learnt.Report);
    }

    /// <summary>Learns again where enough was decided since the newest version.</summary>
    /// <param name="by">Who asks for it.</param>
    /// <param name="always">Also where little is new.</param>
    /// <param name="ct">Ends the work.</param>
    /// <returns>The new versions; none where there was nothing to learn.</returns>
    /// <exception cref="StoreTrouble">The store cannot be used.</exception>
    public async Task<IReadOnlyList<ModelVersion>> FromDecisions(Actor by, bool always = false, CancellationToken ct = default)
    {
        var versions = new List<ModelVersion>();
        foreach (var kind in Enum.GetValues<ModelKind>())
        {
            // Outside of any transaction: it may take seconds.
            if (await store.Read(db => Gather(db, kind, always, ct), ct) is not { } lesson)
                continue;
            var seeds = kind == ModelKind.Spam ? SeedComments.All : [];
            var learnt = await Quietly(() => LearnWords.From([.. lesson.Examples, .. lesson.Decided], seeds, ct));
            var version = ModelVersion.Of(kind, learnt, clock.Now(), lesson.Decided.Count, lesson.Examples.Count, lesson.Last);
            await store.Change(by, change => Keep(change, version, "learnt", ct), ct);
            versions.Add(version);
        }

        return versions;
    }

    /// <summary>Puts a version back into use that a newer one took the place of: it becomes the newest, until there is enough to learn anew.</summary>
    /// <param name="by">Who goes back.</param>
    /// <param name="id">Number of the version.</param>
    /// <param name="ct">Ends the wait.</param>
    /// <returns>Whether there is such a version, and it was not in use.</returns>
    public Task<bool> GoBack(Actor by, long id, CancellationToken ct = default) => store.Change(by, async change =>
    {
        var db = change.Db;
        await db.Lock("models", ct);
        if (await db.ModelVersions.SingleOrDefaultAsync(v => v.Id == id, ct) is not { } old || !await db.ModelVersions.AnyAsync(v => v.Kind == old.Kind && v.Id > id, ct))
            return change.Abandon(false);
        // What was decided by now does not count as new, or the version that was put aside would be learnt again at once.
        var again = old.Again(await db.Decisions.MaxAsync(d => (long?)d.Id, ct) ?? 0);
        db.ModelVersions.Remove(old);
        await Keep(change, again, "went back to", ct);
        return true;
    }, ct);

    /// <summary>Works on a thread of the lowest priority: requests go first.</summary>
    internal static Task<T> Quietly<T>(Func<T> work)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        var thread = new Thread(() =>
        {
            try
            {
                done.SetResult(work());
            }
            catch (Exception e)
            {
                done.SetException(e);
            }
        });
        (thread.IsBackground, thread.Priority, thread.Name) = (true, ThreadPriority.Lowest, "learning");
        thread.Start();
        return done.Task;
    }

    private static async Task<Lesson?> Gather(NewsroomDb db, ModelKind kind, bool always, CancellationToken ct)
    {
        var known = await db.ModelVersions.Where(v => v.Kind == kind).MaxAsync(v => (long?)v.LastDecision, ct) ?? 0;
        var fresh = await db.Decisions.CountAsync(d => d.Id > known && d.ById != null, ct);
        if (fresh < FewestNew && !(always && fresh > 0))
            return null;
        var (decided, last) = await Decided(db, kind, ct);
        if (kind == ModelKind.Spam)
            return new(decided, Unpack(await db.ModelExamples.OrderByDescending(e => e.Id).Select(e => e.Bytes).FirstOrDefaultAsync(ct)), last);
        // What one moderator puts into the trash another lets stand: it takes a few to learn anything.
        var refused = decided.Count(e => e.Refused);
        return refused >= FewestTrash && decided.Count - refused >= FewestTrash ? new(decided, [], last) : null;
    }

    // What a person judged: readers' comments whose newest decision is a person's, and those that came with a decision from WordPress.
    private static async Task<(IReadOnlyList<JudgedWording> Examples, long Last)> Decided(NewsroomDb db, ModelKind kind, CancellationToken ct)
    {
        var refused = kind == ModelKind.Spam ? CommentStatus.Spam : CommentStatus.Trash;
        var rows = await db.Comments
            .Where(c => c.PersonId == null && c.ErasedAt == null && (c.Status == CommentStatus.Approved || c.Status == refused))
            .Where(c => c.WordPressId != null && c.Decisions.Count == 0 || c.Decisions.OrderByDescending(d => d.Id).First().ById != null)
            .OrderByDescending(c => c.Id).Take(MostDecisions)
            .Select(c => new { c.Text, c.Name, c.Website, c.Status }).ToListAsync(ct);
        var last = await db.Decisions.MaxAsync(d => (long?)d.Id, ct) ?? 0;
        return ([.. rows.Select(r => new JudgedWording(new Wording(r.Text, r.Name, r.Website), r.Status == refused))], last);
    }

    private static async Task Keep(Change change, ModelVersion version, string verb, CancellationToken ct)
    {
        // Readers see nothing of it.
        change.TouchesNothing();
        change.Db.ModelVersions.Add(version);
        await change.Db.SaveChangesAsync(ct);
        var kind = version.Kind;
        var oldest = await change.Db.ModelVersions.Where(v => v.Kind == kind).OrderByDescending(v => v.Id).Skip(MostVersions).Select(v => (long?)v.Id).FirstOrDefaultAsync(ct);
        await change.Db.ModelVersions.Where(v => v.Kind == kind && v.Id <= oldest).ExecuteDeleteAsync(ct);
        change.Record(verb, $"model:{version.Id}", $"{version.Kind}: {version.Decisions} decisions, {version.Examples} examples");
    }

    private static byte[] Pack(IReadOnlyList<JudgedWording> examples)
    {
        using var bytes = new MemoryStream();
        using (var packed = new BrotliStream(bytes, CompressionLevel.Fastest, leaveOpen: true))
        using (var lines = new StreamWriter(packed, new UTF8Encoding(false)))
        {
            foreach (var example in examples)
                lines.WriteLine(WordingLines.Write(example));
        }

        return bytes.ToArray();
    }

    private static List<JudgedWording> Unpack(byte[]? bytes)
    {
        if (bytes is null)
            return [];
        using var lines = new StreamReader(new BrotliStream(new MemoryStream(bytes), CompressionMode.Decompress), Encoding.UTF8);
        return [.. WordingLines.Read(lines).ToBlockingEnumerable().Where(l => l.Wording is not null && l.Refused is not null).Select(l => new JudgedWording(l.Wording!, l.Refused == true))];
    }
}

/// <summary>What a model is learnt from.</summary>
/// <param name="Decided">What people of the newsroom decided.</param>
/// <param name="Examples">The examples of a file.</param>
/// <param name="Last">The newest decision in the store.</param>
internal sealed record Lesson(IReadOnlyList<JudgedWording> Decided, IReadOnlyList<JudgedWording> Examples, long Last);
