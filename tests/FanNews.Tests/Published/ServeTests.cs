using System.Net;
using System.Text.RegularExpressions;
using Xunit.Abstractions;

namespace FanNews.Tests.Published;

[Collection(PublishedProgram.Name)]
public sealed partial class ServeTests(PublishedProgram program, ITestOutputHelper log)
{
    [Fact]
    public async Task An_empty_folder_becomes_a_site_that_starts_again_and_stops_when_told()
    {
        var room = program.EmptyRoom();
        await using (var first = await program.Serve(room))
        {
            log.WriteLine($"first start: {first.ToFirstAnswer.TotalMilliseconds:F0} ms");
            Assert.Equal(HttpStatusCode.OK, await Status(first, "/healthz/live"));
            Assert.Equal(0, await first.Stop());
        }

        await using var again = await program.Serve(room);
        log.WriteLine($"second start: {again.ToFirstAnswer.TotalMilliseconds:F0} ms, {again.WorkToFirstAnswer.TotalMilliseconds:F0} ms of work");
        Assert.Equal(HttpStatusCode.OK, await Status(again, "/healthz/live"));
    }

    [Fact]
    public async Task A_killed_site_starts_again_on_the_same_folder()
    {
        var room = program.EmptyRoom();
        for (var i = 0; i < 3; i++)
        {
            await using var site = await program.Serve(room);
            Assert.Equal(HttpStatusCode.OK, await Status(site, "/healthz/ready"));
            await site.Kill();
        }
    }

    [Fact]
    public async Task Told_to_it_fills_an_empty_newsroom_with_the_demo_paper_and_leaves_any_other_alone()
    {
        var room = program.EmptyRoom();
        await using (var first = await program.Serve(room, ["serve", "--demo"]))
        {
            log.WriteLine($"filled: {first.ToFirstAnswer.TotalMilliseconds:F0} ms, {first.WorkToFirstAnswer.TotalMilliseconds:F0} ms of work");
            Assert.Contains("The Ferryman", await first.Client.GetStringAsync(new Uri("/", UriKind.Relative)), StringComparison.Ordinal);
            Assert.DoesNotContain("left it alone", first.Said, StringComparison.Ordinal);
            await first.Stop();
        }

        await using var again = await program.Serve(room, ["--demo"]);
        Assert.Contains("The newsroom is not empty: --demo left it alone.", again.Said, StringComparison.Ordinal);
        await using var plain = await program.Serve(program.EmptyRoom());
        Assert.DoesNotContain("The Ferryman", await plain.Client.GetStringAsync(new Uri("/", UriKind.Relative)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task In_production_the_public_address_is_asked_for()
    {
        var (code, _, errors) = await program.Run(program.EmptyRoom());
        Assert.Equal(1, code);
        Assert.Contains("FANNEWS__SITE__URL", Assert.Single(Lines(errors)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_taken_port_is_said_in_a_sentence()
    {
        await using var site = await program.Serve(program.EmptyRoom());
        var (code, _, errors) = await program.Run(
            program.EmptyRoom(), [("FANNEWS__SITE__URL", "https://news.example")], "--urls", site.Client.BaseAddress!.ToString());
        Assert.Equal(1, code);
        Assert.StartsWith("The site cannot start: ", Assert.Single(Lines(errors)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("FANNEWS__SITE__TIMEZONE", "Mars/Base", "Site:TimeZone")]
    [InlineData("FANNEWS__SITE__URL", "news.example", "Site:Url")]
    [InlineData("FANNEWS__SITE__PROXIES", "the one in the cellar", "Site:Proxies")]
    [InlineData("FANNEWS__LIMITS__ENABLED", "perhaps", "Limits:Enabled")]
    public async Task A_setting_that_cannot_be_used_is_said_at_the_start(string key, string value, string named)
    {
        var (code, _, errors) = await program.Run(
            program.EmptyRoom(), [("FANNEWS__SITE__URL", "https://news.example"), (key, value)], "--urls", "http://127.0.0.1:0");
        Assert.Equal(1, code);
        Assert.Contains(named, Assert.Single(Lines(errors)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/", HttpStatusCode.OK)]
    [InlineData("/admin/sign-in", HttpStatusCode.OK)]
    [InlineData("/no/such/story/", HttpStatusCode.NotFound)]
    public async Task What_a_page_draws_on_is_named_by_its_content_and_kept_for_ever(string path, HttpStatusCode expected)
    {
        await using var site = await program.Serve(program.EmptyRoom());
        using var page = await site.Client.GetAsync(new Uri(path, UriKind.Relative));
        Assert.Equal(expected, page.StatusCode);
        var assets = Asset().Matches(await page.Content.ReadAsStringAsync()).Select(m => m.Groups[1].Value).ToList();
        Assert.Contains(assets, asset => asset.EndsWith(".css", StringComparison.Ordinal));
        foreach (var asset in assets)
        {
            using var answer = await site.Client.GetAsync(new Uri(asset, UriKind.Relative));
            Assert.Equal((asset, HttpStatusCode.OK), (asset, answer.StatusCode));
            Assert.Equal((asset, "max-age=31536000, immutable"), (asset, answer.Headers.CacheControl?.ToString()));
        }
    }

    [GeneratedRegex("<(?:link rel=\"stylesheet\"|script)[^>]* (?:href|src)=\"([^\"]+)\"")]
    private static partial Regex Asset();

    private static async Task<HttpStatusCode> Status(RunningProgram site, string path)
    {
        using var answer = await site.Client.GetAsync(new Uri(path, UriKind.Relative));
        return answer.StatusCode;
    }

    private static string[] Lines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
