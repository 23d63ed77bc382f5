using FanNews.Sections;
using FanNews.Settings;
using FanNews.Storage;

namespace FanNews.Web.Pages;

/// <summary>
/// What one page is made from: one instant and one consistent view of the store (law 2). Opened at the first question, closed with the request.
/// </summary>
public sealed class Reading(NewsroomStore store, IConfiguration configuration, TimeProvider clock) : IAsyncDisposable
{
    private NewsroomDb? db;
    private Site? site;
    private SectionTree? sections;

    /// <summary>The instant (UTC) at which the page is read; the same for all its parts.</summary>
    public DateTimeOffset Now { get; } = clock.Now();

    /// <summary>The store, inside one reading transaction.</summary>
    public async ValueTask<NewsroomDb> Db(CancellationToken ct = default)
    {
        if (db is null)
        {
            var opened = store.Open();
            try
            {
                await opened.BeginReading(ct);
            }
            catch
            {
                await opened.DisposeAsync();
                throw;
            }

            db = opened;
        }

        return db;
    }

    /// <summary>The choices of the newsroom.</summary>
    public async ValueTask<Site> Site(CancellationToken ct = default) =>
        site ??= await Settings.Site.Read(await Db(ct), configuration, ct);

    /// <summary>The sections of the paper.</summary>
    public async ValueTask<SectionTree> Sections(CancellationToken ct = default) =>
        sections ??= await SectionTree.Read(await Db(ct), ct);

    /// <inheritdoc />
    public ValueTask DisposeAsync() => db?.DisposeAsync() ?? ValueTask.CompletedTask;
}
