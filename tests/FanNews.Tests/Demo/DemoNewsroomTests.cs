using FanNews.Articles;
using FanNews.Comments;
using FanNews.Media;
using FanNews.People;
using FanNews.Sections;
using FanNews.Web.Demo;
using Microsoft.EntityFrameworkCore;

namespace FanNews.Tests.Demo;

public sealed class DemoNewsroomTests(DemoPaper paper) : IClassFixture<DemoPaper>
{
    private readonly TestSite site = paper.Site;

    private DateTimeOffset Now => site.Clock.GetUtcNow();

    [Fact]
    public async Task It_is_a_whole_paper_in_six_parts()
    {
        await site.Store.Read(async db =>
        {
            var stories = await db.VisibleStories(Now).Select(l => new { l.Article.SectionId, l.Article.PublishAt, l.Text.Headline }).ToListAsync();
            Assert.InRange(stories.Count, 40, 99);
            Assert.Equal(stories.Count, stories.Select(s => s.Headline).Distinct().Count());
            Assert.True(Now - stories.Max(s => s.PublishAt) < TimeSpan.FromHours(1), "The front page is alive at any hour.");

            var tree = await SectionTree.Read(db, default);
            Assert.Equal(["Both Banks", "Harbour", "Business", "Opinion", "Culture", "Sport"], tree.Main.Select(s => s.Name));
            Assert.All(tree.Main, main =>
            {
                Assert.True(stories.Count(s => tree.Within(main.Id).Contains(s.SectionId!.Value)) >= 4, main.Name);
                Assert.All(tree.Under(main.Id), under => Assert.True(stories.Count(s => s.SectionId == under.Id) >= 2, under.Name));
            });
            return 0;
        });
    }

    [Fact]
    public async Task Eight_people_with_faces_and_two_agencies_write_it()
    {
        await site.Store.Read(async db =>
        {
            var authors = await db.Authors.Include(a => a.Portrait).ToListAsync();
            Assert.Equal(8, authors.Count);
            foreach (var author in authors)
            {
                Assert.True(await db.VisibleStories(Now).By(db, author.Id).CountAsync() >= 3, author.Name);
                Assert.NotNull(author.PersonId);
                Assert.NotEqual("", author.Biography);
                Assert.StartsWith("A drawn portrait", author.Portrait!.Alt, StringComparison.Ordinal);
            }

            foreach (var agency in (string[])["Estuary Wire", "Inland Press Association"])
            {
                var source = await db.Sources.SingleAsync(s => s.Name == agency);
                Assert.True(await db.VisibleStories(Now).From(source.Id).CountAsync() >= 2, agency);
            }

            return 0;
        });
    }

    [Fact]
    public async Task The_desk_has_a_story_in_every_state()
    {
        var list = await site.Store.Read(db => DeskList.Read(db, new DeskQuestion(DeskTab.All), new StoryRights(0, Role.Administrator), Now));
        Assert.All(Enum.GetValues<DeskTab>().Except([DeskTab.Mine, DeskTab.Trash]), tab => Assert.True(list.Counts[tab] >= 1, tab.ToString()));
        Assert.Contains(list.Rows, row => row.EmbargoUntil > Now);
        Assert.Contains(list.Rows, row => row.State == DeskState.Published && row.NotLive > 0);
        Assert.Contains(list.Rows, row => row.Headline.Length == 0);
        Assert.All(list.Rows.Where(row => row.State == DeskState.Killed), row => Assert.NotNull(row.KillReason));

        await site.Store.Read(async db =>
        {
            Assert.True(await db.Articles.AnyAsync(a => a.State == ArticleState.Draft && a.Permalink != null), "One was unpublished.");
            return 0;
        });
    }

    [Fact]
    public async Task The_series_has_four_parts_and_one_to_come()
    {
        await site.Store.Read(async db =>
        {
            var parts = await db.Articles.Where(a => a.Series!.Slug == "the-night-boat").OrderBy(a => a.PublishAt).Select(a => new { a.SeriesPart, Out = a.PublishAt <= Now }).ToListAsync();
            Assert.Equal([(1, true), (2, true), (3, true), (4, true), (5, false)], parts.Select(p => (p.SeriesPart!.Value, p.Out)));
            return 0;
        });
    }

    [Fact]
    public async Task Readers_comment_and_are_answered_held_and_refused()
    {
        await site.Store.Read(async db =>
        {
            var comments = await db.Comments.Include(c => c.Article).Include(c => c.Decisions).ToListAsync();
            Assert.All(Enum.GetValues<CommentStatus>(), status => Assert.True(comments.Where(c => c.Status == status).Select(c => c.ArticleId).Distinct().Count() >= 2, status.ToString()));
            Assert.Contains(comments.GroupBy(c => c.ArticleId), thread => thread.Count(c => c.Status == CommentStatus.Approved) >= 40);
            Assert.Contains(comments, c => c.Parent?.Parent is not null);
            Assert.Contains(comments, c => c.PersonId is not null && c.Parent is not null);
            Assert.All(comments, c => Assert.InRange(c.CreatedAt, c.Article.PublishAt!.Value, Now));
            Assert.All(comments.Where(c => c.Parent is not null), c => Assert.InRange(c.CreatedAt, c.Parent!.CreatedAt, Now));
            Assert.All(comments.Where(c => c.Parent is not null), c => Assert.Equal(c.ArticleId, c.Parent!.ArticleId));
            Assert.All(comments.Where(c => c.Status != CommentStatus.Pending), c => Assert.Single(c.Decisions));
            return 0;
        });
    }

    [Fact]
    public async Task Every_picture_says_what_it_shows_and_who_drew_it_and_has_its_drawing()
    {
        await site.Store.Read(async db =>
        {
            var pictures = await db.Pictures.ToListAsync();
            var drawings = Directory.GetFiles(Checkout.Path("src", "FanNews.Web", "Demo", "drawings"), "*.svg").Select(f => $"/media/{Path.GetFileNameWithoutExtension(f)}.jpg");
            Assert.Equal(drawings.Order(StringComparer.Ordinal), pictures.Select(p => p.Address).Order(StringComparer.Ordinal));
            Assert.All(pictures, p => Assert.True(p is { Alt.Length: > 0, Caption.Length: > 0, Credit.Length: > 0, File.Length: 16, Width: > 0 }, p.Address));
            return 0;
        });
    }

    [Fact]
    public async Task It_comes_only_into_an_empty_newsroom()
    {
        await using var other = await TestSite.Start();
        await other.Draft("Somebody works here");
        Assert.False(await DemoNewsroom.Fill(other.Store));
        Assert.Equal(1, await other.Store.Read(db => db.Articles.CountAsync()));
        Assert.False(await DemoNewsroom.Fill(site.Store));
    }
}
