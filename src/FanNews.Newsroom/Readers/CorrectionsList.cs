using FanNews.Storage;
using Microsoft.EntityFrameworkCore;

namespace FanNews.Readers;

/// <summary>Errors that readers reported, as the desk works them off.</summary>
public sealed class CorrectionsList(NewsroomStore store)
{
    private const int Most = 200;

    /// <summary>The open ones, the longest waiting first.</summary>
    /// <param name="db">The store.</param>
    /// <param name="within">The sections whose stories are meant; null for the whole paper.</param>
    /// <param name="ct">Ends the wait.</param>
    public static Task<List<ErrorView>> Read(NewsroomDb db, IReadOnlyList<long>? within = null, CancellationToken ct = default) =>
        View(For(db.ErrorReports, within).Where(r => r.State == ErrorReportState.Open).OrderBy(r => r.CreatedAt).ThenBy(r => r.Id).Take(Most)).ToListAsync(ct);

    /// <summary>One about a story, whatever was decided; null for none.</summary>
    public static Task<ErrorView?> One(NewsroomDb db, long id, long article, CancellationToken ct = default) =>
        View(db.ErrorReports.Where(r => r.Id == id && r.ArticleId == article)).SingleOrDefaultAsync(ct);

    /// <summary>Decides about one that is open.</summary>
    /// <param name="by">The editor.</param>
    /// <param name="id">Its number.</param>
    /// <param name="to">What it is: accepted or declined.</param>
    /// <param name="ct">Ends the wait.</param>
    /// <returns>Number of the story; null when it was not open any more.</returns>
    public Task<long?> Decide(Actor by, long id, ErrorReportState to, CancellationToken ct = default) => store.Change(by, async change =>
    {
        var (now, person) = (change.Now, by.PersonId);
        var done = await For(change.Db.ErrorReports, by.Sections).Where(r => r.Id == id && r.State == ErrorReportState.Open)
            .ExecuteUpdateAsync(set => set.SetProperty(r => r.State, to).SetProperty(r => r.DecidedAt, now).SetProperty(r => r.DecidedById, person), ct);
        if (done == 0)
            return change.Abandon<long?>(null);
        change.TouchesNothing();
        var article = await change.Db.ErrorReports.Where(r => r.Id == id).Select(r => r.ArticleId).SingleAsync(ct);
        change.Record(to == ErrorReportState.Accepted ? "accepted error report" : "declined error report", $"article:{article}", $"report {id}");
        return (long?)article;
    }, ct);

    private static IQueryable<ErrorReport> For(IQueryable<ErrorReport> reports, IReadOnlyList<long>? sections) =>
        sections is null ? reports : reports.Where(r => r.Article.SectionId != null && sections.Contains(r.Article.SectionId.Value));

    private static IQueryable<ErrorView> View(IQueryable<ErrorReport> reports) => reports.AsNoTracking().Select(r => new ErrorView(
        r.Id, r.ArticleId, r.Article.Revisions.OrderByDescending(v => v.Number).Select(v => v.Headline).FirstOrDefault() ?? "", r.Article.Permalink,
        r.Passage, r.Text, r.Email, r.CreatedAt));
}

/// <summary>An error that a reader reported.</summary>
/// <param name="Id">Its number.</param>
/// <param name="ArticleId">The story.</param>
/// <param name="Headline">The story's newest headline.</param>
/// <param name="Permalink">The story's public path.</param>
/// <param name="Passage">The words that are meant; null for none.</param>
/// <param name="Text">What is wrong.</param>
/// <param name="Email">Where to ask; null for nowhere.</param>
/// <param name="At">When it came (UTC).</param>
public sealed record ErrorView(long Id, long ArticleId, string Headline, string? Permalink, string? Passage, string Text, string? Email, DateTimeOffset At);
