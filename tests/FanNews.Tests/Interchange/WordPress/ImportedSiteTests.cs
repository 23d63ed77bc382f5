using System.Net;
using FanNews.Interchange.WordPress;
using FanNews.Settings;
using FanNews.Tests.Storage;

namespace FanNews.Tests.Interchange.WordPress;

/// <summary>What readers of an imported site meet at its old addresses.</summary>
public sealed class ImportedSiteTests
{
    [Theory, EveryEngine]
    public async Task Old_addresses_lead_to_their_stories(Engine engine)
    {
        await using var site = await TestSite.Start(engine);
        await Import(site, Fixture.EveryRule);
        var page = await site.Client.GetStringAsync("/2026/11/The-Gap/");
        Assert.Contains("Bridge &amp; ferry: the gap", page, StringComparison.Ordinal);
        Assert.Contains("SALTBY, Kent", page, StringComparison.Ordinal);
        Assert.DoesNotContain("INTERNAL", page, StringComparison.Ordinal);
        foreach (var old in new[] { "/2026/11/the-hole/", "/?p=100" })
        {
            var moved = await site.Client.GetAsync(old);
            Assert.Equal((HttpStatusCode.MovedPermanently, "/2026/11/The-Gap/"), (moved.StatusCode, new Uri(site.Address, moved.Headers.Location!).AbsolutePath));
        }
        Assert.Equal(HttpStatusCode.NotFound, (await site.Client.GetAsync("/2026/11/secret/")).StatusCode);
    }

    [SharedDataFact("wxr/wordpress-theme-test-data")]
    public async Task Every_public_post_and_page_of_the_theme_test_data_answers_at_its_old_address()
    {
        await using var site = await TestSite.Start();
        var file = Shared.Path("wxr", "wordpress-theme-test-data", "themeunittestdata.wordpress.xml");
        await Import(site, file);
        List<string> wrong = [];
        foreach (var item in WxrReader.Read(file).OfType<WxrItem>().Where(item => item.Type is "post" or "page" && item.Status == "publish" && item.Password.Length == 0))
        {
            var answer = await site.Client.GetAsync("/" + new Uri(item.Link).AbsolutePath.TrimStart('/'));
            if (answer.StatusCode != HttpStatusCode.OK) wrong.Add($"{(int)answer.StatusCode} {item.Link}");
        }
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    private static Task<ImportSummary> Import(TestSite site, string file) =>
        new WordPressImport(site.Store, new Site(), site.Clock, new ImportOptions()).Run([file], _ => { }, default);
}
