using System.Globalization;
using FanNews.Comments;
using FanNews.Readers;
using FanNews.Settings;
using FanNews.Storage;
using Microsoft.EntityFrameworkCore;

namespace FanNews.Web.Pages;

/// <summary>A comment as its writer sees it after posting.</summary>
/// <param name="Name">The writer's name.</param>
/// <param name="Text">The text.</param>
/// <param name="Approved">Whether it is public already.</param>
/// <param name="Edit">The sealed link with which its writer may change it; null when the time for that is over.</param>
public sealed record WaitingComment(string Name, string Text, bool Approved, string? Edit);

/// <summary>The sealed values that a reader carries: when a form was opened, and which comment was just posted.</summary>
public sealed class ReplyLinks(Seal seal)
{
    // Long enough to read one's own words again, short enough to be of no use in a history.
    private static readonly TimeSpan Shown = TimeSpan.FromHours(1);
    private static readonly TimeSpan FormLife = TimeSpan.FromDays(1);

    /// <summary>The hidden field of a form on a story, opened now.</summary>
    public ValueTask<string> Opened(long article, DateTimeOffset now, CancellationToken ct) =>
        seal.Put($"form:{article}", Seconds(now), ct);

    /// <summary>How old a form is; null when it does not say, or older than a day. It may have been made long before it was opened.</summary>
    public async ValueTask<TimeSpan?> Age(long article, string? opened, DateTimeOffset now, CancellationToken ct)
    {
        if (await seal.Open($"form:{article}", opened, ct) is not { } value)
            return null;
        var age = now - FromSeconds(value);
        return age <= FormLife ? age : null;
    }

    /// <summary>The link parameter that shows a comment to its writer for an hour.</summary>
    public ValueTask<string> Posted(long comment, DateTimeOffset now, CancellationToken ct) =>
        seal.Put("posted", string.Create(CultureInfo.InvariantCulture, $"{comment}-{Seconds(now + Shown)}"), ct);

    /// <summary>The comment behind the link parameter; null when it is not ours, expired, or for another story.</summary>
    public async ValueTask<WaitingComment?> Waiting(NewsroomDb db, long article, string? posted, DateTimeOffset now, CancellationToken ct)
    {
        if (await seal.Open("posted", posted, ct) is not { } value || value.Split('-') is not [var number, var until] || FromSeconds(until) < now)
            return null;
        var id = long.Parse(number, CultureInfo.InvariantCulture);
        var comment = await db.Comments.AsNoTracking().SingleOrDefaultAsync(c => c.Id == id && c.ArticleId == article && c.ErasedAt == null, ct);
        if (comment is null)
            return null;
        var edit = EditReply.IsOpen(comment.CreatedAt, now) && comment.PersonId is null ? await seal.Put("edit", id.ToString(CultureInfo.InvariantCulture), ct) : null;
        return new(comment.Name, comment.Text, comment.Status == CommentStatus.Approved, edit);
    }

    /// <summary>The number of the comment that a link lets its writer change; null when the link is not ours. Whether there is still time, the store says.</summary>
    public async ValueTask<long?> Editable(string? link, CancellationToken ct) =>
        await seal.Open("edit", link, ct) is { } value ? long.Parse(value, CultureInfo.InvariantCulture) : null;

    /// <summary>What is mailed with every letter to a follower, and ends it.</summary>
    public async ValueTask<long?> Unfollows(string? link, CancellationToken ct) =>
        await seal.Open(Follows.Unsubscribe, link, ct) is { } value ? long.Parse(value, CultureInfo.InvariantCulture) : null;

    private static string Seconds(DateTimeOffset at) => at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);

    private static DateTimeOffset FromSeconds(string value) => DateTimeOffset.FromUnixTimeSeconds(long.Parse(value, CultureInfo.InvariantCulture));
}
