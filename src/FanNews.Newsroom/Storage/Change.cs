using FanNews.Outbox;
using FanNews.Search;
using Microsoft.EntityFrameworkCore;

namespace FanNews.Storage;

/// <summary>
/// The one transaction of law 5: what is changed, its audit lines and its outbox rows are stored together or not at all.
/// Made by <see cref="NewsroomStore.Change{T}"/>.
/// </summary>
public sealed class Change
{
    // A change of more stories than this costs less as a new edition.
    private const int MostStories = 20;

    private readonly FollowChanges index;
    private readonly List<AuditLine> lines = [];
    private readonly SortedSet<long> stories = [];
    private readonly SortedSet<long> rails = [];
    private bool written;
    private bool said;

    internal Change(NewsroomDb db, Actor by, DateTimeOffset now, string? zone)
    {
        OutsideZone = zone;
        Db = db;
        By = by;
        Now = now;
        index = new FollowChanges(db);
        db.SavedChanges += (_, saved) => written |= saved.EntitiesSavedCount > 0;
    }

    /// <summary>The store inside the transaction.</summary>
    public NewsroomDb Db { get; }

    /// <summary>Who makes the change.</summary>
    public Actor By { get; }

    /// <summary>When (UTC).</summary>
    public DateTimeOffset Now { get; }

    /// <summary>The zone of the site where it is set from outside; null to go by the newsroom's own choice.</summary>
    internal string? OutsideZone { get; }

    internal bool Abandoned { get; private set; }

    internal bool Traced { get; private set; }

    internal bool Sends { get; private set; }

    /// <summary>Writes the trace of the change.</summary>
    /// <param name="verb">What was done, such as <c>approved</c>.</param>
    /// <param name="subject">To what, such as <c>comment:12</c>.</param>
    /// <param name="detail">What else is worth knowing; never what a reader typed, an address or a secret.</param>
    public void Record(string verb, string subject, string? detail = null)
    {
        Traced = true;
        lines.Add(new AuditLine { At = Now, ById = By.PersonId, By = By.Name, Verb = verb, Subject = subject, Detail = detail });
    }

    /// <summary>For what follows from the newsroom and is no change of it, such as its index.</summary>
    /// <param name="shown">Whether pages show it all the same.</param>
    internal void Untraced(bool shown = false)
    {
        Traced = true;
        if (!shown)
            TouchesNothing();
    }

    /// <summary>Asks for a side effect, which leaves once the change is stored.</summary>
    /// <param name="kind">What to do, such as <c>mail</c>.</param>
    /// <param name="payload">What it needs, JSON.</param>
    /// <param name="subject">What it follows from, such as <c>article:12</c>, where somebody is to see what becomes of it.</param>
    /// <param name="channel">What it is called there.</param>
    public void Send(string kind, string payload, string? subject = null, string? channel = null)
    {
        Sends = true;
        Db.OutboxRows.Add(new OutboxRow { Kind = kind, Payload = payload, Subject = subject, Channel = channel, CreatedAt = Now, DueAt = Now });
    }

    /// <summary>
    /// Says that readers see the change on one story's own page, and where comments are counted or listed. Unless the work says so, or
    /// <see cref="TouchesNothing"/>, every page counts as changed: what is forgotten costs speed and nothing else.
    /// </summary>
    /// <param name="article">Number of the story.</param>
    public void Touches(long article)
    {
        said = true;
        stories.Add(article);
    }

    /// <summary>Says that readers see nothing of the change, but for the stories that <see cref="Touches"/> names. For whoever knows the whole change, not a part of it.</summary>
    public void TouchesNothing() => said = true;

    /// <summary>Says that readers see the change in what one story's own page offers to read next.</summary>
    internal void TouchesRail(long article)
    {
        said = true;
        rails.Add(article);
    }

    /// <summary>Gives the change up: nothing is stored. Returns what it is given, for a refusal on the way out.</summary>
    public T Abandon<T>(T value)
    {
        Abandoned = true;
        return value;
    }

    /// <summary>Stores it.</summary>
    /// <returns>The marks that it wrote.</returns>
    internal async Task<IReadOnlyList<Mark>> Commit(CancellationToken ct)
    {
        if (Abandoned)
            return [];
        var changes = written || lines.Count > 0 || Db.ChangeTracker.HasChanges();
        if (changes && !Traced)
            throw new InvalidOperationException("A change without a trace: call Record before it ends.");
        await Db.SaveChangesAsync(ct);
        var trail = ManyRows.Of<AuditLine>(Db, numbered: false);
        lines.ForEach(line => trail.Add(line));
        await trail.Write(Db, ct);
        rails.UnionWith(await index.Keep(Now, ct));
        var marks = changes ? await WriteMarks(ct) : [];
        await Db.Database.CommitTransactionAsync(ct);
        return marks;
    }

    private async Task<List<Mark>> WriteMarks(CancellationToken ct)
    {
        var edition = !said || stories.Count > MostStories;
        List<string> names = edition ? [Mark.Edition] : [.. stories.Union(rails).Select(Mark.Story)];
        if (!edition && stories.Count > 0)
            names.Add(Mark.Comments);
        if (names.Count == 0)
            return [];
        // Held until the commit, so that versions are in its order: who has seen one has seen all before it. Nothing is waited for after this.
        await Db.Lock("marks", ct);
        var version = 1 + (await Db.Marks.MaxAsync(m => (long?)m.Version, ct) ?? 0);
        foreach (var name in names)
            await Db.Database.ExecuteSqlAsync($"""INSERT INTO "Marks" ("Name", "Version") VALUES ({name}, {version}) ON CONFLICT ("Name") DO UPDATE SET "Version" = excluded."Version" """, ct);
        await Db.Announce(ct);
        return names.ConvertAll(name => new Mark { Name = name, Version = version });
    }
}
