using System.Globalization;
using FanNews.Media;
using FanNews.People;
using FanNews.Settings;
using FanNews.Storage;
using Microsoft.EntityFrameworkCore;

namespace FanNews.Articles;

/// <summary>A link to a preview as the desk lists it.</summary>
/// <param name="Id">Number of the link.</param>
/// <param name="By">Who made it; null once the account is gone.</param>
/// <param name="At">When (UTC).</param>
/// <param name="EndsAt">When it ends or ended (UTC).</param>
/// <param name="Path">Where it leads.</param>
public sealed record SharedPreview(long Id, string? By, DateTimeOffset At, DateTimeOffset EndsAt, string Path);

/// <summary>
/// Links by which people without an account see a story's newest text: a lawyer, a source, a freelance. Each carries a seal that only this newsroom
/// can have made, ends by itself, and can be taken back.
/// </summary>
public sealed class SharePreview(NewsroomStore store, Seal seal)
{
    /// <summary>Where the links lead.</summary>
    public const string Root = "/preview";

    /// <summary>For how many days a link may hold.</summary>
    public static IReadOnlyList<int> Days { get; } = [1, 3, 7, 30];

    private const string Purpose = "preview";
    private const int MostLinks = 20;

    /// <summary>Makes a link.</summary>
    /// <param name="by">Who.</param>
    /// <param name="article">Number of a story that they may open.</param>
    /// <param name="days">For how many days it holds: one of <see cref="Days"/>.</param>
    /// <param name="ct">Ends the wait.</param>
    /// <returns>Null, or why not.</returns>
    public Task<Refusal?> Make(Actor by, long article, int days, CancellationToken ct = default) => store.Change<Refusal?>(by, async change =>
    {
        if (!Days.Contains(days))
            return change.Abandon(new Refusal("days", "Choose from the list for how long the link holds"));
        if (await Live(change.Db, article, change.Now).CountAsync(ct) >= MostLinks)
            return change.Abandon(new Refusal("days", $"The story has {MostLinks} links already. Take one back first"));
        change.Db.PreviewLinks.Add(new() { ArticleId = article, ById = by.PersonId, At = change.Now, EndsAt = change.Now.AddDays(days) });
        change.Record("shared", $"article:{article}", string.Create(CultureInfo.InvariantCulture, $"preview link for {days} {(days == 1 ? "day" : "days")}"));
        change.TouchesNothing();
        return null;
    }, ct);

    /// <summary>Takes a link back. One that is no more is as good.</summary>
    /// <param name="by">Who.</param>
    /// <param name="article">Number of a story that they may open.</param>
    /// <param name="link">Number of the link.</param>
    /// <param name="ct">Ends the wait.</param>
    public Task Revoke(Actor by, long article, long link, CancellationToken ct = default) => store.Change(by, async change =>
    {
        if (await Live(change.Db, article, change.Now).SingleOrDefaultAsync(l => l.Id == link, ct) is not { } found)
            return change.Abandon(0);
        found.RevokedAt = change.Now;
        change.Record("unshared", $"article:{article}", "preview link");
        change.TouchesNothing();
        return 0;
    }, ct);

    /// <summary>Takes all links of a story back, for good: it is killed, or thrown away.</summary>
    internal static Task EndAll(Change change, long article, CancellationToken ct) =>
        Live(change.Db, article, change.Now).ExecuteUpdateAsync(set => set.SetProperty(l => l.RevokedAt, change.Now), ct);

    /// <summary>The links that lead somewhere, latest first.</summary>
    public async Task<IReadOnlyList<SharedPreview>> Of(NewsroomDb db, long article, DateTimeOffset now, CancellationToken ct = default)
    {
        var links = await (from link in Live(db, article, now)
                           join person in db.People on link.ById equals (long?)person.Id into people
                           from person in people.DefaultIfEmpty()
                           orderby link.Id descending
                           select new { link.Id, person.Name, link.At, link.EndsAt }).ToListAsync(ct);
        var shared = new List<SharedPreview>();
        foreach (var link in links)
            shared.Add(new(link.Id, link.Name, link.At, link.EndsAt, $"{Root}/{await seal.Put(Purpose, link.Id.ToString(CultureInfo.InvariantCulture), ct)}"));
        return shared;
    }

    /// <summary>The story that a link shows, and until when (UTC).</summary>
    /// <param name="db">The store.</param>
    /// <param name="token">The last part of the link.</param>
    /// <param name="now">The instant (UTC).</param>
    /// <param name="ct">Ends the wait.</param>
    /// <returns>Null where the link is none of ours, has ended or was taken back, or the story was killed or thrown away.</returns>
    public async Task<(long Story, DateTimeOffset EndsAt)?> Open(NewsroomDb db, string? token, DateTimeOffset now, CancellationToken ct = default)
    {
        if (!long.TryParse(await seal.Open(Purpose, token, ct), NumberStyles.None, CultureInfo.InvariantCulture, out var id))
            return null;
        var found = await db.PreviewLinks.AsNoTracking().Where(l => l.Id == id && l.RevokedAt == null && l.EndsAt > now)
            .Join(db.Articles.Where(a => a.KilledAt == null && a.State != ArticleState.Trashed), l => l.ArticleId, a => a.Id, (l, a) => new { a.Id, l.EndsAt }).SingleOrDefaultAsync(ct);
        return found is null ? null : (found.Id, found.EndsAt);
    }

    /// <summary>Whether a story's newest text shows a picture of this file, or has it above.</summary>
    /// <param name="db">The store.</param>
    /// <param name="story">Number of the story.</param>
    /// <param name="file"><see cref="Picture.File"/>.</param>
    /// <param name="now">The instant (UTC).</param>
    /// <param name="ct">Ends the wait.</param>
    public static Task<bool> Shows(NewsroomDb db, long story, string file, DateTimeOffset now, CancellationToken ct = default)
    {
        var articles = db.Articles;
        var newest = db.Revisions.Where(r => r.ArticleId == story).OrderByDescending(r => r.Number).Take(1);
        return db.Pictures.Where(PublicPicture.StillLicensed(now)).AnyAsync(p => p.File == file
            && (articles.Any(a => a.Id == story && a.LeadPictureId == p.Id) || newest.Any(r => r.Pictures.Any(shown => shown.Address == p.Address))), ct);
    }

    private static IQueryable<PreviewLink> Live(NewsroomDb db, long article, DateTimeOffset now) =>
        db.PreviewLinks.Where(l => l.ArticleId == article && l.RevokedAt == null && l.EndsAt > now);
}
