using System.Globalization;
using FanNews.Articles;
using FanNews.Comments;
using FanNews.People;
using FanNews.Storage;

namespace FanNews.Web.Demo;

/// <summary>
/// What the readers of the demo paper have to say: a file per story. A line that begins with <c>#</c> names the sender, the minutes after
/// publication and, where there is more to say, whom it answers (<c>&gt; Name</c>), where it stands (<c>pending</c>, <c>spam</c>,
/// <c>trash: why</c>) and what the moderator should know (<c>? sentence</c>). The lines after it are the comment.
/// </summary>
internal sealed class DemoComments(Change change, IReadOnlyDictionary<string, Author> staff)
{
    private const string Prefix = "FanNews.Web.Demo.comments.";
    private static readonly string[] Answered = ["\n# "];

    /// <summary>Puts them under their stories.</summary>
    public async Task Add(IReadOnlyDictionary<string, Article> stories, long moderator, CancellationToken ct)
    {
        foreach (var name in DemoStory.Names(Prefix))
        {
            var story = stories[name[Prefix.Length..^".txt".Length]];
            var said = new Dictionary<string, Comment>(StringComparer.Ordinal);
            foreach (var text in ("\n" + DemoStory.Text(name)).Split(Answered, StringSplitOptions.RemoveEmptyEntries))
            {
                var comment = Read(text, story, said, moderator);
                said[comment.Name] = comment;
                change.Db.Comments.Add(comment);
            }
        }

        await change.Db.SaveChangesAsync(ct);
    }

    private Comment Read(string written, Article story, Dictionary<string, Comment> said, long moderator)
    {
        var end = written.IndexOf('\n', StringComparison.Ordinal);
        var head = written[..end].Split(" | ");
        string? After(string mark) => head.FirstOrDefault(h => h.StartsWith(mark, StringComparison.Ordinal))?[mark.Length..];

        var author = staff.GetValueOrDefault(head[0]);
        var comment = new Comment
        {
            ArticleId = story.Id,
            Parent = After("> ") is { } parent ? said[parent] : null,
            Name = head[0],
            Email = author is null ? Slug.From(head[0]) + "@reader.example" : author.Slug + "@ferryman.example",
            Text = written[(end + 1)..].Trim(),
            CreatedAt = story.PublishAt!.Value.AddMinutes(int.Parse(head[1], CultureInfo.InvariantCulture)),
            PersonId = author?.PersonId,
            Remarks = After("? ") is { } sentence ? [new Remark(sentence.StartsWith("A field", StringComparison.Ordinal) ? "honeypot" : "links", sentence)] : [],
        };
        var why = After("trash: ");
        var status = why is not null ? CommentStatus.Trash : head.Contains("spam") ? CommentStatus.Spam : head.Contains("pending") ? CommentStatus.Pending : CommentStatus.Approved;
        comment.Decide(status, comment.CreatedAt.AddMinutes(1), moderator, why);
        return comment;
    }
}
