using System.Net;

namespace FanNews.Tests.Pages;

public sealed class TroubleTests
{
    [Fact]
    public async Task A_broken_store_gives_a_page_that_needs_none_and_what_was_typed()
    {
        await using var site = await TestSite.Start(settings: ("Site:Name", "The Ferryman"));
        await site.Publish("Bridge", slug: "bridge");
        await Break(site);
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["comment"] = "Nineteen <years> of carpets.", ["author"] = "Henrike Voss", ["password"] = "secret", ["comment_post_ID"] = "1" });
        using var posted = await site.Client.PostAsync("/wp-comments-post.php", form);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, posted.StatusCode);
        Assert.NotNull(posted.Headers.RetryAfter);
        var html = await posted.Content.ReadAsStringAsync();
        Assert.Contains("Nineteen &lt;years&gt; of carpets.", html, StringComparison.Ordinal);
        Assert.Contains("Henrike Voss", html, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", html, StringComparison.Ordinal);

        var page = await site.Read("/2026/11/24/bridge/", HttpStatusCode.ServiceUnavailable);
        Assert.Equal("The Ferryman", page.QuerySelector(".name")!.TextContent);
    }

    // The file's header is overwritten where it lies, as a failing disk does.
    private static async Task Break(TestSite site)
    {
        site.Store.LetGo();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        foreach (var file in Directory.GetFiles(site.Store.Options.DataFolder, "newsroom.db*"))
            await File.WriteAllBytesAsync(file, [.. Enumerable.Range(0, 8192).Select(i => (byte)(i * 7))]);
    }
}
