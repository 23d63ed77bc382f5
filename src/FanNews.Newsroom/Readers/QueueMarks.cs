using FanNews.Comments;
using FanNews.Storage;

namespace FanNews.Readers;

/// <summary>What the queue shows of a comment besides where it stands: what readers and its writer said about it, and how it is set apart.</summary>
public sealed record QueueMarks
{
    /// <summary>Whether it answers another comment.</summary>
    public bool IsReply { get; init; }

    /// <summary>Whether it stands above the others.</summary>
    public bool Pinned { get; init; }

    /// <summary>Whether it is recommended.</summary>
    public bool Picked { get; init; }

    /// <summary>Whether its writer changed it after it was posted.</summary>
    public bool Edited { get; init; }

    /// <summary>Reports that nobody has closed, oldest first.</summary>
    public required IReadOnlyList<ReportView> Reports { get; init; }

    /// <summary>What its writer was told of a refusal, and answered; the newest. Null for nothing.</summary>
    public StatementView? Statement { get; init; }

    /// <summary>Public comments with an open report.</summary>
    public static IQueryable<Comment> Reported(NewsroomDb db)
    {
        // From the few open reports to their comments; the other way round every public comment would be looked at.
        var open = db.CommentReports.Where(r => r.ClosedAt == null).Select(r => r.CommentId);
        return QueueTabs.Loosely(db, QueueTab.Approved).Where(c => open.Contains(c.Id));
    }
}

/// <summary>An open report.</summary>
/// <param name="Reason">What the reader finds wrong.</param>
/// <param name="Text">In the reader's words; null for none.</param>
/// <param name="At">When it came (UTC).</param>
public sealed record ReportView(ReportReason Reason, string? Text, DateTimeOffset At);

/// <summary>What a writer was told of a refusal.</summary>
/// <param name="Ground">The ground.</param>
/// <param name="Text">In the moderator's words; null for none.</param>
/// <param name="Appeal">What the writer answered; null for nothing.</param>
/// <param name="AppealedAt">When (UTC).</param>
public sealed record StatementView(RefusalGround Ground, string? Text, string? Appeal, DateTimeOffset? AppealedAt);
