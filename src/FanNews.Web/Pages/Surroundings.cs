using FanNews.Articles;
using FanNews.Media;
using FanNews.Onward;
using FanNews.Sections;
using FanNews.Settings;
using FanNews.Storage;
using FanNews.Web.PageCache;
using Microsoft.EntityFrameworkCore;

namespace FanNews.Web.Pages;

/// <summary>What stands around every page of an edition until time alone changes it: read once, not for each page.</summary>
public sealed record Surroundings
{
    // A footer that links more is a site map.
    private const int MostPages = 12;

    /// <summary>The choices of the newsroom.</summary>
    public required Site Site { get; init; }

    /// <summary>The sections of the paper.</summary>
    public required SectionTree Sections { get; init; }

    /// <summary>The sections that have something to show; what navigation links.</summary>
    public required SectionTree LiveSections { get; init; }

    /// <summary>The visible articles of kind Page, by headline, and the privacy notice; the footer links them.</summary>
    public required IReadOnlyList<PageLink> Pages { get; init; }

    /// <summary>The line of breaking news; null for none.</summary>
    public required BreakingView? Breaking { get; init; }

    /// <summary>Logo and social picture, where the newsroom chose any.</summary>
    public required FurniturePicture Pictures { get; init; }

    /// <summary>The newest stories; every story's page may lead to them.</summary>
    public required IReadOnlyList<Teaser> Newest { get; init; }

    /// <summary>Whether the newsroom can send mail.</summary>
    public required bool SendsMail { get; init; }

    /// <summary>The next instant (UTC) at which time alone changes what readers see.</summary>
    public required DateTimeOffset Until { get; init; }

    /// <summary>Reads them.</summary>
    /// <param name="db">The store.</param>
    /// <param name="configuration">What is set from outside.</param>
    /// <param name="mail">Says whether mail is set up.</param>
    /// <param name="now">The instant (UTC).</param>
    /// <param name="ct">Ends the wait.</param>
    public static async Task<Surroundings> Read(NewsroomDb db, IConfiguration configuration, MailSettings mail, DateTimeOffset now, CancellationToken ct)
    {
        var site = await Site.Read(db, configuration, ct);
        var sections = await SectionTree.Read(db, ct);
        var stories = db.VisibleStories(now);
        // The newest of each, not whether there is any: asked that way, PostgreSQL gathers all that a section ever ran before it looks at one.
        var newest = await db.Sections
            .Select(s => new { s.Id, Story = stories.Where(l => l.Article.SectionId == s.Id).OrderByDescending(l => l.Article.PublishAt).ThenByDescending(l => l.Article.Id).Select(l => (long?)l.Article.Id).FirstOrDefault() })
            .ToListAsync(ct);
        var withStories = newest.Where(s => s.Story is not null).Select(s => s.Id).ToHashSet();
        var written = await db.Visible(now)
            .Where(l => l.Article.Kind == ArticleKind.Page)
            .OrderBy(l => l.Text.Headline).ThenBy(l => l.Article.Id)
            .Select(l => new PageLink(l.Text.Headline, l.Article.Permalink!))
            .Take(MostPages).ToListAsync(ct);
        return new()
        {
            Site = site,
            Sections = sections,
            LiveSections = sections.Only(withStories),
            Pages = written.Any(p => PrivacyNotice.IsIts(p.Path)) ? written : [.. written, new PageLink("Privacy", PrivacyNotice.Address)],
            Breaking = await BreakingNews.Read(db, now, ct),
            Pictures = await FurniturePicture.Read(db, site.Furniture, now, ct),
            Newest = await Journeys.ReadNewest(db, now, ct),
            SendsMail = await mail.IsSetUp(db, ct),
            Until = await NextMoment.After(db, site, now, ct),
        };
    }
}

/// <summary>The surroundings that were read last, as long as they are those of the edition that a reading sees.</summary>
/// <param name="store">Says which edition is the newest that this process knows.</param>
/// <param name="pages">Says whether what was read before can still be trusted.</param>
/// <param name="configuration">What is set from outside.</param>
/// <param name="mail">Says whether mail is set up.</param>
public sealed class PresentSurroundings(NewsroomStore store, KeptPages pages, IConfiguration configuration, MailSettings mail)
{
    private Known? known;

    /// <summary>Those of one view of the store.</summary>
    /// <param name="db">The store, in a reading transaction.</param>
    /// <param name="now">The instant (UTC) of the reading.</param>
    /// <param name="ct">Ends the wait.</param>
    public async Task<Surroundings> Of(NewsroomDb db, DateTimeOffset now, CancellationToken ct = default)
    {
        var life = pages.Life;
        var edition = await db.Marks.Where(m => m.Name == Mark.Edition).Select(m => m.Version).SingleOrDefaultAsync(ct);
        if (Kept(life, edition, now) is { } kept)
            return kept;
        var read = await Surroundings.Read(db, configuration, mail, now, ct);
        known = new(life, edition, now, read);
        return read;
    }

    /// <summary>Those of the newest edition that this process knows, without a question to the store; null where they must be read.</summary>
    /// <param name="now">The instant (UTC).</param>
    public Surroundings? Standing(DateTimeOffset now) => Kept(pages.Life, store.Marks.Edition, now);

    private Surroundings? Kept(int? life, long edition, DateTimeOffset now) =>
        life is not null && known is { } last && last.Life == life && last.Edition == edition && last.From <= now && now < last.Surroundings.Until ? last.Surroundings : null;

    private sealed record Known(int? Life, long Edition, DateTimeOffset From, Surroundings Surroundings);
}

/// <summary>A link to a page such as About.</summary>
/// <param name="Headline">What it is called.</param>
/// <param name="Path">Its decoded local path.</param>
public sealed record PageLink(string Headline, string Path);
