using FanNews.Articles;
using FanNews.Screening;
using FanNews.Settings;
using FanNews.Storage;
using Microsoft.EntityFrameworkCore;

namespace FanNews.Comments;

/// <summary>
/// Finds out what the phases of the screening ask about comments: seven small queries for all that are screened together (and one for each
/// where it matters how many of the sender's were approved), each some steps into an index, however many comments there are.
/// </summary>
internal sealed class GatherFacts
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

    // So many stories that were commented on last are kept taken apart into words.
    private const int MostKnown = 50;

    private readonly List<Said> newest = [];
    private readonly List<Said> stored = [];
    private readonly DateTimeOffset now;
    private ILookup<string, Said> byEmail = Nothing;
    private ILookup<string, Said> byNetwork = Nothing;
    private HashSet<string> staff = [];
    private Dictionary<string, string> bans = [];
    private IReadOnlyDictionary<ModelKind, PresentModel> present = new Dictionary<ModelKind, PresentModel>();

    private GatherFacts(DateTimeOffset now) => this.now = now;

    private static ILookup<string, Said> Nothing { get; } = Array.Empty<Said>().ToLookup(_ => "");

    /// <summary>The visible stories that they are about, by number.</summary>
    public Dictionary<long, StoryState> Stories { get; private set; } = [];

    /// <summary>Asks for all that are screened together.</summary>
    /// <param name="change">The change that will store them.</param>
    /// <param name="postings">The comments.</param>
    /// <param name="models">The models in use.</param>
    /// <param name="known">Stories that were taken apart before; those of these comments are added.</param>
    /// <param name="ct">Ends the wait.</param>
    public static async Task<GatherFacts> For(Change change, IReadOnlyCollection<Posting> postings, PresentModels models, Dictionary<long, StoryWords> known, CancellationToken ct)
    {
        var (db, facts) = (change.Db, new GatherFacts(change.Now));
        facts.Stories = await ReadStories(db, [.. postings.Select(p => p.Article).Distinct()], change.Now, postings.Any(p => p.Clean.Text.Length >= ShortestPiece), known, ct);
        await facts.ReadPast(db, postings, ct);
        var addresses = postings.Select(p => p.StaffAddress).Distinct().ToList();
        facts.staff = [.. await db.Users.Where(p => addresses.Contains(p.NormalizedEmail!)).Select(p => p.NormalizedEmail!).ToListAsync(ct)];
        facts.bans = await KeepBans.Meeting(db, [.. postings.SelectMany(p => p.BanValues).Distinct(StringComparer.Ordinal)], change.Now, ct);
        if (postings.Any(p => p.Limits && p.Likeness is not null))
            facts.newest.AddRange(await db.Comments.OrderByDescending(c => c.Id).Take(MostCompared).Select(c => new Said(c.Id, c.Email, c.SenderHash, c.Status, c.CreatedAt, c.Likeness)).ToListAsync(ct));
        facts.present = await models.Find(db, ct);
        return facts;
    }

    /// <summary>The visible ones of these stories.</summary>
    /// <param name="db">The store.</param>
    /// <param name="ids">Their numbers.</param>
    /// <param name="now">The instant (UTC).</param>
    /// <param name="words">Whether their words are wanted too.</param>
    /// <param name="known">Stories that were taken apart before.</param>
    /// <param name="ct">Ends the wait.</param>
    public static async Task<Dictionary<long, StoryState>> ReadStories(NewsroomDb db, List<long> ids, DateTimeOffset now, bool words, Dictionary<long, StoryWords> known, CancellationToken ct)
    {
        var rows = await db.Visible(now).Where(l => ids.Contains(l.Article.Id))
            .Select(l => new { l.Article.Id, l.Article.CommentsOpen, l.Article.PublishAt, l.Article.CommentDays, Body = words ? l.Text.Body : null }).ToListAsync(ct);
        foreach (var row in rows.Where(r => r.Body is not null && known.GetValueOrDefault(r.Id)?.Text != r.Body))
        {
            if (known.Count >= MostKnown)
                known.Clear();
            known[row.Id] = new(row.Body!);
        }

        return rows.ToDictionary(r => r.Id, r => new StoryState(r.CommentsOpen, r.PublishAt, r.CommentDays, r.Body is null ? null : known.GetValueOrDefault(r.Id) ?? new(r.Body)));
    }

    /// <summary>What the sender of a comment did before, and when the newest of the others came (UTC; null for none).</summary>
    public async Task<(SenderPast Past, DateTimeOffset? Last)> Past(NewsroomDb db, Posting posting, CancellationToken ct)
    {
        var email = posting.Clean.Email;
        var week = byEmail[email].Concat(stored.Where(c => c.Email == email)).ToList();
        var recent = week.Where(c => c.CreatedAt > now - FloodTime)
            .Concat(posting.Sender is { } network ? byNetwork[network].Concat(stored.Where(c => c.SenderHash == network)) : []).DistinctBy(c => c.Id).ToList();
        return (
            new SenderPast
            {
                Approved = posting.Site.Screening.AskForApproved ? await Approved(db, email, ct) + stored.Count(c => c.Email == email && c.Status == CommentStatus.Approved) : 0,
                Decided = week.Count(c => c.Status != CommentStatus.Pending),
                Refused = week.Count(c => c.Status is CommentStatus.Spam or CommentStatus.Trash),
                Recent = recent.Count,
            },
            week.Concat(recent).Select(c => (DateTimeOffset?)c.CreatedAt).Max());
    }

    /// <summary>Everything about a comment that is not stored yet.</summary>
    public Candidate About(Posting posting, SenderPast past)
    {
        var (wording, spam) = (posting.Wording, present.GetValueOrDefault(ModelKind.Spam));
        return new Candidate
        {
            Wording = wording,
            Signals = posting.Submission.Remarks,
            Hold = posting.Submission.Hold,
            StaffAddress = staff.Contains(posting.StaffAddress),
            Ban = posting.BanValues.Select(bans.GetValueOrDefault).FirstOrDefault(b => b is not null),
            Repeats = posting.Limits ? Repeats(posting.Likeness) : null,
            Past = posting.Limits ? past : past with { Recent = 0 },
            Story = posting.Clean.Text.Length < ShortestPiece ? null : Stories.GetValueOrDefault(posting.Article)?.Words,
            Spam = spam?.Model.Judge(wording),
            SafeThreshold = spam?.Threshold ?? 1,
            Trash = present.GetValueOrDefault(ModelKind.Trash)?.Model.Judge(wording),
        };
    }

    /// <summary>Takes note of one that was stored, for those after it.</summary>
    public void Add(Comment comment)
    {
        var said = new Said(comment.Id, comment.Email, comment.SenderHash, comment.Status, comment.CreatedAt, comment.Likeness);
        stored.Add(said);
        newest.Insert(0, said);
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

    private long? Repeats(long? likeness) => likeness is { } number
        ? newest.FirstOrDefault(c => c.CreatedAt > now - RepeatTime && c.Likeness is { } other && Likeness.Near(number, other))?.Id
        : null;

    private async Task ReadPast(NewsroomDb db, IReadOnlyCollection<Posting> postings, CancellationToken ct)
    {
        var (emails, networks, week, flood) = (postings.Select(p => p.Clean.Email).Distinct().ToList(), postings.Select(p => p.Sender).OfType<string>().Distinct().ToList(), now - RefusalTime, now - FloodTime);
        byEmail = (await db.Comments.Where(c => emails.Contains(c.Email) && c.CreatedAt > week).Select(c => new Said(c.Id, c.Email, c.SenderHash, c.Status, c.CreatedAt, null)).ToListAsync(ct)).ToLookup(c => c.Email);
        if (networks.Count > 0)
            byNetwork = (await db.Comments.Where(c => networks.Contains(c.SenderHash!) && c.CreatedAt > flood).Select(c => new Said(c.Id, c.Email, c.SenderHash, c.Status, c.CreatedAt, null)).ToListAsync(ct)).ToLookup(c => c.SenderHash!);
    }

    private static async Task<int> Approved(NewsroomDb db, string email, CancellationToken ct) =>
        (await db.Comments.Where(c => c.Email == email).OrderByDescending(c => c.CreatedAt).Take(MostPast).Select(c => c.Status).ToListAsync(ct)).Count(s => s == CommentStatus.Approved);

    // A comment that was stored before, as far as it matters to another.
    private sealed record Said(long Id, string Email, string? SenderHash, CommentStatus Status, DateTimeOffset CreatedAt, long? Likeness);
}

/// <summary>A visible story, as far as it matters to who comments on it.</summary>
/// <param name="CommentsOpen">Whether it takes comments at all.</param>
/// <param name="PublishAt">When it came out (UTC).</param>
/// <param name="CommentDays">For how many days it takes them, where it says so itself.</param>
/// <param name="Words">What it says; null where nobody asked.</param>
internal sealed record StoryState(bool CommentsOpen, DateTimeOffset? PublishAt, int? CommentDays, StoryWords? Words)
{
    /// <summary>Whether it takes comments at an instant (UTC).</summary>
    public bool IsOpen(Site site, DateTimeOffset now) => CommentsOpen && CommentsEnd.IsBefore(site, PublishAt, CommentDays, now);
}
