namespace FanNews.Outbox;

/// <summary>What came of one try to deliver a row of the outbox.</summary>
public abstract record Delivery
{
    private Delivery()
    {
    }

    /// <summary>It is delivered.</summary>
    public sealed record Done : Delivery;

    /// <summary>Not now; it is tried again.</summary>
    /// <param name="Trouble">What went wrong, in a sentence.</param>
    public sealed record Later(string Trouble) : Delivery;

    /// <summary>Never: trying again cannot help.</summary>
    /// <param name="Trouble">What went wrong, in a sentence.</param>
    public sealed record Never(string Trouble) : Delivery;
}

/// <summary>Delivers rows of one kind. A row may come again after it was delivered, when the program was killed in between.</summary>
/// <param name="row">What to deliver. Its number and the time it was asked for tell a repetition.</param>
/// <param name="ct">Ends the try.</param>
public delegate Task<Delivery> Deliver(OutboxRow row, CancellationToken ct);
