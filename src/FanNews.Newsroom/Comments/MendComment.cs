using System.Security.Cryptography;
using System.Text;
using FanNews.Storage;
using Microsoft.EntityFrameworkCore;

namespace FanNews.Comments;

/// <summary>What became of a moderator's change of a comment's text.</summary>
/// <param name="Changed">Whether the text is another now.</param>
/// <param name="Problem">Why not; null for nothing.</param>
public sealed record MendAnswer(bool Changed, Refusal? Problem = null);

/// <summary>Lets moderators change what a comment says, in sight of their colleagues and, where its meaning changed, of readers; and tell each other what they think of it.</summary>
public sealed class MendComment(NewsroomStore store)
{
    /// <summary>Puts another text in the place of the writer's, which is kept.</summary>
    /// <param name="by">The moderator.</param>
    /// <param name="id">The comment.</param>
    /// <param name="before">The <see cref="Mark"/> of the text that the moderator saw.</param>
    /// <param name="text">The text from now on.</param>
    /// <param name="meaning">Whether it says something else now, which readers are told.</param>
    /// <param name="ct">Ends the wait.</param>
    public async Task<MendAnswer> Save(Actor by, long id, string? before, string? text, bool meaning, CancellationToken ct = default)
    {
        var clean = (text ?? "").ReplaceLineEndings("\n").Trim();
        if (clean.Length == 0)
            return new(false, new("Text", "A comment cannot be empty. To take it away, put it into the trash"));
        if (clean.Length > Submission.LongestText)
            return new(false, new("Text", "The comment must have 65,525 characters or fewer"));
        if (clean.Contains('\0', StringComparison.Ordinal))
            return new(false, new("Text", "The comment has a character in it that cannot be kept. Type it again"));
        return await store.Change(by, async change =>
        {
            if ((await ModerationQueue.Lock(change, [id], ct)).SingleOrDefault() is not { ErasedAt: null } comment)
                return change.Abandon(new MendAnswer(false, new("Text", "The comment is not there any more")));
            if (Mark(comment.Text) != before)
                return change.Abandon(new MendAnswer(false, new("Text", "Its text was changed while you wrote. Look at it again and change it once more")));
            if (Plain(comment.Text) == clean && (!meaning || comment.MeaningChangedAt is not null || comment.Original is null))
                return change.Abandon(new MendAnswer(false));
            comment.Mend(comment.Original is { } original && Plain(original) == clean ? original : clean, meaning, change.Now);
            change.Record("changed the text of", $"comment:{id}", meaning ? "meaning changed" : null);
            if (comment.Status == CommentStatus.Approved)
                change.Touches(comment.ArticleId);
            else
                change.TouchesNothing();
            return new MendAnswer(true);
        }, ct);
    }

    /// <summary>Puts the writer's own words back.</summary>
    /// <returns>Whether anything changed.</returns>
    public Task<bool> Restore(Actor by, long id, CancellationToken ct = default) => store.Change(by, async change =>
    {
        if ((await ModerationQueue.Lock(change, [id], ct)).SingleOrDefault() is not { ErasedAt: null, Original: { } original } comment)
            return change.Abandon(false);
        comment.Mend(original, meaning: false, change.Now);
        change.Record("restored the text of", $"comment:{id}");
        if (comment.Status == CommentStatus.Approved)
            change.Touches(comment.ArticleId);
        else
            change.TouchesNothing();
        return true;
    }, ct);

    /// <summary>What tells a text from another, for a form.</summary>
    public static string Mark(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..16];

    /// <summary>Leaves a note for the other moderators.</summary>
    /// <returns>Why not; null when it is there.</returns>
    public async Task<Refusal?> Note(Actor by, long id, string? text, CancellationToken ct = default)
    {
        var clean = (text ?? "").ReplaceLineEndings("\n").Replace("\0", "", StringComparison.Ordinal).Trim();
        if (clean.Length == 0)
            return new("Text", "Write a note");
        if (clean.Length > CommentNote.LongestText)
            return new("Text", "The note must have 2,000 characters or fewer");
        return await store.Change(by, async change =>
        {
            if (!await change.Db.Comments.For(by.Sections).AnyAsync(c => c.Id == id && c.ErasedAt == null, ct))
                return change.Abandon<Refusal?>(new("Text", "The comment is not there any more"));
            change.Db.CommentNotes.Add(new CommentNote { CommentId = id, Text = clean, At = change.Now, ById = by.PersonId });
            change.Record("noted", $"comment:{id}");
            change.TouchesNothing();
            return null;
        }, ct);
    }

    private static string Plain(string text) => text.ReplaceLineEndings("\n").Trim();
}
