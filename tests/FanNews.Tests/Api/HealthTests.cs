using System.Net;
using System.Text.Json;
using FanNews.Tests.Storage;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;

namespace FanNews.Tests.Api;

public sealed class HealthTests
{
    [Theory, EveryEngine]
    public async Task A_site_with_its_store_is_live_and_ready(Engine engine)
    {
        await using var site = await TestSite.Start(engine);
        Assert.Equal((HttpStatusCode.OK, "live"), await Ask(site.Client, "/healthz/live"));
        Assert.Equal((HttpStatusCode.OK, "ready"), await Ask(site.Client, "/healthz/ready"));
    }

    [Fact]
    public async Task A_site_whose_store_is_gone_is_live_and_not_ready()
    {
        await using var site = await TestSite.Start();
        // Who holds the log open while it is overwritten would fall with it.
        site.Store.LetGo();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        await File.WriteAllBytesAsync(site.Store.Options.SqliteFile, [.. Enumerable.Range(0, 8192).Select(i => (byte)(i * 7))]);
        Assert.Equal((HttpStatusCode.OK, "live"), await Ask(site.Client, "/healthz/live"));
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "unready"), await Ask(site.Client, "/healthz/ready"));
    }

    [Fact]
    public async Task The_entry_point_serves_under_a_test_server_too()
    {
        using var newsroom = await TestStore.Create(Engine.Sqlite);
        await using var program = new WebApplicationFactory<Program>().WithWebHostBuilder(web => web
            .UseEnvironment("Production")
            .UseSetting("FanNews:Data", newsroom.Options.DataFolder)
            .UseSetting("FanNews:Site:Url", "https://news.example"));
        Assert.Equal((HttpStatusCode.OK, "ready"), await Ask(program.CreateClient(), "/healthz/ready"));
    }

    private static async Task<(HttpStatusCode Status, string? Word)> Ask(HttpClient client, string path)
    {
        using var answer = await client.GetAsync(new Uri(path, UriKind.Relative));
        Assert.True(answer.Headers.CacheControl?.NoStore);
        using var body = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        return (answer.StatusCode, body.RootElement.GetProperty("status").GetString());
    }
}
