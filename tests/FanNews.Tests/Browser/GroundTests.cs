using Microsoft.Playwright;
using Xunit.Sdk;

namespace FanNews.Tests.Browser;

/// <summary>The checks themselves see what they are there to see.</summary>
[Collection(BrowserGround.Name)]
public sealed class GroundTests(BrowserGround browser)
{
    private const string Sound = """<!doctype html><html lang="en"><title>Bridge</title><main><h1>Bridge</h1><p>It stands.</p></main></html>""";

    [BrowserFact]
    public async Task A_sound_page_passes()
    {
        await using var site = await TestSite.Start();
        await using var visitor = await browser.Visit(site);
        await visitor.Page.SetContentAsync(Sound);
        await visitor.MustBeSound();
    }

    [BrowserTheory]
    [InlineData("<img src='data:,' width=1 height=1>", "image-alt")]
    [InlineData("<p style='color:#aaa;background:#fff'>Faint</p>", "color-contrast")]
    [InlineData("<script>throw new Error('Ouch')</script>", "Ouch")]
    [InlineData("<p style='width:2000px'>Wide</p>", "wider than its window")]
    [InlineData("<img alt='Far away' src='http://elsewhere.example/picture.png' width=1 height=1>", "another host: http://elsewhere.example/")]
    public async Task A_flaw_is_found_and_named(string flaw, string named)
    {
        await using var site = await TestSite.Start();
        await using var visitor = await browser.Visit(site, width: 360);
        await visitor.Page.SetContentAsync(Sound.Replace("</main>", flaw + "</main>", StringComparison.Ordinal), new() { WaitUntil = WaitUntilState.NetworkIdle });
        var found = await Assert.ThrowsAsync<TrueException>(visitor.MustBeSound);
        Assert.Contains(named, found.Message, StringComparison.Ordinal);
    }

    [BrowserTheory]
    [InlineData(true, "run")]
    [InlineData(false, "not run")]
    public async Task Scripts_run_only_where_they_may(bool script, string expected)
    {
        await using var site = await TestSite.Start();
        await using var visitor = await browser.Visit(site, script: script);
        await visitor.Page.SetContentAsync("<p id=it>not run</p><script>it.textContent = 'run'</script>");
        Assert.Equal(expected, await visitor.Page.TextContentAsync("#it"));
    }

    [BrowserFact]
    public async Task The_site_answers_a_browser()
    {
        await using var site = await TestSite.Start();
        await using var visitor = await browser.Visit(site);
        var answer = await visitor.Page.GotoAsync("/healthz/live");
        Assert.Equal(200, answer?.Status);
        Assert.Empty(visitor.Troubles);
    }
}
