using System.Globalization;
using System.Text.Json;
using FanNews.Articles;
using FanNews.Comments;
using FanNews.Outbox;
using FanNews.Settings;
using FanNews.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;

namespace FanNews.Readers;

/// <summary>
/// Mail to commenters who want it: that the comment is public, and who answered it. Nobody gets any who has not confirmed by a link that the
/// address is theirs; every letter can be the last by one click (RFC 8058).
/// </summary>
public sealed class Follows(NewsroomStore store, MailSettings mail, Seal seal, IConfiguration outside)
{
    /// <summary>The kind of rows of the outbox that ask whether an address is its commenter's; the payload is the number of the comment.</summary>
    public const string AskKind = "confirm reader mail";

    /// <summary>The kind of rows of the outbox that tell a follower what is new; the payload is the number of the wish.</summary>
    public const string TellKind = "reader mail";

    /// <summary>For what the link at the foot of every letter is sealed.</summary>
    public const string Unsubscribe = "unfollow";

    /// <summary>How long the link that confirms holds.</summary>
    public static readonly TimeSpan ConfirmTime = TimeSpan.FromDays(7);

    // Whoever types somebody else's address over and over must not fill their mailbox.
    private const int MostAsksADay = 3;
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    // When daily mail goes out, in the zone of the paper.
    private const int DailyHour = 7;

    /// <summary>Notes with a new comment that its writer wants mail.</summary>
    internal static void Ask(Change change, Comment comment, NotifyWish wish)
    {
        if (wish == NotifyWish.Never)
            return;
        change.Db.Follows.Add(new Follow { CommentId = comment.Id, Email = comment.Email, Daily = wish == NotifyWish.Daily, AskedAt = change.Now });
        change.Send(AskKind, JsonSerializer.Serialize(comment.Id));
    }

    /// <summary>Notes with a comment that becomes public whom it is news to: its own writer, and the writer of what it answers.</summary>
    internal static async Task Tell(Change change, Comment comment, bool isNew, CancellationToken ct)
    {
        var (db, id, parent) = (change.Db, comment.Id, comment.ParentId ?? 0);
        var follows = await db.Follows.AsNoTracking().Where(f => (f.CommentId == id && !isNew) || (f.CommentId == parent && f.Email != comment.Email)).ToListAsync(ct);
        foreach (var follow in follows)
        {
            if (await db.FollowNews.AnyAsync(n => n.FollowId == follow.Id && n.CommentId == id, ct))
                continue;
            db.FollowNews.Add(new FollowNews { FollowId = follow.Id, CommentId = id, At = change.Now });
            if (follow.ConfirmedAt is not null)
                await Call(change, follow, ct);
        }
    }

    /// <summary>Asks whether the address is its commenter's.</summary>
    public async Task<Delivery> DeliverAsk(OutboxRow row, CancellationToken ct)
    {
        var comment = JsonSerializer.Deserialize<long>(row.Payload);
        await store.Change(Actor.Program, async change =>
        {
            var follow = await change.Db.Follows.SingleOrDefaultAsync(f => f.CommentId == comment && f.ConfirmedAt == null, ct);
            if (follow is null || !await mail.IsSetUp(change.Db, ct) || await AskedEnough(change, follow, ct))
                return change.Abandon(false);
            var site = await Site.Read(change.Db, outside, ct);
            var secret = await ReaderLink.Make(change, ReaderLinkKind.Confirm, follow.Id.ToString(CultureInfo.InvariantCulture), ConfirmTime, ct);
            await ReaderLink.Make(change, ReaderLinkKind.Asked, follow.Email, Day, ct);
            ReaderLetters.Confirm(follow, secret, change.Now + ConfirmTime, site).Send(change);
            change.Record("asked for confirmation", $"comment:{comment}");
            change.TouchesNothing();
            return true;
        }, ct);
        return new Delivery.Done();
    }

    /// <summary>Tells a follower what is new, once each; with daily mail all that the address waits for in one letter.</summary>
    public async Task<Delivery> DeliverNews(OutboxRow row, CancellationToken ct)
    {
        var id = JsonSerializer.Deserialize<long>(row.Payload);
        // Read before the change begins: the seal's key is made in a change of its own.
        var stop = await seal.Put(Unsubscribe, id.ToString(CultureInfo.InvariantCulture), ct);
        await store.Change(Actor.Program, async change =>
        {
            var (db, now) = (change.Db, change.Now);
            var follow = await db.Follows.AsNoTracking().SingleOrDefaultAsync(f => f.Id == id && f.ConfirmedAt != null, ct);
            if (follow is null || !await mail.IsSetUp(db, ct))
                return change.Abandon(false);
            var stories = db.Visible(now);
            var mine = db.Follows.Where(f => f.Id == id || (follow.Daily && f.Daily && f.Email == follow.Email && f.ConfirmedAt != null));
            var waiting = await db.FollowNews.Where(n => n.SentAt == null && mine.Any(f => f.Id == n.FollowId)).OrderBy(n => n.At).ThenBy(n => n.CommentId).ToListAsync(ct);
            var ids = waiting.ConvertAll(n => n.CommentId);
            var own = await mine.Select(f => f.CommentId).ToListAsync(ct);
            var found = await db.Comments.Where(c => ids.Contains(c.Id) && c.Status == CommentStatus.Approved)
                .SelectMany(c => stories.Where(l => l.Article.Id == c.ArticleId), (c, l) => new { c.Id, c.ArticleId, c.Name, c.Text, l.Text.Headline, l.Article.Permalink })
                .ToDictionaryAsync(c => c.Id, ct);
            var news = waiting.Where(n => found.ContainsKey(n.CommentId)).ToList();
            if (news.Count == 0)
                return change.Abandon(false);
            var queries = await CommentPlaces.Queries(db, [.. found.Values.Select(c => (c.ArticleId, c.Id))], ct);
            news.ForEach(n => n.SentAt = now);
            var site = await Site.Read(db, outside, ct);
            ReaderLetters.News(follow, [.. news.Select(n => found[n.CommentId]).Select(c => new ToldComment(
                own.Contains(c.Id), c.Name, c.Text, c.Headline, string.Create(CultureInfo.InvariantCulture, $"{site.Absolute(c.Permalink!)}{queries[c.Id]}#comment-{c.Id}")))], stop, site).Send(change);
            change.Record("told a reader", $"comment:{follow.CommentId}", $"{news.Count} news");
            change.TouchesNothing();
            return true;
        }, ct);
        return new Delivery.Done();
    }

    /// <summary>Confirms a wish by the link that was mailed.</summary>
    /// <returns>Whether the link is good.</returns>
    public Task<bool> Confirm(string? secret, CancellationToken ct = default) => store.Change(Actor.Reader, async change =>
    {
        if (await Find(change.Db, secret, change.Now, ct) is not { } follow)
            return change.Abandon(false);
        if (follow.ConfirmedAt is not null)
            return change.Abandon(true);
        follow.ConfirmedAt = change.Now;
        if (await change.Db.FollowNews.AnyAsync(n => n.FollowId == follow.Id && n.SentAt == null, ct))
            await Call(change, follow, ct);
        change.Record("confirmed mail", $"comment:{follow.CommentId}");
        change.TouchesNothing();
        return true;
    }, ct);

    /// <summary>The wish that a mailed link confirms; null when the link is not good.</summary>
    public static async Task<Follow?> Find(NewsroomDb db, string? secret, DateTimeOffset now, CancellationToken ct = default) =>
        await ReaderLink.Find(db, ReaderLinkKind.Confirm, secret, now, ct) is { } subject && long.Parse(subject, CultureInfo.InvariantCulture) is var id
            ? await db.Follows.SingleOrDefaultAsync(f => f.Id == id, ct)
            : null;

    /// <summary>Ends all mail to the address of a wish. Ending it twice is no mistake.</summary>
    public Task Stop(long id, CancellationToken ct = default) => store.Change(Actor.Reader, async change =>
    {
        var email = await change.Db.Follows.Where(f => f.Id == id).Select(f => f.Email).SingleOrDefaultAsync(ct);
        if (email is null)
        {
            change.Abandon(0);
            return;
        }

        await change.Db.Follows.Where(f => f.Email == email).ExecuteDeleteAsync(ct);
        change.Record("stopped mail", "reader");
        change.TouchesNothing();
    }, ct);

    private static async Task<bool> AskedEnough(Change change, Follow follow, CancellationToken ct)
    {
        // By the address and not by its wishes: those are gone when a comment is withdrawn.
        var since = change.Now - Day;
        return await change.Db.ReaderLinks.CountAsync(l => l.Kind == ReaderLinkKind.Asked && l.Subject == follow.Email && l.MadeAt > since, ct) >= MostAsksADay;
    }

    // Daily mail waits in the outbox until the morning; one call a day is enough.
    private static async Task Call(Change change, Follow follow, CancellationToken ct)
    {
        var payload = JsonSerializer.Serialize(follow.Id);
        if (!follow.Daily)
        {
            change.Send(TellKind, payload);
            return;
        }

        // Comments that come together are stored together: what calls for the first of them is not in the store yet.
        if (change.Db.OutboxRows.Local.Any(r => r.Kind == TellKind && r.Payload == payload && r.DoneAt == null)
            || await change.Db.OutboxRows.AnyAsync(r => r.Kind == TellKind && r.Payload == payload && r.DoneAt == null, ct))
            return;
        var zone = await Site.ReadZone(change.Db, change.OutsideZone, ct);
        var morning = TimeZoneInfo.ConvertTime(change.Now, zone).Date.AddHours(DailyHour);
        for (var day = 0; ; day++)
        {
            var local = morning.AddDays(day);
            var due = new DateTimeOffset(local, zone.GetUtcOffset(local)).ToUniversalTime();
            if (due <= change.Now)
                continue;
            change.Db.OutboxRows.Add(new OutboxRow { Kind = TellKind, Payload = payload, CreatedAt = change.Now, DueAt = due });
            return;
        }
    }
}
