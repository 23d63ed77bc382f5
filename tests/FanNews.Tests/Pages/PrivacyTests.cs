using System.Net;
using FanNews.Articles;

namespace FanNews.Tests.Pages;

public sealed class PrivacyTests
{
    [Fact]
    public async Task The_form_leads_to_a_privacy_page_even_where_the_newsroom_has_written_none()
    {
        await using var site = await TestSite.Start();
        var story = await site.Publish("Bridge closes");
        Assert.Contains("href=\"/privacy/\"", await site.Client.GetStringAsync(story.Permalink), StringComparison.Ordinal);
        Assert.Contains("We do not keep your network address", await site.Client.GetStringAsync("/privacy/"), StringComparison.Ordinal);
        using var moved = await site.Client.GetAsync("/Privacy");
        Assert.Equal((HttpStatusCode.MovedPermanently, "/privacy/"), (moved.StatusCode, moved.Headers.Location?.ToString()));
    }

    [Fact]
    public async Task A_page_of_the_newsroom_takes_its_place()
    {
        await using var site = await TestSite.Start();
        await site.Publish("Our word on privacy", "We keep a kettle.", kind: ArticleKind.Page, path: "/privacy/");
        Assert.Contains("We keep a kettle.", await site.Client.GetStringAsync("/privacy/"), StringComparison.Ordinal);
    }
}
