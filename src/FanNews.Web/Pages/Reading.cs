using FanNews.Articles;
using FanNews.Media;
using FanNews.Sections;
using FanNews.Settings;
using FanNews.Storage;
using Microsoft.EntityFrameworkCore;

namespace FanNews.Web.Pages;

/// <summary>
/// What one page is made from: one instant and one consistent view of the store (law 2). Opened at the first question, closed with the request.
/// </summary>
public sealed class Reading(NewsroomStore store, IConfiguration configuration, TimeProvider clock) : IAsyncDisposable
{
    // A footer that links more is a site map.
    private const int MostPages = 12;

    private NewsroomDb? db;
    private Site? site;
    private SectionTree? sections;
    private SectionTree? liveSections;
    private IReadOnlyList<PageLink>? pages;
    private DateTimeOffset until = DateTimeOffset.MaxValue;
    private long? story;
    private FurniturePicture? pictures;

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

    /// <summary>The sections that have something to show; what navigation links.</summary>
    public async ValueTask<SectionTree> LiveSections(CancellationToken ct = default)
    {
        if (liveSections is null)
        {
            var stories = (await Db(ct)).VisibleStories(Now);
            var withStories = await (await Db(ct)).Sections.Where(s => stories.Any(l => l.Article.SectionId == s.Id)).Select(s => s.Id).ToListAsync(ct);
            liveSections = (await Sections(ct)).Only(withStories.ToHashSet());
        }

        return liveSections;
    }

    /// <summary>The line of breaking news; null for none.</summary>
    public async ValueTask<BreakingView?> Breaking(CancellationToken ct = default) => await BreakingNews.Read(await Db(ct), Now, ct);

    /// <summary>Logo and social picture, where the newsroom chose any.</summary>
    public async ValueTask<FurniturePicture> Pictures(CancellationToken ct = default) =>
        pictures ??= await FurniturePicture.Read(await Db(ct), (await Site(ct)).Furniture, ct);

    /// <summary>Dates and times in the site's zone and language.</summary>
    public async ValueTask<Times> Times(CancellationToken ct = default) => new(await Site(ct), Now);

    /// <summary>The visible articles of kind Page, by headline, and the privacy notice; the footer links them.</summary>
    public async ValueTask<IReadOnlyList<PageLink>> Pages(CancellationToken ct = default)
    {
        if (pages is null)
        {
            var written = await (await Db(ct)).Visible(Now)
                .Where(l => l.Article.Kind == ArticleKind.Page)
                .OrderBy(l => l.Text.Headline).ThenBy(l => l.Article.Id)
                .Select(l => new PageLink(l.Text.Headline, l.Article.Permalink!))
                .Take(MostPages).ToListAsync(ct);
            pages = written.Any(p => PrivacyNotice.IsIts(p.Path)) ? written : [.. written, new PageLink("Privacy", PrivacyNotice.Address)];
        }

        return pages;
    }

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

    /// <summary>What the page was made from, and until when (UTC) it is right at most, as far as the page itself knows.</summary>
    public async ValueTask<(SeenMarks Marks, DateTimeOffset Until)> Shown(CancellationToken ct = default) =>
        (await SeenMarks.Read(await Db(ct), story, ct), until);

    /// <inheritdoc />
    public ValueTask DisposeAsync() => db?.DisposeAsync() ?? ValueTask.CompletedTask;
}

/// <summary>A link to a page such as About.</summary>
/// <param name="Headline">What it is called.</param>
/// <param name="Path">Its decoded local path.</param>
public sealed record PageLink(string Headline, string Path);
