using FanNews.Settings;
using FanNews.Storage;
using Microsoft.EntityFrameworkCore;

namespace FanNews.Articles;

/// <summary>The line of breaking news that stands above every page now.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Text">The sentence.</param>
/// <param name="Address">The decoded local address that it leads to; null for none, and while readers may not see what stands there.</param>
/// <param name="StartsAt">When it began (UTC).</param>
/// <param name="EndsAt">When it ends by itself (UTC).</param>
public sealed record BreakingView(long Id, string Text, string? Address, DateTimeOffset StartsAt, DateTimeOffset EndsAt);

/// <summary>A line of breaking news as the form sends it.</summary>
/// <param name="Text">The sentence.</param>
/// <param name="Address">Where it leads; blank for nowhere.</param>
/// <param name="Hours">For how long, in hours, where no time is given.</param>
/// <param name="EndsAt">When it ends, local time of the site; blank to count the hours.</param>
/// <param name="Offset">Which of two, where that time happens twice.</param>
/// <param name="Seen">Number of the line that stood when the form was made; 0 for none.</param>
public sealed record TypedLine(string? Text, string? Address = null, int Hours = 1, string? EndsAt = null, string? Offset = null, long Seen = 0);

/// <summary>Breaking news: one sentence above every page, for a day at most.</summary>
public sealed class BreakingNews(NewsroomStore store)
{
    /// <summary>The longest sentence, in characters.</summary>
    public const int Longest = 160;

    /// <summary>The longest that a line stands.</summary>
    public static readonly TimeSpan LongestTime = TimeSpan.FromHours(24);

    /// <summary>The line that stands at <paramref name="now"/> (UTC), in one query; null for none.</summary>
    public static async Task<BreakingView?> Read(NewsroomDb db, DateTimeOffset now, CancellationToken ct = default)
    {
#pragma warning disable CA1304, CA1311 // The engine lowers the letters, and knows no cultures.
        var found = await db.BreakingLines.AsNoTracking().Standing(now)
            .Select(l => new { Line = l, Open = db.Visible(now).Any(v => v.Article.PermalinkKey == l.Address!.ToLower().TrimEnd('/')) })
            .FirstOrDefaultAsync(ct);
#pragma warning restore CA1304, CA1311
        if (found?.Line is not { } line)
            return null;
        var address = line.Address is { } to && (found.Open || Permalink.IsFixed(to)) ? to : null;
        return new BreakingView(line.Id, line.Text, address, line.StartsAt, line.EndsAt);
    }

    /// <summary>Puts a line above every page in place of the one that stands there.</summary>
    /// <param name="by">Who.</param>
    /// <param name="typed">The form.</param>
    /// <param name="site">Zone and address of the site.</param>
    /// <param name="ct">Ends the wait.</param>
    public Task<FrontAnswer> Set(Actor by, TypedLine typed, Site site, CancellationToken ct = default) => Do(by, typed.Seen, async (change, standing) =>
    {
        var problems = new List<Refusal>();
        var text = TypedStory.Clean(typed.Text);
        if (text.Length == 0)
            problems.Add(new("Text", "Write the sentence that is to stand above every page"));
        else if (text.Length > Longest)
            problems.Add(new("Text", $"The sentence must have {Longest} characters or fewer"));
        var (ends, wrong) = Ends(typed, site, change.Now);
        if (wrong is not null)
            problems.Add(wrong);
        var (address, unknown) = await Find(change.Db, typed.Address, site, change.Now, ct);
        if (unknown is not null)
            problems.Add(unknown);
        if (problems.Count > 0)
            return new FrontAnswer.Refused(problems);
        End(standing, change.Now);
        change.Db.BreakingLines.Add(new BreakingLine { Text = text, Address = address, StartsAt = change.Now, EndsAt = ends });
        change.Record("set", "breaking", $"until {ends:u}");
        return new FrontAnswer.Done();
    }, ct);

    /// <summary>Takes the line down before its time.</summary>
    /// <param name="by">Who.</param>
    /// <param name="seen">Number of the line that stood when the form was made.</param>
    /// <param name="ct">Ends the wait.</param>
    public Task<FrontAnswer> EndNow(Actor by, long seen, CancellationToken ct = default) => Do(by, seen, (change, standing) =>
    {
        if (standing.Count == 0)
            return Task.FromResult<FrontAnswer>(new FrontAnswer.Missing());
        End(standing, change.Now);
        change.Record("ended", "breaking");
        return Task.FromResult<FrontAnswer>(new FrontAnswer.Done());
    }, ct);

    private async Task<FrontAnswer> Do(Actor by, long seen, Func<Change, List<BreakingLine>, Task<FrontAnswer>> work, CancellationToken ct) => await store.Change(by, async change =>
    {
        await change.Db.Lock("breaking", ct);
        var standing = await change.Db.BreakingLines.Standing(change.Now).ToListAsync(ct);
        if ((standing.FirstOrDefault()?.Id ?? 0) != seen)
            return change.Abandon<FrontAnswer>(new FrontAnswer.Conflict());
        var answer = await work(change, standing);
        return answer is FrontAnswer.Done ? answer : change.Abandon(answer);
    }, ct);

    private static void End(IEnumerable<BreakingLine> lines, DateTimeOffset now)
    {
        foreach (var line in lines)
            line.EndsAt = now;
    }

    private static (DateTimeOffset Ends, Refusal? Wrong) Ends(TypedLine typed, Site site, DateTimeOffset now)
    {
        var time = LocalTime.Read(typed.EndsAt, typed.Offset, site.Zone);
        if (time.Problem is not null)
            return (now, new("LineEndsAt", time.Problem));
        if (time.At is { } at)
            return at > now && at <= now + LongestTime ? (at, null) : (now, new("LineEndsAt", "Choose a time within the next 24 hours"));
        return typed.Hours is >= 1 and <= 24 ? (now.AddHours(typed.Hours), null) : (now, new("Hours", "Choose from 1 to 24 hours"));
    }

    // A whole address of this site is as good as a path: people copy it from the browser.
    private static async Task<(string? Address, Refusal? Unknown)> Find(NewsroomDb db, string? typed, Site site, DateTimeOffset now, CancellationToken ct)
    {
        if (TypedStory.Clean(typed) is not { Length: > 0 } address)
            return (null, null);
        if (!Uri.TryCreate(site.Url, address, out var to) || to.GetLeftPart(UriPartial.Authority) != site.Url.GetLeftPart(UriPartial.Authority) || address.StartsWith("//", StringComparison.Ordinal))
            return (null, new("Address", "Write an address of this site, such as /2026/11/24/bridge/"));
        var path = Uri.UnescapeDataString(to.AbsolutePath);
        if (Permalink.IsFixed(path))
            return (path, null);
        var key = Permalink.Key(path);
        var found = await db.Visible(now).Where(l => l.Article.PermalinkKey == key).Select(l => l.Article.Permalink).SingleOrDefaultAsync(ct);
        return found is null ? (null, new("Address", $"Readers find nothing at {path}. Choose a story that is out, or leave the field empty")) : (found, null);
    }
}

/// <summary>Asking for lines.</summary>
public static class BreakingLineQueries
{
    /// <summary>The lines that stand at <paramref name="now"/> (UTC), newest first; a line ends by itself.</summary>
    public static IQueryable<BreakingLine> Standing(this IQueryable<BreakingLine> lines, DateTimeOffset now) =>
        lines.Where(l => l.StartsAt <= now && l.EndsAt > now).OrderByDescending(l => l.Id);
}
