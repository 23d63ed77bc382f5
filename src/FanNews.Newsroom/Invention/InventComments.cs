using System.Globalization;
using FanNews.Comments;

namespace FanNews.Invention;

/// <summary>Invents what readers write under one story.</summary>
internal sealed class InventComments(Tongue tongue, Chance chance, int topic)
{
    private const int Readers = 20_000, MostMinutes = 3 * 24 * 60;

    private readonly Prose prose = new(tongue, chance, topic);

    /// <summary>Invents comments, the earliest first. A third of them answer an earlier one.</summary>
    /// <param name="article">Number of the article.</param>
    /// <param name="first">Number of the first comment.</param>
    /// <param name="count">How many.</param>
    /// <param name="from">When the story came out (UTC).</param>
    public IReadOnlyList<Comment> Make(long article, long first, int count, DateTimeOffset from)
    {
        var comments = new List<Comment>(count);
        for (var i = 0; i < count; i++)
        {
            var reader = chance.Below(Readers).ToString(CultureInfo.InvariantCulture);
            var at = from.AddMinutes(1 + (MostMinutes * (long)i / count));
            var comment = new Comment
            {
                Id = first + i,
                ArticleId = article,
                ParentId = i > 0 && chance.InThousand(330) ? first + Math.Max(0, i - 1 - chance.Zipf(i)) : null,
                Name = tongue.AnyName(chance),
                Email = $"reader{reader}@reader.example",
                Text = string.Join("\n\n", Enumerable.Range(0, chance.InThousand(200) ? 2 : 1).Select(_ => prose.Sentences(chance.Between(1, 3)))),
                CreatedAt = at,
            };
            var drawn = chance.Below(1000);
            var status = drawn < 940 ? CommentStatus.Approved : drawn < 970 ? CommentStatus.Pending : drawn < 990 ? CommentStatus.Spam : CommentStatus.Trash;
            comment.Decide(status, at.AddMinutes(10), by: null, batch: chance.Uuid());
            comments.Add(comment);
        }

        return comments;
    }
}
