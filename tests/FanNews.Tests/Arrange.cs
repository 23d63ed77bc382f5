using FanNews.Articles;
using FanNews.Comments;
using FanNews.Sections;
using FanNews.Storage;
using Microsoft.EntityFrameworkCore;

namespace FanNews.Tests;

/// <summary>Arranges a newsroom in its own words.</summary>
public static class Arrange
{
    /// <summary>A story that readers see from <paramref name="at"/> on (now, if not given). Its path is /slug/.</summary>
    public static Task<long> Publish(
        this NewsroomStore store, string headline, string body = "Nothing more is known.", string? section = null, DateTimeOffset? at = null,
        ArticleKind kind = ArticleKind.Story, Action<Article>? with = null, params string[] tags) =>
        store.Change(Actor.Program, async change =>
        {
            var article = await Make(change, headline, kind, section, tags);
            var text = article.Revise(new ArticleText { Headline = headline, Body = body }, change.Now, by: null);
            Assert.Null(article.Publish(text, at ?? change.Now, $"/{article.Slug}/"));
            with?.Invoke(article);
            return await Keep(change, article, "published");
        });

    /// <summary>A story that only the desk sees.</summary>
    public static Task<long> Draft(this NewsroomStore store, string headline, string body = "Not yet.") =>
        store.Change(Actor.Program, async change =>
        {
            var article = await Make(change, headline, ArticleKind.Story, null, []);
            article.Revise(new ArticleText { Headline = headline, Body = body }, change.Now, by: null);
            return await Keep(change, article, "drafted");
        });

    /// <summary>A comment that stands where the test wants it.</summary>
    public static Task<long> Comment(
        this NewsroomStore store, long article, string text, CommentStatus status = CommentStatus.Approved, long? parent = null,
        string name = "Margit Soll", string email = "margit@example.org", DateTimeOffset? at = null) =>
        store.Change(Actor.Reader, async change =>
        {
            var comment = new Comment { ArticleId = article, Name = name, Email = email, Text = text, ParentId = parent, CreatedAt = at ?? change.Now };
            comment.Decide(status, change.Now, by: null);
            change.Db.Comments.Add(comment);
            await change.Db.SaveChangesAsync();
            change.Record("posted", $"comment:{comment.Id}");
            return comment.Id;
        });

    private static async Task<Article> Make(Change change, string headline, ArticleKind kind, string? section, string[] tags)
    {
        var article = new Article { Slug = Slug.From(headline), Kind = kind, CreatedAt = change.Now };
        if (section is not null)
        {
            var slug = Slug.From(section);
            article.Section = await change.Db.Sections.SingleOrDefaultAsync(s => s.Slug == slug) ?? new Section { Slug = slug, Name = section };
        }

        foreach (var tag in tags)
        {
            var slug = Slug.From(tag);
            article.Tags.Add(await change.Db.Tags.SingleOrDefaultAsync(t => t.Slug == slug) ?? new Tag { Slug = slug, Name = tag });
        }

        return article;
    }

    private static async Task<long> Keep(Change change, Article article, string verb)
    {
        change.Db.Articles.Add(article);
        await change.Db.SaveChangesAsync();
        change.Record(verb, $"article:{article.Id}");
        return article.Id;
    }
}
