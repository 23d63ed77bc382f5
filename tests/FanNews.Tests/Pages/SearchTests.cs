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
