namespace FanNews.Readers;

/// <summary>All that is held of one address, as its owner sees it and takes it along.</summary>
public sealed record HeldData
{
    /// <summary>The address.</summary>
    public required string Email { get; init; }

    /// <summary>What was written, wherever it stands.</summary>
    public required IReadOnlyList<HeldComment> Comments { get; init; }

    /// <summary>About what mail is wanted.</summary>
    public required IReadOnlyList<HeldWish> Mail { get; init; }

    /// <summary>Why comments were refused, and what was answered.</summary>
    public required IReadOnlyList<HeldRefusal> Refusals { get; init; }

    /// <summary>Errors in stories that were reported with the address.</summary>
    public required IReadOnlyList<HeldError> Errors { get; init; }

    /// <summary>What the newsroom refuses unread: the address, its domain, or the network that it wrote from today.</summary>
    public required IReadOnlyList<HeldBan> Bans { get; init; }
}

/// <summary>A comment.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Story">Headline of its story.</param>
/// <param name="Address">Address of the story; null for one that is not public.</param>
/// <param name="Name">The name given.</param>
/// <param name="Website">The site given.</param>
/// <param name="Text">The text.</param>
/// <param name="Original">The writer's own words, where the newsroom changed the text; else null.</param>
/// <param name="WrittenAt">When (UTC).</param>
/// <param name="EditedAt">When it was changed (UTC).</param>
/// <param name="Status">Where it stands.</param>
/// <param name="SenderHash">Whether a hash of the network is kept with it, under a key that is destroyed after a day.</param>
/// <param name="Remarks">What the program noted for the moderator.</param>
/// <param name="SpamChance">What the model of spam made of it, 0 to 1; null where it was not asked.</param>
/// <param name="TrashChance">What the model of the trash made of it, 0 to 1; null where there was none.</param>
/// <param name="Words">The words that moved the model most, a line each; null for none.</param>
/// <param name="Decisions">What was decided about it.</param>
/// <param name="Notes">That moderators told one another something about it.</param>
public sealed record HeldComment(
    long Id, string Story, string? Address, string Name, string? Website, string Text, string? Original, DateTimeOffset WrittenAt, DateTimeOffset? EditedAt, string Status, bool SenderHash,
    IReadOnlyList<string> Remarks, double? SpamChance, double? TrashChance, string? Words, IReadOnlyList<HeldDecision> Decisions, IReadOnlyList<HeldNote> Notes);

/// <summary>A decision about a comment. Who took it is nobody's but the newsroom's.</summary>
/// <param name="From">Where the comment stood.</param>
/// <param name="To">Where it stands since.</param>
/// <param name="At">When (UTC).</param>
/// <param name="Why">Why; null where no reason was given.</param>
/// <param name="ByProgram">Whether nobody but the program decided (GDPR, article 22).</param>
public sealed record HeldDecision(string From, string To, DateTimeOffset At, string? Why, bool ByProgram);

/// <summary>That a moderator noted something. The words are for colleagues, and may be about others (GDPR, article 15 (4)): whoever wants them asks the newsroom.</summary>
/// <param name="At">When (UTC).</param>
public sealed record HeldNote(DateTimeOffset At);

/// <summary>A ban. Its reason is for colleagues, as notes are.</summary>
/// <param name="Kind">Of what.</param>
/// <param name="At">Since when (UTC).</param>
/// <param name="EndsAt">When it ends (UTC); null for never.</param>
public sealed record HeldBan(string Kind, DateTimeOffset At, DateTimeOffset? EndsAt);

/// <summary>A wish for mail.</summary>
/// <param name="Comment">About which comment.</param>
/// <param name="Daily">Whether once a day.</param>
/// <param name="AskedAt">When it was asked for (UTC).</param>
/// <param name="ConfirmedAt">When it was confirmed (UTC).</param>
public sealed record HeldWish(long Comment, bool Daily, DateTimeOffset AskedAt, DateTimeOffset? ConfirmedAt);

/// <summary>A refusal.</summary>
/// <param name="Comment">Of which comment.</param>
/// <param name="Ground">Why.</param>
/// <param name="Text">In the moderator's words.</param>
/// <param name="At">When (UTC).</param>
/// <param name="Appeal">What was answered.</param>
/// <param name="AppealedAt">When (UTC).</param>
public sealed record HeldRefusal(long Comment, string Ground, string? Text, DateTimeOffset At, string? Appeal, DateTimeOffset? AppealedAt);

/// <summary>A reported error.</summary>
/// <param name="Story">Number of the story.</param>
/// <param name="Passage">The words that are meant.</param>
/// <param name="Text">What is wrong.</param>
/// <param name="At">When (UTC).</param>
public sealed record HeldError(long Story, string? Passage, string Text, DateTimeOffset At);
