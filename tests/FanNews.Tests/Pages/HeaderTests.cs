using System.Net;
using FanNews.Web;

namespace FanNews.Tests.Pages;

public sealed class HeaderTests
{
    [Fact]
    public async Task Every_page_carries_the_headers_and_no_cookie()
    {
        await using var site = await TestSite.Start();
        await site.Publish("Bridge", section: "Harbour", slug: "bridge");
        foreach (var path in (string[])["/", "/2026/11/24/bridge/", "/section/harbour/", "/search", "/search?q=x", "/nothing/", "/feed/", "/robots.txt", "/-trouble"])
        {
            using var answer = await site.Client.GetAsync(path);
            Assert.False(answer.Headers.Contains("Set-Cookie"), path);
            Assert.Equal([SecurityHeaders.Policy], answer.Headers.GetValues("Content-Security-Policy"));
            Assert.Equal(["nosniff"], answer.Headers.GetValues("X-Content-Type-Options"));
            Assert.Equal(["strict-origin-when-cross-origin"], answer.Headers.GetValues("Referrer-Policy"));
            Assert.Equal(["same-origin"], answer.Headers.GetValues("Cross-Origin-Opener-Policy"));
            Assert.Equal(["camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()"], answer.Headers.GetValues("Permissions-Policy"));
            Assert.False(answer.Headers.Contains("Strict-Transport-Security"));
        }
    }

    [Fact]
    public async Task Over_https_browsers_are_told_to_stay_there()
    {
        await using var site = await TestSite.Start(settings: ("Site:Url", "https://news.example"));
        using var answer = await site.Client.GetAsync("/");
        Assert.Equal(["max-age=31536000; includeSubDomains"], answer.Headers.GetValues("Strict-Transport-Security"));
    }

    [Fact]
    public async Task A_page_with_a_film_may_frame_its_player_and_nothing_else()
    {
        await using var site = await TestSite.Start();
        await site.Publish("Film", "Look:\n\nhttps://www.youtube.com/watch?v=aqz-KE-bpKQ\n", slug: "film");
        using var answer = await site.Client.GetAsync("/2026/11/24/film/");
        var policy = answer.Headers.GetValues("Content-Security-Policy").Single();
        Assert.Contains("frame-src https://www.youtube-nocookie.com;", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("<iframe", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task HEAD_answers_like_GET_without_the_page()
    {
        await using var site = await TestSite.Start();
        await site.Publish("Bridge", slug: "bridge");
        foreach (var path in (string[])["/", "/2026/11/24/bridge/", "/feed/", "/robots.txt", "/nothing/"])
        {
            using var answer = await site.Client.SendAsync(new HttpRequestMessage(HttpMethod.Head, path));
            Assert.Equal(path == "/nothing/" ? HttpStatusCode.NotFound : HttpStatusCode.OK, answer.StatusCode);
            Assert.Empty(await answer.Content.ReadAsByteArrayAsync());
        }
    }

    [Fact]
    public async Task No_page_holds_inline_code_or_style()
    {
        await using var site = await TestSite.Start();
        await site.Publish("Bridge", "Text <b style=\"color:red\" onclick=\"x()\">bold</b>\n\n| a | b |\n|--:|:-:|\n| 1 | 2 |\n", section: "Harbour", slug: "bridge");
        foreach (var path in (string[])["/", "/2026/11/24/bridge/", "/section/harbour/", "/search?q=bridge"])
        {
            var page = await site.Read(path);
            Assert.Empty(page.QuerySelectorAll("style, [style], script:not([src]):not([type='application/ld+json'])"));
            Assert.DoesNotContain(page.All, e => e.Attributes.Any(a => a.Name.StartsWith("on", StringComparison.OrdinalIgnoreCase)));
            var ids = page.All.Select(e => e.Id).Where(id => !string.IsNullOrEmpty(id)).ToList();
            Assert.Equal(ids.Distinct(), ids);
        }
    }
}
