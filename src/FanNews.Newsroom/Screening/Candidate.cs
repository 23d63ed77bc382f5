using FanNews.Comments;

namespace FanNews.Screening;

/// <summary>What a sender did here before, as far as it matters.</summary>
public sealed record SenderPast
{
    /// <summary>Approved comments of the address, counted up to some fifty.</summary>
    public int Approved { get; init; }

    /// <summary>Comments of the address within seven days that were decided.</summary>
    public int Decided { get; init; }

    /// <summary>Of those the refused.</summary>
    public int Refused { get; init; }

    /// <summary>Comments of the address or the network within ten minutes, this one not counted.</summary>
    public int Recent { get; init; }
}

/// <summary>A comment that is screened, with all that the phases may ask about it. Never changes.</summary>
public sealed record Candidate
{
    /// <summary>What was written.</summary>
    public required Wording Wording { get; init; }

    /// <summary>What was noticed on the way in.</summary>
    public IReadOnlyList<Remark> Signals { get; init; } = [];

    /// <summary>Whether the way in alone makes it wait.</summary>
    public bool Hold { get; init; }

    /// <summary>Whether the address is that of somebody of the newsroom, whom a reader's form cannot know.</summary>
    public bool StaffAddress { get; init; }

    /// <summary>The ban that meets it, in words; null for none.</summary>
    public string? Ban { get; init; }

    /// <summary>The number of a comment that says nearly the same; null for none.</summary>
    public long? Repeats { get; init; }

    /// <summary>What the sender did before.</summary>
    public SenderPast Past { get; init; } = new();

    /// <summary>The words of the story, for what is only copied from it; null where nobody looked.</summary>
    public StoryWords? Story { get; init; }

    /// <summary>What the model of spam says; null where it was not asked.</summary>
    public WordJudgement? Spam { get; init; }

    /// <summary>What the model of the trash says; null where there is none.</summary>
    public WordJudgement? Trash { get; init; }

    /// <summary>From which probability on the model of spam is safe, as it found itself.</summary>
    public double SafeThreshold { get; init; } = 1;
}

/// <summary>What becomes of a comment.</summary>
public enum Ruling
{
    /// <summary>Readers see it at once.</summary>
    Approve,

    /// <summary>It waits for a moderator.</summary>
    Hold,

    /// <summary>It goes to Spam, where a moderator can take it out.</summary>
    Reject,
}

/// <summary>What a phase found.</summary>
/// <param name="Ruling">What it decides; null for a remark only.</param>
/// <param name="Code">A fixed word for machines.</param>
/// <param name="Sentence">What the moderator reads.</param>
public sealed record Finding(Ruling? Ruling, string Code, string Sentence);

/// <summary>A step of the screening: nothing, or what it found.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Look">Looks at a comment by the newsroom's rules.</param>
public sealed record Phase(string Name, Func<Candidate, ScreeningRules, Finding?> Look);

/// <summary>How a comment was screened.</summary>
/// <param name="Ruling">What becomes of it.</param>
/// <param name="Decision">The finding that decided.</param>
/// <param name="Remarks">All findings, in the order of the phases, for the moderator.</param>
public sealed record Screened(Ruling Ruling, Finding Decision, IReadOnlyList<Remark> Remarks);
