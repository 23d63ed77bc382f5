using System.Net;
using System.Text.Json;
using FanNews.Tests.Storage;

namespace FanNews.Tests.Pages;

/// <summary>What the search page answers to whatever somebody types.</summary>
public sealed class SearchTests
{
    private static readonly string[] Odd =
    [
        "\"", "\"\"", "\"bridge", "bridge\"", "\"bridge \"quay\" x", "'", "''", "“bridge", "«",
        "\0", "bridge\0quay", "\u0001\u001f", "\u200b", "\ufffd", "\ud83c\udf09", "\t\n ",
        "-", "--", "-bridge", "- -", "*", "**", "bridge*", "*bridge", "+", "|", "&", "!", "^", "~", ":", "()", "(bridge", "bridge)", "{a b}", "[", "\\", "\\\\", "%", "_", ";", "<>", "$1",
        "AND", "OR", "NOT", "NEAR", "NEAR(bridge quay, 2)", "bridge AND", "OR bridge", "headline:bridge", "a:* & !b", "bridge <-> quay", "'; DROP TABLE \"Articles\"; --", "rowid:1",
        "мост закрыт", "橋が閉まる", "다리", "الجسر مغلق", "גשר", "γέφυρα", "पुल", "สะพาน", "Brücke", "İstanbul ığdır", "ﬁre", "é\u0301\u0301\u0301", "ａｂｃ",
        new('a', 1_000), new('"', 1_001), new('-', 1_000), string.Concat(Enumerable.Repeat("a ", 5_000)), string.Concat(Enumerable.Repeat("\"a\" ", 2_500)), string.Concat(Enumerable.Repeat("橋", 10_000)),
    ];

    [Theory, EveryEngine]
    public async Task Whatever_is_typed_gets_stories_or_a_sentence(Engine engine)
    {
        await using var site = await TestSite.Start(engine);
        await site.Publish("Bridge closes", "The quay is shut. A mast, a rope and 橋 stand.", dek: "мост закрыт");
        foreach (var typed in Odd)
        {
            var page = await site.Read("/search?q=" + Uri.EscapeDataString(typed));
            var said = page.QuerySelector("main .way, main .found")?.TextContent.Trim();
            Assert.False(string.IsNullOrEmpty(said), typed);
            Assert.DoesNotContain("Error", page.Title!, StringComparison.Ordinal);
            using var suggested = await site.Client.GetAsync("/search/suggest?q=" + Uri.EscapeDataString(typed));
            Assert.Equal((typed, HttpStatusCode.OK), (typed, suggested.StatusCode));
            Assert.Equal(JsonValueKind.Array, JsonDocument.Parse(await suggested.Content.ReadAsStringAsync()).RootElement.ValueKind);
        }
    }

    [Fact]
    public async Task What_was_found_goes_on_with_next_and_previous_and_says_what_is_true_of_filters()
    {
        await using var site = await TestSite.Start();
        for (var i = 0; i < 25; i++)
            await site.Publish($"Bridge {i}", section: "Harbour", authors: [i % 2 == 0 ? "Ines Halloran" : "Ines Roe"]);
        await site.Publish("Bridge later", at: TestNewsroom.Noon.AddDays(1), authors: ["Ines Unseen", "Oran Unseen"]);
        var first = await site.Read("/search?q=bridge");
        var next = first.QuerySelector("nav.pages a[rel=next]")!;
        Assert.Equal("Next", next.TextContent);
        var second = await site.Read(next.GetAttribute("href")!);
        Assert.Equal("Previous", second.QuerySelector("nav.pages a[rel=prev]")!.TextContent);
        Assert.StartsWith("bridge, page 2 – Search", second.Title, StringComparison.Ordinal);

        async Task<string> Said(string query) => (await site.Read("/search?q=bridge&" + query)).QuerySelector("main .way, main .found")!.TextContent.Trim();
        Assert.Equal("No story in this narrower search says “bridge”. Search the whole paper, or try fewer words.", await Said("to=2026-11-01"));
        Assert.Equal("The first day is after the last.", await Said("from=2026-12-01&to=2026-11-01"));
        Assert.Equal("12 stories.", await Said("author=roe"));
        Assert.Equal("“ines” may be Ines Halloran or Ines Roe. Write the whole name.", await Said("author=ines"));
        Assert.Equal("Nobody called “oran” writes here.", await Said("author=oran"));
        Assert.Equal("There is no word to look for in “🚢”.", (await site.Read("/search?q=🚢")).QuerySelector("main .way")!.TextContent.Trim());
    }

    [Theory]
    [InlineData("/search?q=bridge", true)]
    [InlineData("/nothing/", true)]
    [InlineData("/sitemap-articles-0.xml", true)]
    [InlineData("/robots.txt", false)]
    [InlineData("/admin/sign-in", false)]
    [InlineData("/reply/data", false)]
    public async Task What_is_not_kept_is_packed_unless_it_is_for_one_person(string path, bool packed)
    {
        await using var site = await TestSite.Start();
        await site.Publish("Bridge closes");
        using var plain = await site.Client.GetAsync(path);
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.AcceptEncoding.ParseAdd("br");
        using var answer = await site.Client.SendAsync(request);
        Assert.Equal(packed ? ["br"] : [], answer.Content.Headers.ContentEncoding);
        if (!packed)
            return;
        await using var open = new System.IO.Compression.BrotliStream(await answer.Content.ReadAsStreamAsync(), System.IO.Compression.CompressionMode.Decompress);
        using var text = new StreamReader(open);
        Assert.Equal(await plain.Content.ReadAsStringAsync(), await text.ReadToEndAsync());
    }

    [Theory]
    [InlineData("/search/?q=bridge")]
    [InlineData("/Search?q=bridge")]
    public async Task Other_spellings_of_the_address_lead_to_it(string address)
    {
        await using var site = await TestSite.Start();
        using var answer = await site.Client.GetAsync(address);
        Assert.Equal((HttpStatusCode.MovedPermanently, "/search?q=bridge"), (answer.StatusCode, answer.Headers.Location?.OriginalString));
    }

    [Fact]
    public async Task Bytes_that_are_no_text_and_filters_that_are_no_days_get_a_sentence()
    {
        await using var site = await TestSite.Start();
        await site.Publish("Bridge closes");
        foreach (var query in (string[])["q=%ff%fe", "q=%", "q=%zz", "q=%ED%A0%80", "q=bridge&q=quay", "q=bridge&from=%00", "q=bridge&to=9999-99-99", "q=bridge&section=%22", "q=bridge&author=%00%22", "q", "", "=&=&&"])
        {
            var page = await site.Read("/search?" + query);
            Assert.NotNull(page.QuerySelector("main .way, main .found"));
        }

        using var answer = await site.Client.GetAsync("/search?q=bridge&page=x");
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }
}
