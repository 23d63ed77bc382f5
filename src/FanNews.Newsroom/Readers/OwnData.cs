using System.Text.Json;
using FanNews.Articles;
using FanNews.Comments;
using FanNews.Outbox;
using FanNews.Search;
using FanNews.Settings;
using FanNews.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;

namespace FanNews.Readers;

/// <summary>
/// What the newsroom holds of a commenter: to see, to take along, to erase (GDPR, articles 15, 17 and 20). Whoever asks gets a link by mail; what is
/// asked goes into the outbox, whatever the address, and is looked at only there: asking takes the same steps, and tells the same, for everybody.
/// </summary>
public sealed class OwnData(NewsroomStore store, MailSettings mail, IConfiguration outside)
{
    /// <summary>The kind of its rows in the outbox; the payload is the address.</summary>
    public const string Kind = "own data";

    /// <summary>How long the link holds.</summary>
    public static readonly TimeSpan LinkTime = TimeSpan.FromHours(24);

    // The same address gets no other mail for so long, however often somebody asks.
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(10);

    /// <summary>Whether links can be mailed at all.</summary>
    public Task<bool> IsPossible(CancellationToken ct = default) => store.Read(db => mail.IsSetUp(db, ct), ct);

    /// <summary>Takes the wish for a link.</summary>
    /// <param name="email">The address: trimmed, lower case.</param>
    /// <param name="ct">Ends the wait.</param>
    public Task Ask(string email, CancellationToken ct = default) => store.Change(Actor.Reader, change =>
    {
        change.Send(Kind, JsonSerializer.Serialize(email));
        change.Record("asked for own data", "reader");
        change.TouchesNothing();
        return Task.CompletedTask;
    }, ct);

    /// <summary>Looks whether anything is held of the address, and writes to it.</summary>
    public async Task<Delivery> Deliver(OutboxRow row, CancellationToken ct)
    {
        var email = JsonSerializer.Deserialize<string>(row.Payload) ?? "";
        await store.Change(Actor.Program, async change =>
        {
            var since = change.Now - Pause;
            if (email.Length == 0 || !await mail.IsSetUp(change.Db, ct) || !await HoldsAny(change.Db, email, ct)
                || await change.Db.ReaderLinks.AnyAsync(l => l.Kind == ReaderLinkKind.Data && l.Subject == email && l.MadeAt > since, ct))
                return change.Abandon(false);
            var site = await Site.Read(change.Db, outside, ct);
            ReaderLetters.Data(email, await ReaderLink.Make(change, ReaderLinkKind.Data, email, LinkTime, ct), change.Now + LinkTime, site).Send(change);
            change.Record("sent a data link", "reader");
            change.TouchesNothing();
            return true;
        }, ct);
        return new Delivery.Done();
    }

    /// <summary>All that is held of the address of a link; null when the link is not good.</summary>
    public static async Task<HeldData?> Read(NewsroomDb db, string? secret, DateTimeOffset now, Site site, CancellationToken ct = default)
    {
        if (await ReaderLink.Find(db, ReaderLinkKind.Data, secret, now, ct) is not { } email)
            return null;
        var stories = db.Visible(now);
        var comments = await db.Comments.AsNoTracking().Where(c => c.Email == email && c.PersonId == null).OrderBy(c => c.CreatedAt).ThenBy(c => c.Id).Select(c => new
        {
            c.Id,
            Headline = stories.Where(l => l.Article.Id == c.ArticleId).Select(l => l.Text.Headline).FirstOrDefault(),
            c.Article.Permalink,
            c.Original,
            c.Name,
            c.Website,
            c.Text,
            c.CreatedAt,
            c.EditedAt,
            c.Status,
            c.SenderHash,
            c.Remarks,
            c.SpamChance,
            c.TrashChance,
            c.Words,
        }).ToListAsync(ct);
        var ids = comments.ConvertAll(c => c.Id);
        var decisions = (await db.Decisions.AsNoTracking().Where(d => ids.Contains(d.CommentId)).OrderBy(d => d.Id).ToListAsync(ct)).ToLookup(d => d.CommentId);
        var notes = (await db.CommentNotes.AsNoTracking().Where(n => ids.Contains(n.CommentId)).OrderBy(n => n.Id).ToListAsync(ct)).ToLookup(n => n.CommentId);
        var domain = BanSender.Domain(email);
        var networks = comments.Where(c => c.SenderHash is not null).Select(c => c.SenderHash!).Distinct().ToList();
        var statements = await db.Statements.AsNoTracking().Where(s => ids.Contains(s.CommentId)).OrderBy(s => s.Id).ToListAsync(ct);
        return new HeldData
        {
            Email = email,
            Comments = comments.ConvertAll(c => new HeldComment(
                c.Id, c.Headline ?? ReaderWords.Hidden, c.Headline is null ? null : site.Absolute(c.Permalink!), c.Name, c.Website, c.Text, c.Original, c.CreatedAt, c.EditedAt, c.Status.ToString(), c.SenderHash is not null,
                [.. c.Remarks.Select(r => r.Sentence)], c.SpamChance, c.TrashChance, c.Words,
                [.. decisions[c.Id].Select(d => new HeldDecision(d.From.ToString(), d.To.ToString(), d.At, d.Why, d.ById is null))],
                [.. notes[c.Id].Select(n => new HeldNote(n.At))])),
            Mail = await db.Follows.AsNoTracking().Where(f => f.Email == email).OrderBy(f => f.Id).Select(f => new HeldWish(f.CommentId, f.Daily, f.AskedAt, f.ConfirmedAt)).ToListAsync(ct),
            Refusals = statements.ConvertAll(s => new HeldRefusal(s.CommentId, ReaderWords.Ground(s.Ground), s.Text, s.At, s.Appeal, s.AppealedAt)),
            Errors = await db.ErrorReports.AsNoTracking().Where(r => r.Email == email).OrderBy(r => r.Id).Select(r => new HeldError(r.ArticleId, r.Passage, r.Text, r.CreatedAt)).ToListAsync(ct),
            Bans = await db.Bans.AsNoTracking().Where(b => (b.Kind == BanKind.Email && b.Value == email) || (b.Kind == BanKind.Domain && b.Value == domain) || (b.Kind == BanKind.Network && networks.Contains(b.Value))).OrderBy(b => b.Id)
                .Select(b => new HeldBan(b.Kind.ToString(), b.At, b.EndsAt)).ToListAsync(ct),
        };
    }

    /// <summary>Erases all that is held of the address of a link. Comments that others answered leave a mark without a name.</summary>
    /// <returns>How many comments were erased; null when the link is not good.</returns>
    public async Task<int?> Erase(string? secret, CancellationToken ct = default)
    {
        var erased = await Forget(secret, ct);
        if (erased is not null)
            await store.EmptyLog(ct);
        return erased;
    }

    private Task<int?> Forget(string? secret, CancellationToken ct) => store.Change(Actor.Reader, async change =>
    {
        var db = change.Db;
        if (await ReaderLink.Find(db, ReaderLinkKind.Data, secret, change.Now, ct) is not { } email)
            return change.Abandon<int?>(null);
        change.TouchesNothing();
        var ids = await db.Comments.Where(c => c.Email == email && c.PersonId == null).Select(c => c.Id).ToListAsync(ct);
        var comments = await ModerationQueue.Lock(change, ids, ct);
        foreach (var comment in comments)
        {
            if (comment.Status == CommentStatus.Approved)
                change.Touches(comment.ArticleId);
            comment.Erase(change.Now, "Erased at its writer's wish");
            change.Record("erased", $"comment:{comment.Id}");
        }

        await db.Follows.Where(f => f.Email == email).ExecuteDeleteAsync(ct);
        await db.Statements.Where(s => ids.Contains(s.CommentId)).ExecuteDeleteAsync(ct);
        await db.CommentReports.Where(r => ids.Contains(r.CommentId)).ExecuteDeleteAsync(ct);
        await db.CommentNotes.Where(n => ids.Contains(n.CommentId)).ExecuteDeleteAsync(ct);
        // What was wrong with a story stays; who said so does not.
        await db.ErrorReports.Where(r => r.Email == email).ExecuteUpdateAsync(set => set.SetProperty(r => r.Email, (string?)null).SetProperty(r => r.SenderHash, (string?)null), ct);
        await db.ReaderLinks.Where(l => (l.Kind == ReaderLinkKind.Data || l.Kind == ReaderLinkKind.Asked) && l.Subject == email).ExecuteDeleteAsync(ct);
        await db.SaveChangesAsync(ct);
        await WordIndex.Of(db).Erase(db, WordTable.CommentWords, ids, ct);
        change.Record("erased own data", "reader", $"{comments.Count} comments");
        return (int?)comments.Count;
    }, ct);

    private static async Task<bool> HoldsAny(NewsroomDb db, string email, CancellationToken ct) =>
        await db.Comments.AnyAsync(c => c.Email == email && c.PersonId == null, ct)
        || await db.Follows.AnyAsync(f => f.Email == email, ct)
        || await db.ErrorReports.AnyAsync(r => r.Email == email, ct)
        || await db.Bans.AnyAsync(b => b.Kind == BanKind.Email && b.Value == email, ct);
}
