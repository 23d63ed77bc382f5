using System.Net;
using AngleSharp;
using AngleSharp.Dom;

namespace FanNews.Tests.Pages;

/// <summary>Reading a page as a document.</summary>
internal static class PageReading
{
    /// <summary>The page at the address, which must answer as expected.</summary>
    public static async Task<IDocument> Read(this TestSite site, string path, HttpStatusCode status = HttpStatusCode.OK)
    {
        using var answer = await site.Client.GetAsync(path);
        var html = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == status, $"{path}: {(int)answer.StatusCode}\n{html}");
        return await BrowsingContext.New().OpenAsync(response => response.Content(html).Address(new Uri(site.Address, path).ToString()));
    }
}
