using System.Net;
using FanNews.Articles;
using FanNews.Onward;
using FanNews.Web.PageCache;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace FanNews.Tests.PageCache;

/// <summary>Who counts as a reader of a story, and when the count is stored.</summary>
public sealed class StoryViewTests
{
    private const string Browser = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";

    [Theory]
    [InlineData(Browser, true)]
    [InlineData("Mozilla/5.0 (Linux; Android 9; CUBOT_X19) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36", true)]
    [InlineData("Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1", true)]
    [InlineData("Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)", false)]
    [InlineData("Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; GPTBot/1.2; +https://openai.com/gptbot)", false)]
    [InlineData("Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/140.0.0.0 Safari/537.36", false)]
    [InlineData("facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)", false)]
    [InlineData("curl/8.5.0", false)]
    [InlineData("python-requests/2.32", false)]
    [InlineData("Mozilla/5.0 (compatible; UptimeMonitor)", false)]
    [InlineData("", false)]
    public void Robots_are_no_readers(string name, bool reader) =>
        Assert.Equal(reader, StoryViews.IsReader(new Microsoft.AspNetCore.Http.HeaderDictionary { ["User-Agent"] = name }));

    [Fact]
    public async Task A_story_that_is_opened_counts_kept_or_not()
    {
        await using var site = await TestSite.Start();
        var story = await site.Publish("Bridge closes", section: "Harbour");
        var page = await site.Publish("About us", kind: ArticleKind.Page, path: "/about/");
        var views = site.Services.GetRequiredService<StoryViews>();
        using var first = await site.Ask(story.Permalink!, ("User-Agent", Browser));
        await site.Kept(story.Permalink!);
        using var kept = await site.Ask(story.Permalink! + "?utm_source=x", ("User-Agent", Browser));
        using var known = await site.Ask(story.Permalink!, ("User-Agent", Browser), ("If-None-Match", kept.Headers.ETag!.Tag));
        Assert.Equal(HttpStatusCode.NotModified, known.StatusCode);
        Assert.Equal([(story.Id, 3)], views.Take());

        using var robot = await site.Ask(story.Permalink!, ("User-Agent", "Googlebot/2.1"));
        foreach (var (name, value) in ((string, string)[])[("Sec-Purpose", "prefetch;prerender"), ("Purpose", "prefetch"), ("X-Moz", "prefetch")])
            (await site.Ask(story.Permalink!, ("User-Agent", Browser), (name, value))).Dispose();
        foreach (var path in (string[])[page.Permalink!, "/", "/section/harbour/", "/2026/11/24/bridge-closes", "/2026/11/24/nothing/", "/feed/"])
            (await site.Ask(path, ("User-Agent", Browser))).Dispose();
        using var head = new HttpRequestMessage(HttpMethod.Head, story.Permalink) { Headers = { { "User-Agent", Browser } } };
        (await site.Client.SendAsync(head)).Dispose();
        Assert.Empty(views.Take());
    }

    [Fact]
    public async Task Counts_are_stored_when_the_program_ends()
    {
        await using var site = await TestSite.Start();
        var story = await site.Publish("Bridge closes");
        for (var i = 0; i < 3; i++)
            (await site.Ask(story.Permalink!, ("User-Agent", Browser))).Dispose();
        Assert.Empty(await Stored(site));
        var rounds = site.Services.GetServices<IHostedService>().OfType<ViewRounds>().Single();
        await rounds.StopAsync(CancellationToken.None);
        Assert.Equal([(TestNewsroom.Noon, story.Id, 3)], await Stored(site));
    }

    [Fact]
    public async Task Counts_are_stored_after_half_a_minute_and_ranked()
    {
        await using var site = await TestSite.Start();
        var stories = new List<Article>();
        for (var i = 0; i < 3; i++)
            stories.Add(await site.Publish($"Story {i}"));
        foreach (var story in stories)
            (await site.Ask(story.Permalink!, ("User-Agent", Browser))).Dispose();
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(4));
        while ((await site.Store.Read(db => MostRead.Read(db, site.Clock.Now()))).Count < 3)
        {
            // The first advances may come before the round waits for any.
            if ((await Stored(site)).Count == 0)
                site.Clock.Advance(ViewRounds.Batch);
            patience.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }

        Assert.Equal(3, (await Stored(site)).Count);
    }

    private static Task<List<(DateTimeOffset, long, int)>> Stored(TestSite site) => site.Store.Read(async db =>
        (await db.StoryHours.AsNoTracking().ToListAsync()).ConvertAll(h => (h.Hour, h.ArticleId, h.Views)));
}
