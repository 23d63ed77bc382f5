using FanNews.Articles;
using FanNews.Media;
using FanNews.Sections;
using FanNews.Settings;
using FanNews.Storage;

namespace FanNews.Web.Pages;

/// <summary>
/// What one page is made from: one instant and one consistent view of the store (law 2). Opened at the first question, closed with the request.
/// </summary>
public sealed class Reading(NewsroomStore store, PresentSurroundings present, TimeProvider clock) : IAsyncDisposable
{
    private NewsroomDb? db;
    private Surroundings? surroundings;
    private DateTimeOffset until = DateTimeOffset.MaxValue;
    private long? story;

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

    /// <summary>What stands around the page.</summary>
    public async ValueTask<Surroundings> Around(CancellationToken ct = default) => surroundings ??= await present.Of(await Db(ct), Now, ct);

    /// <summary>Takes what stands around the newest edition that this process knows, and asks the store nothing: for an answer that must cost little.</summary>
    public void Spare() => surroundings ??= present.Standing(Now);

    /// <summary>The choices of the newsroom.</summary>
    public async ValueTask<Site> Site(CancellationToken ct = default) => (await Around(ct)).Site;

    /// <summary>The sections of the paper.</summary>
    public async ValueTask<SectionTree> Sections(CancellationToken ct = default) => (await Around(ct)).Sections;

    /// <summary>The sections that have something to show; what navigation links.</summary>
    public async ValueTask<SectionTree> LiveSections(CancellationToken ct = default) => (await Around(ct)).LiveSections;

    /// <summary>The line of breaking news; null for none.</summary>
    public async ValueTask<BreakingView?> Breaking(CancellationToken ct = default) => (await Around(ct)).Breaking;

    /// <summary>Logo and social picture, where the newsroom chose any.</summary>
    public async ValueTask<FurniturePicture> Pictures(CancellationToken ct = default) => (await Around(ct)).Pictures;

    /// <summary>The visible articles of kind Page, by headline, and the privacy notice; the footer links them.</summary>
    public async ValueTask<IReadOnlyList<PageLink>> Pages(CancellationToken ct = default) => (await Around(ct)).Pages;

    /// <summary>Dates and times in the site's zone and language.</summary>
    public async ValueTask<Times> Times(CancellationToken ct = default) => new(await Site(ct), Now);

    /// <summary>Says that the page shows or counts comments of this one story only: others do not make it out of date.</summary>
    /// <param name="article">Number of the story.</param>
    public void ShowsCommentsOf(long article) => story = article;

    /// <summary>The story that who reads the page reads, for <see cref="Onward.MostRead"/>; null where it is no story's page.</summary>
    public long? Story { get; private set; }

    /// <summary>Says that this is the page of a story.</summary>
    /// <param name="article">Number of the story.</param>
    public void IsOf(long article) => Story = article;

    /// <summary>Says that time alone makes the page out of date at an instant (UTC) that is this page's own.</summary>
    public void LastsUntil(DateTimeOffset instant) => until = instant < until ? instant : until;

    /// <summary>What the page was made from, and until when (UTC) it is right at most.</summary>
    public async ValueTask<(SeenMarks Marks, DateTimeOffset Until)> Shown(CancellationToken ct = default)
    {
        var next = (await Around(ct)).Until;
        return (await SeenMarks.Read(await Db(ct), story, ct), next < until ? next : until);
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => db?.DisposeAsync() ?? ValueTask.CompletedTask;
}
