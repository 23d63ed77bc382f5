using FanNews.Comments;
using FanNews.Settings;
using FanNews.Web.Pages;

namespace FanNews.Web.Admin;

/// <summary>What stands around every page of the desk: the paper's name, and how much waits.</summary>
public sealed class DeskFrame(Reading reading)
{
    private IReadOnlyDictionary<CommentStatus, int>? counts;

    /// <summary>The choices of the newsroom.</summary>
    public ValueTask<Site> Site(CancellationToken ct = default) => reading.Site(ct);

    /// <summary>How many comments stand how; counted once a page.</summary>
    public async ValueTask<IReadOnlyDictionary<CommentStatus, int>> Counts(CancellationToken ct = default) =>
        counts ??= await QueuePage.Count(await reading.Db(ct), ct);
}
