using System.IO.Compression;
using System.Text;
using AngleSharp.Dom;
using FanNews.Tests.Pages;

namespace FanNews.Tests.Demo;

/// <summary>What a reader's first page may weigh (docs/performance.md), in bytes and requests, which are the same on every machine.</summary>
public sealed class BudgetTests(DemoPaper demo) : IClassFixture<DemoPaper>
{
    private const int Html = 14 * 1024, Style = 12 * 1024, Script = 4 * 1024, Requests = 6;

    [Theory]
    [InlineData("/")]
    [InlineData("/search?q=ferry")]
    [InlineData("")]
    public async Task A_page_fits_into_its_budget(string address)
    {
        var page = await demo.Site.Read(address.Length > 0 ? address : await AStory());
        var (styles, scripts) = (Addresses(page, "link[rel=stylesheet]", "href"), Addresses(page, "script[src]", "src"));
        var pictures = page.QuerySelectorAll("img:not([loading=lazy])").Length;
        const int theIcon = 1;
        Assert.InRange(1 + styles.Count + scripts.Count + pictures + theIcon, 3, Requests);
        Assert.InRange(await Packed(styles), 1, Style);
        Assert.InRange(await Packed(scripts), 1, Script);
        Assert.All(page.QuerySelectorAll("script[src]"), script => Assert.True(script.HasAttribute("defer")));
        // Room is kept for every picture before it is there.
        Assert.All(page.QuerySelectorAll("img"), picture => Assert.True(picture.HasAttribute("width") && picture.HasAttribute("height"), picture.OuterHtml));
        page.QuerySelector("#comments")?.Remove();
        Assert.InRange(Packed(Encoding.UTF8.GetBytes(page.DocumentElement.OuterHtml)), 1, Html);
    }

    private async Task<string> AStory()
    {
        var front = await demo.Site.Read("/");
        return front.QuerySelectorAll("a[href^='/20']").Select(a => a.GetAttribute("href")!).First(a => !a.Contains('#', StringComparison.Ordinal));
    }

    private static List<string> Addresses(IParentNode page, string selector, string attribute) => [.. page.QuerySelectorAll(selector).Select(e => e.GetAttribute(attribute)!)];

    private async Task<int> Packed(List<string> addresses)
    {
        var all = 0;
        foreach (var address in addresses)
            all += Packed(await demo.Site.Client.GetByteArrayAsync(new Uri(address, UriKind.Relative)));
        return all;
    }

    private static int Packed(byte[] bytes)
    {
        using var target = new MemoryStream();
        using (var gzip = new GZipStream(target, CompressionLevel.Optimal, leaveOpen: true))
            gzip.Write(bytes);
        return (int)target.Length;
    }
}
