using FanNews.Outbox;

namespace FanNews.Storage;

/// <summary>
/// The one transaction of law 5: what is changed, its audit lines and its outbox rows are stored together or not at all.
/// Made by <see cref="NewsroomStore.Change{T}"/>.
/// </summary>
public sealed class Change
{
    private bool written;

    internal Change(NewsroomDb db, Actor by, DateTimeOffset now)
    {
        Db = db;
        By = by;
        Now = now;
        db.SavedChanges += (_, saved) => written |= saved.EntitiesSavedCount > 0;
    }

    /// <summary>The store inside the transaction.</summary>
    public NewsroomDb Db { get; }

    /// <summary>Who makes the change.</summary>
    public Actor By { get; }

    /// <summary>When (UTC).</summary>
    public DateTimeOffset Now { get; }

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
        Db.AuditLines.Add(new AuditLine { At = Now, ById = By.PersonId, By = By.Name, Verb = verb, Subject = subject, Detail = detail });
    }

    /// <summary>Asks for a side effect, which leaves once the change is stored.</summary>
    /// <param name="kind">What to do, such as <c>mail</c>.</param>
    /// <param name="payload">What it needs, JSON.</param>
    public void Send(string kind, string payload)
    {
        Sends = true;
        Db.OutboxRows.Add(new OutboxRow { Kind = kind, Payload = payload, CreatedAt = Now, DueAt = Now });
    }

    /// <summary>Gives the change up: nothing is stored. Returns what it is given, for a refusal on the way out.</summary>
    public T Abandon<T>(T value)
    {
        Abandoned = true;
        return value;
    }

    internal async Task Commit(CancellationToken ct)
    {
        if (Abandoned)
            return;
        var changes = written || Db.ChangeTracker.HasChanges();
        if (changes && !Traced)
            throw new InvalidOperationException("A change without a trace: call Record before it ends.");
        await Db.SaveChangesAsync(ct);
        await Db.Database.CommitTransactionAsync(ct);
    }
}
