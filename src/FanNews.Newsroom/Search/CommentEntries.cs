using FanNews.Comments;
using FanNews.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace FanNews.Search;

/// <summary>What moderators find a comment by: its words, its sender's name, address and site, and why it was held. Unstemmed, whatever the case and the accents.</summary>
internal static class CommentEntries
{
    private const string ReasonMark = "reason_";
    private const int MostWords = 8;

    // The beginnings of very many words, and pairs of characters of Chinese and Japanese, are words by themselves.
    private const int ShortestBeginning = 4;

    /// <summary>Where very many comments are looked among, the latest so many that match are found, so that no question takes long.</summary>
    public const int MostFound = 2_000;

    // Moderators type beginnings of words, in any language.
    private static readonly Language NoLanguage = Language.Of("");

    /// <summary>The entry of a comment.</summary>
    public static WordEntry Of(Comment comment) =>
        new(comment.Id, Tokens(Said(comment)), [.. comment.Remarks.Select(r => Reason(r.Code)).Distinct()]);

    /// <summary>All that is found of a comment, as one text.</summary>
    public static string Said(Comment comment) => Said(comment.Name, comment.Email, comment.Website, comment.Text);

    /// <summary>The same of what was stored before.</summary>
    public static string Said(PropertyValues before) => Said(
        before.GetValue<string>(nameof(Comment.Name)), before.GetValue<string>(nameof(Comment.Email)), before.GetValue<string?>(nameof(Comment.Website)), before.GetValue<string>(nameof(Comment.Text)));

    /// <summary>Comments with words that begin with all of these; what is shorter than four characters is a whole word.</summary>
    /// <param name="comments">The comments to look among.</param>
    /// <param name="db">Their store.</param>
    /// <param name="words">As typed; all comments where it is blank.</param>
    /// <param name="latest">Whether only the latest <see cref="MostFound"/> of all that match are found.</param>
    public static IQueryable<Comment> Saying(this IQueryable<Comment> comments, NewsroomDb db, string? words, bool latest)
    {
        if (string.IsNullOrWhiteSpace(words))
            return comments;
        var parts = Tokens(words.Length > Question.Longest ? words[..Question.Longest] : words).Distinct().Take(MostWords).Select(w => (Match)new Match.Token(w, Prefix: w.Length >= ShortestBeginning)).ToList();
        return parts.Count == 0 ? comments.Where(_ => false) : comments.Meeting(db, new Match.All(parts), latest);
    }

    /// <summary>Comments that were held for a reason.</summary>
    /// <param name="comments">The comments to look among.</param>
    /// <param name="db">Their store.</param>
    /// <param name="code">The word for machines of a <see cref="Remark"/>.</param>
    /// <param name="latest">Whether only the latest <see cref="MostFound"/> of all that match are found.</param>
    public static IQueryable<Comment> HeldFor(this IQueryable<Comment> comments, NewsroomDb db, string code, bool latest) =>
        comments.Meeting(db, new Match.Token(Reason(code)), latest);

    /// <summary>Comments of senders whose address is of a domain.</summary>
    /// <param name="comments">The comments to look among.</param>
    /// <param name="db">Their store.</param>
    /// <param name="domain">In lower case.</param>
    /// <param name="latest">Whether only the latest <see cref="MostFound"/> of all that match are found.</param>
    public static IQueryable<Comment> FromDomain(this IQueryable<Comment> comments, NewsroomDb db, string domain, bool latest)
    {
        var (tokens, end) = (Tokens(domain), "@" + domain);
        return tokens.Count == 0 ? comments.Where(_ => false) : comments.Meeting(db, new Match.Phrase(tokens), latest).Where(c => c.Email.EndsWith(end));
    }

    /// <summary>Writes what some comments say now into the index. Inside a change, after they were saved.</summary>
    public static async Task Keep(NewsroomDb db, IReadOnlyList<Comment> comments, CancellationToken ct)
    {
        if (comments.Count == 0)
            return;
        var gone = comments.Where(c => c.ErasedAt is not null || db.Entry(c).State == EntityState.Detached).ToList();
        await WordIndex.Of(db).Remove(db, WordTable.CommentWords, [.. gone.Select(c => c.Id)], ct);
        await Put(db, [.. comments.Except(gone)], ct);
    }

    /// <summary>Writes what comments say that were stored past the change tracker.</summary>
    public static Task Put(NewsroomDb db, IReadOnlyList<Comment> comments, CancellationToken ct) =>
        WordIndex.Of(db).Put(db, WordTable.CommentWords, [.. comments.Select(Of)], ct);

    private static IQueryable<Comment> Meeting(this IQueryable<Comment> comments, NewsroomDb db, Match match, bool latest)
    {
        var index = WordIndex.Of(db);
        var found = latest ? index.Highest(db, WordTable.CommentWords, match, MostFound) : index.Find(db, WordTable.CommentWords, match);
        return comments.Where(c => found.Contains(c.Id));
    }

    private static string Said(string name, string email, string? website, string text) => $"{name}\n{email}\n{website}\n{text}";

    private static List<string> Tokens(string text) => [.. WordReader.Read(text, NoLanguage).Select(w => w.Folded)];

    private static string Reason(string code) => ReasonMark + string.Concat(code.Where(char.IsAsciiLetterOrDigit)).ToLowerInvariant();
}
