using FanNews.Articles;
using FanNews.Comments;
using FanNews.People;
using FanNews.Sections;
using FanNews.Settings;
using FanNews.Storage;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Time.Testing;

namespace FanNews.Tests;

/// <summary>A newsroom that a test arranges in a few words and whose clock it moves.</summary>
public abstract class TestNewsroom
{
    /// <summary>A password that is long enough, for everybody in tests.</summary>
    public const string Password = "correct horse battery";

    /// <summary>Noon on a day that tests may rely on.</summary>
    public static DateTimeOffset Noon { get; } = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);

    /// <summary>The clock of the newsroom; it stands at <see cref="Noon"/> until moved.</summary>
    public FakeTimeProvider Clock { get; } = new(Noon);

    public abstract NewsroomStore Store { get; }

    /// <summary>Publishes an article, by default now and at the default permalink. Section, tags, authors and source are made where they are missing.</summary>
    public Task<Article> Publish(
        string headline, string body = "It stands.", string? section = null, DateTimeOffset? at = null, string? dek = null, string? dateline = null,
        string? excerpt = null, string[]? tags = null, string[]? authors = null, string? source = null, string? slug = null, string? path = null,
        ArticleKind kind = ArticleKind.Story, Action<Article>? adjust = null) =>
        Store.Change(Actor.Program, async change =>
        {
            var text = new ArticleText { Headline = headline, Body = body, Dek = dek, Dateline = dateline, Excerpt = excerpt };
            var article = await Write(change, text, section, tags, authors, source, slug, kind);
            var when = at ?? change.Now;
            Assert.Null(article.Publish(article.Revisions[0], when, path ?? Permalink.For(Permalink.DefaultPattern, article.Slug, when, TimeZoneInfo.Utc)));
            adjust?.Invoke(article);
            await change.Db.SaveChangesAsync();
            change.Record("published", $"article:{article.Id}");
            return article;
        });

    /// <summary>Writes an article that no reader may see.</summary>
    public Task<Article> Draft(string headline, string body = "It will stand.", string? section = null, string[]? tags = null, ArticleKind kind = ArticleKind.Story) =>
        Store.Change(Actor.Program, async change =>
        {
            var article = await Write(change, new ArticleText { Headline = headline, Body = body }, section, tags, authors: null, source: null, slug: null, kind);
            await change.Db.SaveChangesAsync();
            change.Record("created", $"article:{article.Id}");
            return article;
        });

    /// <summary>Puts a comment under an article, by default one that a moderator let out.</summary>
    public Task<Comment> Comment(
        Article article, string text, CommentStatus status = CommentStatus.Approved, string name = "Ada Quill", string email = "ada@example.org",
        Comment? parent = null, string? website = null, DateTimeOffset? at = null) =>
        Store.Change(Actor.Reader, async change =>
        {
            var comment = new Comment { ArticleId = article.Id, ParentId = parent?.Id, Name = name, Email = email, Website = website, Text = text, CreatedAt = at ?? change.Now };
            comment.Decide(status, at ?? change.Now, by: null);
            change.Db.Comments.Add(comment);
            await change.Db.SaveChangesAsync();
            change.Record("commented", $"comment:{comment.Id}");
            return comment;
        });

    /// <summary>Gives somebody an account with <see cref="Password"/>.</summary>
    public Task<Person> Person(Role role, string? email = null, string? name = null) =>
        Store.Change(Actor.Program, async change =>
        {
            email ??= $"{role.ToString().ToLowerInvariant()}@example.org";
            var person = new Person
            {
                Name = name ?? role.ToString(),
                Role = role,
                Email = email,
                NormalizedEmail = email.ToUpperInvariant(),
                UserName = email,
                NormalizedUserName = email.ToUpperInvariant(),
                EmailConfirmed = true,
                LockoutEnabled = true,
                SecurityStamp = Guid.NewGuid().ToString("N"),
                CreatedAt = change.Now,
            };
            person.PasswordHash = new PasswordHasher<Person>().HashPassword(person, Password);
            change.Db.People.Add(person);
            await change.Db.SaveChangesAsync();
            change.Record("added", $"person:{person.Id}");
            return person;
        });

    /// <summary>Its sessions.</summary>
    /// <param name="settings">What is set from outside.</param>
    public Sessions Sessions(params (string Key, string? Value)[] settings) =>
        new(Store, new SecondFactorRule(new ConfigurationBuilder().AddInMemoryCollection(settings.Select(s => KeyValuePair.Create("FanNews:" + s.Key, s.Value))).Build()), Clock);

    /// <summary>Stores a choice of the newsroom, such as <c>Site:Name</c>.</summary>
    public Task Choose(string key, string value) =>
        Store.Change(Actor.Program, async change =>
        {
            var setting = await change.Db.Settings.FindAsync(key);
            if (setting is null)
                change.Db.Settings.Add(new Setting { Key = key, Value = value });
            else
                setting.Value = value;
            change.Record("set", "setting:" + key);
        });

    private static async Task<Article> Write(
        Change change, ArticleText text, string? section, string[]? tags, string[]? authors, string? source, string? slug, ArticleKind kind)
    {
        var db = change.Db;
        var article = new Article { Kind = kind, Slug = slug ?? Slug.From(text.Headline), CreatedAt = change.Now };
        article.Revise(text, change.Now, by: null);
        if (section is not null)
            article.Section = await db.Sections.FirstOrDefaultAsync(s => s.Slug == Slug.From(section)) ?? new Section { Slug = Slug.From(section), Name = section };
        if (source is not null)
            article.Source = await db.Sources.FirstOrDefaultAsync(s => s.Slug == Slug.From(source)) ?? new Source { Slug = Slug.From(source), Name = source };
        foreach (var tag in tags ?? [])
            article.Tags.Add(await db.Tags.FirstOrDefaultAsync(t => t.Slug == Slug.From(tag)) ?? new Tag { Slug = Slug.From(tag), Name = tag });
        foreach (var name in authors ?? [])
        {
            var author = await db.Authors.FirstOrDefaultAsync(a => a.Slug == Slug.From(name)) ?? new Author { Slug = Slug.From(name), Name = name };
            article.Bylines.Add(new Byline { Place = article.Bylines.Count, Author = author });
        }

        db.Articles.Add(article);
        return article;
    }
}
