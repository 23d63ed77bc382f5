using System.IO.Compression;
using System.Net;
using FanNews.Tests.Storage;
using FanNews.Web.PageCache;
using Microsoft.Extensions.DependencyInjection;

namespace FanNews.Tests.PageCache;

public sealed class KeptPageTests
{
    private const string Film = "Look:\n\nhttps://www.youtube.com/watch?v=aqz-KE-bpKQ\n";

    [Theory, EveryEngine]
    public async Task A_page_is_made_once_and_then_answered_the_same_without_the_store(Engine engine)
    {
        await using var site = await TestSite.Start(engine);
        var story = await site.Publish("Bridge closes", Film, section: "Harbour", tags: ["Ferry"]);
        foreach (var path in (string[])["/", story.Permalink!, "/section/harbour/", "/tag/ferry/", "/2026/", "/privacy/"])
        {
            using var fresh = await site.Client.GetAsync(path);
            var kept = await site.Kept(path);
            using var again = await site.Client.GetAsync(path);
            Assert.Equal(HttpStatusCode.OK, fresh.StatusCode);
            Assert.Equal(await fresh.Content.ReadAsStringAsync(), kept);
            Assert.Equal(fresh.Headers(), again.Headers());
            Assert.Contains("Cache-Control: public, must-revalidate, max-age=0", again.Headers());
            Assert.Contains("Vary: Accept-Encoding", again.Headers());
        }
    }

    [Theory]
    [InlineData("gzip, deflate, br, zstd", "br")]
    [InlineData("gzip", "gzip")]
    [InlineData("gzip;q=1.0, br;q=0.5", "gzip")]
    [InlineData("br;q=0, gzip;q=0.1", "gzip")]
    [InlineData("br;q=0", null)]
    [InlineData("identity", null)]
    [InlineData("x-brand-new;q=;;", null)]
    public async Task It_comes_packed_as_the_reader_likes_with_a_tag_for_each(string accept, string? coding)
    {
        await using var site = await TestSite.Start();
        var path = (await site.Publish("Bridge closes", string.Concat(Enumerable.Repeat("It stands. ", 200)))).Permalink!;
        var plain = await site.Kept(path);
        using var answer = await site.Ask(path, ("Accept-Encoding", accept));
        Assert.Equal(coding, answer.Content.Headers.ContentEncoding.SingleOrDefault());
        Assert.Equal(plain, Unpacked(await answer.Content.ReadAsByteArrayAsync(), coding));
        var tag = answer.Headers.ETag!;
        Assert.False(tag.IsWeak);
        foreach (var known in (string[])[tag.Tag, "W/" + tag.Tag, "\"x\", " + tag.Tag, "*"])
        {
            using var same = await site.Ask(path, ("Accept-Encoding", accept), ("If-None-Match", known));
            Assert.Equal((HttpStatusCode.NotModified, tag), (same.StatusCode, same.Headers.ETag));
            Assert.Empty(await same.Content.ReadAsByteArrayAsync());
            Assert.Contains("Vary: Accept-Encoding", same.Headers());
        }

        using var other = await site.Ask(path, ("Accept-Encoding", coding == "gzip" ? "br" : "gzip"), ("If-None-Match", tag.Tag));
        Assert.Equal(HttpStatusCode.OK, other.StatusCode);
        using var head = new HttpRequestMessage(HttpMethod.Head, path);
        head.Headers.TryAddWithoutValidation("Accept-Encoding", accept);
        using var headed = await site.Client.SendAsync(head);
        Assert.Equal(answer.Headers(), headed.Headers());
        Assert.Empty(await headed.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task A_date_is_only_given_and_believed_when_no_other_version_can_have_it()
    {
        await using var site = await TestSite.Start();
        await site.Publish("Bridge closes");
        using var first = await site.Ask("/");
        Assert.Null(first.Content.Headers.LastModified);
        site.Clock.Advance(TimeSpan.FromSeconds(2));
        using var second = await site.Ask("/");
        var date = second.Content.Headers.LastModified!.Value;
        Assert.Equal(TestNewsroom.Noon, date);
        using var same = await site.Ask("/", ("If-Modified-Since", date.ToString("R")));
        Assert.Equal(HttpStatusCode.NotModified, same.StatusCode);
        await site.Publish("Bridge opens");
        using var changed = await site.Ask("/", ("If-Modified-Since", date.ToString("R")));
        Assert.Equal(HttpStatusCode.OK, changed.StatusCode);
    }

    [Fact]
    public async Task What_no_page_reads_neither_splits_nor_poisons_it()
    {
        await using var site = await TestSite.Start();
        var story = await site.Publish("Bridge closes", slug: "bridge");
        var path = story.Permalink!;
        var tracked = await site.Client.GetStringAsync(path + "?utm_source=leaf&fbclid=1%0A2&x&q=1&token=2");
        var plain = await site.Kept(path);
        Assert.Equal(plain, tracked);
        Assert.DoesNotContain("leaf", plain, StringComparison.Ordinal);
        using (var queries = new QueryCount(site))
        {
            using var hostile = new HttpRequestMessage(HttpMethod.Get, path + "?gclid=7&utm_medium=mail");
            hostile.Headers.Host = "elsewhere.example";
            hostile.Headers.Add("X-Forwarded-Host", "elsewhere.example");
            hostile.Headers.Add("Cookie", "fannews=x; wordpress_logged_in=1");
            using var answer = await site.Client.SendAsync(hostile);
            Assert.Equal(plain, await answer.Content.ReadAsStringAsync());
            Assert.Empty(queries.Sql);
        }

        Assert.Equal(1, site.Services.GetRequiredService<KeptPages>().Count);
    }

    [Fact]
    public async Task A_redirect_is_kept_and_carries_on_what_the_reader_brought()
    {
        await using var site = await TestSite.Start();
        await site.Publish("Bridge closes", slug: "bridge", adjust: a => a.WordPressId = 7);
        foreach (var query in (string[])["?utm_source=a", "?utm_source=b&x", ""])
            Assert.Equal((HttpStatusCode.MovedPermanently, "/2026/11/24/bridge/" + query), await site.Leads("/2026/11/24/Bridge" + query));
        Assert.Equal((HttpStatusCode.MovedPermanently, "/2026/11/24/bridge/"), await site.Leads("/?p=7"));
        Assert.Equal((HttpStatusCode.MovedPermanently, "/2026/11/24/bridge/"), await site.Leads("/?P=7"));
        Assert.Equal(HttpStatusCode.OK, (await site.Leads("/")).Status);
    }

    [Fact]
    public async Task What_is_for_one_reader_or_for_nobody_is_not_kept()
    {
        await using var site = await TestSite.Start();
        var story = await site.Publish("Bridge closes");
        var comment = await site.Comment(story, "Who pays?");
        var pages = site.Services.GetRequiredService<KeptPages>();
        foreach (var path in (string[])[$"{story.Permalink}?replytocom={comment.Id}", story.Permalink + "?reply=1-2.x", "/search?q=bridge", "/nothing/", "/?p=4711", "/section/none/", "/feed/", "/robots.txt", "/admin/sign-in", "/healthz/live", "/css/site.css", "/?page=1&page=2", $"/?before={new string('x', 200)}"])
        {
            using var answer = await site.Client.GetAsync(path);
        }

        using var posted = await site.Client.PostAsync(story.Permalink, new FormUrlEncodedContent([new("comment", "")]));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, posted.StatusCode);
        Assert.Equal(0, pages.Count);
    }

    [Theory]
    [InlineData("/nothing/")]
    [InlineData("/2026/11/30/tomorrow/")]
    [InlineData("/search")]
    [InlineData("/search?q=bridge")]
    [InlineData("/search/suggest?q=br")]
    public async Task What_may_be_another_thing_in_a_minute_is_asked_for_anew_by_every_cache(string path)
    {
        await using var site = await TestSite.Start();
        await site.Publish("Tomorrow", at: TestNewsroom.Noon.AddDays(6), slug: "tomorrow");
        using var answer = await site.Client.GetAsync(path);
        Assert.Equal(path.StartsWith("/search", StringComparison.Ordinal) ? HttpStatusCode.OK : HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal("no-cache", answer.Headers.CacheControl?.ToString());
    }

    [Fact]
    public async Task A_story_that_was_killed_is_told_from_memory_too()
    {
        await using var site = await TestSite.Start();
        var story = await site.Publish("Bridge closes", at: TestNewsroom.Noon.AddHours(-1), adjust: a => Assert.Null(a.Kill(TestNewsroom.Noon, "Wrong.")));
        using var first = await site.Client.GetAsync(story.Permalink);
        using var queries = new QueryCount(site);
        using var second = await site.Client.GetAsync(story.Permalink);
        Assert.Equal((HttpStatusCode.Gone, HttpStatusCode.Gone), (first.StatusCode, second.StatusCode));
        Assert.Equal(await first.Content.ReadAsStringAsync(), await second.Content.ReadAsStringAsync());
        Assert.Empty(queries.Sql);
    }

    [Fact]
    public async Task Without_memory_pages_are_the_same_and_made_each_time()
    {
        await using var site = await TestSite.Start(settings: ("Cache:Megabytes", "0"));
        var story = await site.Publish("Bridge closes");
        using var first = await site.Client.GetAsync(story.Permalink);
        using var queries = new QueryCount(site);
        using var second = await site.Client.GetAsync(story.Permalink);
        Assert.NotEmpty(queries.Sql);
        Assert.Equal(first.Headers(), second.Headers());
        Assert.NotNull(second.Headers.ETag);
        await Assert.ThrowsAsync<FanNews.Storage.StoreTrouble>(() => TestSite.Start(settings: ("Cache:Megabytes", "much")));
    }

    [Fact]
    public void Memory_is_bounded_and_what_is_read_stays()
    {
        var shelf = new Shelf(1 << 20);
        var body = new byte[10_000];
        shelf.Put("front", new KeptPage(200, [], body));
        for (var i = 0; i < 5_000; i++)
        {
            shelf.Find("front")!.UsedAt = long.MaxValue;
            shelf.Put($"/{i}/", new KeptPage(200, [], body));
            Assert.InRange(shelf.Weight, 0, 1 << 20);
        }

        Assert.NotNull(shelf.Find("front"));
        Assert.InRange(shelf.Count, 60, 110);
        shelf.Put("huge", new KeptPage(200, [], new byte[1 << 19]));
        Assert.Null(shelf.Find("huge"));
    }

    private static string Unpacked(byte[] bytes, string? coding)
    {
        using var source = new MemoryStream(bytes);
        using Stream stream = coding switch { "br" => new BrotliStream(source, CompressionMode.Decompress), "gzip" => new GZipStream(source, CompressionMode.Decompress), _ => source };
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
