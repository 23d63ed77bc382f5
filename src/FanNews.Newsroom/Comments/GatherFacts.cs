using FanNews.Articles;
using FanNews.Screening;
using FanNews.Storage;
using Microsoft.EntityFrameworkCore;

namespace FanNews.Comments;

/// <summary>
/// Finds out what the phases of the screening ask about a comment. Seven small queries, each one step into an index
/// (an eighth for a long comment), however many comments there are.
/// </summary>
internal static class GatherFacts
{
    /// <summary>For how long a sender's comments count as a flood.</summary>
    public static readonly TimeSpan FloodTime = TimeSpan.FromMinutes(10);

    /// <summary>For how long refusals count.</summary>
    public static readonly TimeSpan RefusalTime = TimeSpan.FromDays(7);

    /// <summary>For how long something said counts as said before.</summary>
    public static readonly TimeSpan RepeatTime = TimeSpan.FromDays(3);

    /// <summary>With how many of the newest comments one is compared.</summary>
    public const int MostCompared = 300;

    // Of a sender who wrote more only the newest count.
    private const int MostPast = 50;

    // Shorter comments are no pieces of a story; the phase itself counts words.
    private const int ShortestPiece = 100;

    /// <summary>What is known of a sender.</summary>
    /// <param name="Past">What the phases ask.</param>
    /// <param name="Last">When the newest comment came (UTC); null for none.</param>
    public sealed record Sender(SenderPast Past, DateTimeOffset? Last);

    /// <summary>What a sender did before.</summary>
    public static async Task<Sender> Past(NewsroomDb db, string email, string? network, DateTimeOffset now, CancellationToken ct)
    {
        var flood = now - FloodTime;
        var byEmail = await db.Comments.Where(c => c.Email == email).OrderByDescending(c => c.CreatedAt).Take(MostPast).Select(c => new { c.Id, c.Status, c.CreatedAt }).ToListAsync(ct);
        var byNetwork = network is null ? [] : await db.Comments.Where(c => c.SenderHash == network && c.CreatedAt > flood).OrderByDescending(c => c.CreatedAt).Take(MostPast).Select(c => new { c.Id, c.Status, c.CreatedAt }).ToListAsync(ct);
        var week = byEmail.Where(c => c.CreatedAt > now - RefusalTime).ToList();
        return new(
            new SenderPast
            {
                Approved = byEmail.Count(c => c.Status == CommentStatus.Approved),
                Decided = week.Count(c => c.Status != CommentStatus.Pending),
                Refused = week.Count(c => c.Status is CommentStatus.Spam or CommentStatus.Trash),
                Recent = byEmail.Concat(byNetwork).Where(c => c.CreatedAt > flood).Select(c => c.Id).Distinct().Count(),
            },
            byEmail.Concat(byNetwork).Select(c => (DateTimeOffset?)c.CreatedAt).Max());
    }

    /// <summary>Everything about a comment that is not stored yet.</summary>
    /// <param name="change">The change that will store it.</param>
    /// <param name="article">The story.</param>
    /// <param name="clean">What was typed.</param>
    /// <param name="submission">How it came.</param>
    /// <param name="network">The network's hash of today.</param>
    /// <param name="past">What the sender did before.</param>
    /// <param name="models">The models in use.</param>
    /// <param name="limits">Whether floods and repetitions count; not in load tests.</param>
    /// <param name="ct">Ends the wait.</param>
    public static async Task<Candidate> For(
        Change change, long article, CleanSubmission clean, Submission submission, string? network, SenderPast past, PresentModels models, bool limits, CancellationToken ct)
    {
        var (db, wording) = (change.Db, new Wording(clean.Text, clean.Name, clean.Website));
        var present = await models.Find(db, ct);
        var upper = clean.Email.ToUpperInvariant();
        return new Candidate
        {
            Wording = wording,
            Signals = submission.Remarks,
            Hold = submission.Hold,
            StaffAddress = await db.Users.AnyAsync(p => p.NormalizedEmail == upper, ct),
            Ban = await KeepBans.Meeting(db, clean.Email, Hosts(wording), network, change.Now, ct),
            Repeats = limits ? await Repeats(db, Likeness.Of(clean.Text), change.Now, ct) : null,
            Past = limits ? past : past with { Recent = 0 },
            Story = clean.Text.Length < ShortestPiece ? null : await db.Visible(change.Now).Where(l => l.Article.Id == article).Select(l => l.Text.Body).SingleOrDefaultAsync(ct),
            Spam = present.GetValueOrDefault(ModelKind.Spam)?.Model.Judge(wording),
            SafeThreshold = present.GetValueOrDefault(ModelKind.Spam)?.Threshold ?? 1,
            Trash = present.GetValueOrDefault(ModelKind.Trash)?.Model.Judge(wording),
        };
    }

    /// <summary>Hosts of the sender's site and of the links in the text.</summary>
    public static IEnumerable<string> Hosts(Wording wording)
    {
        var links = WordedText.Of(wording.Text).Links;
        foreach (var link in wording.Url is { } site ? links.Prepend(site) : links)
        {
            if (Uri.TryCreate(link.Contains("://", StringComparison.Ordinal) ? link : "http://" + link, UriKind.Absolute, out var url) && url.HostNameType == UriHostNameType.Dns)
                yield return url.IdnHost.ToLowerInvariant();
        }
    }

    private static async Task<long?> Repeats(NewsroomDb db, long? likeness, DateTimeOffset now, CancellationToken ct)
    {
        if (likeness is not { } number)
            return null;
        var since = now - RepeatTime;
        var newest = await db.Comments.OrderByDescending(c => c.Id).Take(MostCompared).Select(c => new { c.Id, c.Likeness, c.CreatedAt }).ToListAsync(ct);
        return newest.FirstOrDefault(c => c.CreatedAt > since && c.Likeness is { } other && Likeness.Near(number, other))?.Id;
    }
}
