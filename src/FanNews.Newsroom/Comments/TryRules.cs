using FanNews.Screening;
using FanNews.Storage;
using Microsoft.EntityFrameworkCore;

namespace FanNews.Comments;

/// <summary>A comment that would have been ruled otherwise.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Name">Who wrote it.</param>
/// <param name="Text">The text.</param>
/// <param name="Before">What the rules that hold make of it.</param>
/// <param name="After">What the other rules would.</param>
/// <param name="Why">The finding that would decide.</param>
/// <param name="Status">What the newsroom decided.</param>
public sealed record Turned(long Id, string Name, string Text, Ruling Before, Ruling After, string Why, CommentStatus Status);

/// <summary>What rules would have done with the newest comments.</summary>
/// <param name="Total">How many were looked at.</param>
/// <param name="Before">How the rules that hold would rule, counted.</param>
/// <param name="After">How the other rules would.</param>
/// <param name="Changed">The comments that make the difference, newest first.</param>
public sealed record RulesEffect(int Total, IReadOnlyDictionary<Ruling, int> Before, IReadOnlyDictionary<Ruling, int> After, IReadOnlyList<Turned> Changed);

/// <summary>What a threshold would have done with the newest comments that were decided.</summary>
/// <param name="Percent">The threshold.</param>
/// <param name="Spam">Comments at or above it that are in Spam.</param>
/// <param name="Trash">Comments at or above it that are in the trash.</param>
/// <param name="Approved">Comments at or above it that are public.</param>
public sealed record ThresholdEffect(int Percent, int Spam, int Trash, int Approved);

/// <summary>
/// Tries rules on the newest readers' comments before they are saved, each with the facts of its own moment as far as the store still has them.
/// (Whether a comment is a piece of its story is not looked at; networks are known for the day only.)
/// </summary>
public sealed class TryRules(PresentModels models)
{
    /// <summary>How many comments rules are tried on.</summary>
    public const int Most = 200;

    private const int MostPast = 5_000;

    private static readonly int[] Levels = [50, 70, 80, 90, 95, 99];

    /// <summary>Compares two sets of rules.</summary>
    /// <param name="db">The store, inside one reading transaction.</param>
    /// <param name="hold">The rules that hold.</param>
    /// <param name="other">The rules that somebody thinks about.</param>
    /// <param name="ct">Ends the wait.</param>
    public async Task<RulesEffect> Compare(NewsroomDb db, ScreeningRules hold, ScreeningRules other, CancellationToken ct = default)
    {
        var tried = (await Read(db, ct)).ConvertAll(t => (t.Comment, Before: Screen.Judge(t.Candidate, hold), After: Screen.Judge(t.Candidate, other)));
        return new(
            tried.Count,
            Count(tried.Select(t => t.Before)),
            Count(tried.Select(t => t.After)),
            [.. tried.Where(t => t.Before.Ruling != t.After.Ruling).Select(t => new Turned(
                t.Comment.Id, t.Comment.Name, t.Comment.Text, t.Before.Ruling, t.After.Ruling, t.After.Decision.Sentence, t.Comment.Status))]);
    }

    /// <summary>What several thresholds of the model of spam would have done.</summary>
    public async Task<IReadOnlyList<ThresholdEffect>> Thresholds(NewsroomDb db, CancellationToken ct = default)
    {
        var judged = (await Read(db, ct)).ConvertAll(t => (t.Comment.Status, Chance: Screen.SpamChance(t.Candidate) ?? 0));
        int At(int percent, CommentStatus status) => judged.Count(j => j.Status == status && j.Chance * 100 >= percent);
        return [.. Levels.Select(p => new ThresholdEffect(p, At(p, CommentStatus.Spam), At(p, CommentStatus.Trash), At(p, CommentStatus.Approved)))];
    }

    /// <summary>From which probability on the model of spam in use decides, as it found itself.</summary>
    public async Task<double> SafeThreshold(NewsroomDb db, CancellationToken ct = default) => (await models.Find(db, ct))[ModelKind.Spam].Threshold;

    private static Dictionary<Ruling, int> Count(IEnumerable<Screened> all)
    {
        var counts = all.CountBy(s => s.Ruling).ToDictionary();
        return Enum.GetValues<Ruling>().ToDictionary(r => r, r => counts.GetValueOrDefault(r));
    }

    private async Task<List<(Comment Comment, Candidate Candidate)>> Read(NewsroomDb db, CancellationToken ct)
    {
        var comments = await db.Comments.AsNoTracking().Where(c => c.PersonId == null).OrderByDescending(c => c.Id).Take(Most).ToListAsync(ct);
        var emails = comments.Select(c => c.Email).Where(e => e.Length > 0).Distinct().ToList();
        var upper = emails.ConvertAll(e => e.ToUpperInvariant());
        var earlier = (await db.Comments.Where(c => emails.Contains(c.Email)).OrderByDescending(c => c.Id).Take(MostPast).Select(c => new Row(c.Id, c.Email, c.SenderHash, c.Status, c.CreatedAt)).ToListAsync(ct)).ToLookup(c => c.Email);
        var networks = comments.Where(c => c.SenderHash is not null).Select(c => new Row(c.Id, c.Email, c.SenderHash, c.Status, c.CreatedAt)).ToLookup(c => c.Network);
        var staff = (await db.Users.Where(p => upper.Contains(p.NormalizedEmail!)).Select(p => p.NormalizedEmail!).ToListAsync(ct)).ToHashSet(StringComparer.Ordinal);
        var bans = (await db.Bans.AsNoTracking().Take(MostPast).ToListAsync(ct)).DistinctBy(b => b.Value).ToDictionary(b => b.Value, b => KeepBans.InWords(b.Kind, b.Value), StringComparer.Ordinal);
        var present = await models.Find(db, ct);
        return comments.ConvertAll(comment =>
        {
            var wording = new Wording(comment.Text, comment.Name, comment.Website);
            return (comment, new Candidate
            {
                Wording = wording,
                Signals = [.. comment.Remarks.Where(r => r.Code is "honeypot" or "quick" or "no-form" or "no-origin")],
                Hold = comment.Remarks.Exists(r => r.Code == "no-origin"),
                StaffAddress = staff.Contains(comment.Email.ToUpperInvariant()),
                Ban = KeepBans.Values(comment.Email, GatherFacts.Hosts(wording), comment.SenderHash).Select(bans.GetValueOrDefault).FirstOrDefault(b => b is not null),
                Repeats = Repeats(comment, comments),
                Past = Past(comment, [.. earlier[comment.Email]], comment.SenderHash is null ? [] : [.. networks[comment.SenderHash]]),
                Spam = present.GetValueOrDefault(ModelKind.Spam)?.Model.Judge(wording),
                SafeThreshold = present.GetValueOrDefault(ModelKind.Spam)?.Threshold ?? 1,
                Trash = present.GetValueOrDefault(ModelKind.Trash)?.Model.Judge(wording),
            });
        });
    }

    private static long? Repeats(Comment comment, List<Comment> comments) => comment.Likeness is not { } number ? null : comments
        .Where(c => c.Id < comment.Id && c.CreatedAt > comment.CreatedAt - GatherFacts.RepeatTime && c.Likeness is { } other && Likeness.Near(number, other))
        .Select(c => (long?)c.Id).FirstOrDefault();

    private static SenderPast Past(Comment comment, List<Row> byEmail, List<Row> byNetwork)
    {
        var before = byEmail.FindAll(c => c.Id < comment.Id);
        var week = before.FindAll(c => c.CreatedAt > comment.CreatedAt - GatherFacts.RefusalTime);
        return new SenderPast
        {
            Approved = before.Count(c => c.Status == CommentStatus.Approved),
            Decided = week.Count(c => c.Status != CommentStatus.Pending),
            Refused = week.Count(c => c.Status is CommentStatus.Spam or CommentStatus.Trash),
            Recent = before.Concat(byNetwork.Where(c => c.Id < comment.Id)).Where(c => c.CreatedAt > comment.CreatedAt - GatherFacts.FloodTime).Select(c => c.Id).Distinct().Count(),
        };
    }

    private sealed record Row(long Id, string Email, string? Network, CommentStatus Status, DateTimeOffset CreatedAt);
}
