using FanNews.Readers;

namespace FanNews.Web.Pages.Admin;

/// <summary>What readers said about a comment, in words.</summary>
internal static class QueueMarksWords
{
    /// <summary>The reasons of reports, the most frequent first, as in "insult or threat (2), spam".</summary>
    public static string Counted(IReadOnlyList<ReportView> reports) => string.Join(", ", reports.GroupBy(r => r.Reason).OrderByDescending(g => g.Count())
        .Select(g => Reason(g.Key) + (g.Count() > 1 ? $" ({g.Count()})" : "")));

    /// <summary>A reason within a sentence.</summary>
    public static string Reason(ReportReason reason) => reason switch
    {
        ReportReason.Spam => "spam",
        ReportReason.Abuse => "insult or threat",
        ReportReason.Private => "somebody’s private matter",
        ReportReason.Illegal => "may be against the law",
        _ => "something else",
    };
}
