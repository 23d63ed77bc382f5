namespace FanNews.Outbox;

/// <summary>A side effect that a change asked for, written in the change's own transaction. Delivered at least once.</summary>
public sealed class OutboxRow
{
    /// <summary>Number in the store; also what makes a repeated delivery recognisable.</summary>
    public long Id { get; private set; }

    /// <summary>What to do, such as <c>mail</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>What it needs, JSON. Emptied when the row is done: it may hold a link that lets somebody in.</summary>
    public required string Payload { get; init; }

    /// <summary>What it follows from, such as <c>article:12</c>, where somebody is shown what became of it; null else.</summary>
    public string? Subject { get; init; }

    /// <summary>What it is called there, such as "Mail to Ruth Editor".</summary>
    public string? Channel { get; init; }

    /// <summary>When it was asked for (UTC).</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When to try (again), UTC. A process that delivers the row pushes it forward first, so that no other one does.</summary>
    public DateTimeOffset DueAt { get; set; }

    /// <summary>How often it was tried.</summary>
    public int Attempts { get; set; }

    /// <summary>When it was delivered or given up (UTC); null while it waits.</summary>
    public DateTimeOffset? DoneAt { get; set; }

    /// <summary>What went wrong the last time; of a row that is done, why it was given up.</summary>
    public string? Trouble { get; set; }
}
