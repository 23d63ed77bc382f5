using System.Net.Http.Headers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace FanNews.Bench;

/// <summary>A kept story page against the same bytes from a bare Kestrel delegate, and against the framework's own cache, in turns in one process.</summary>
internal static class KeptPages
{
    private const int Connections = 32;

    public static async Task Measure(Asked asked, Table table)
    {
        await using var site = await BenchSite.Open(asked, asked.Sizes[0]);
        var story = new Uri(site.Address, await Stories.WithComments(site.Store, 20));
        foreach (var coding in (string[])["identity", "gzip", "br"])
        {
            var accept = "Accept-Encoding: " + coding;
            var body = await Fetch(site.Client, story, coding);
            var plain = await Fetch(site.Client, story, "identity");
            await using var bare = await Bare(coding, body);
            await using var cached = await Cached(plain);
            Round? kept = null, same = null, framework = null;
            for (var round = 0; round <= asked.Rounds; round++)
            {
                var (one, two, three) = (await Wrk.Load(Address(bare), Connections, asked.Seconds, accept), await Wrk.Load(story, Connections, asked.Seconds, accept), await Wrk.Load(Address(cached), Connections, asked.Seconds, accept));
                // The first is for the compiler.
                if (round > 0)
                    (same, kept, framework) = (one.Best(same), two.Best(kept), three.Best(framework));
            }

            var size = Table.Text(body.Length / 1024.0, " KB");
            table.AtLeast($"kept story, {coding}, {size}: requests/s against bare Kestrel", kept!.Rate / same!.Rate, 0.9, "", $" ({kept.Rate:#,0} and {same.Rate:#,0})");
            table.AtMost($"kept story, {coding}: CPU a request against bare Kestrel", kept.Cpu / same.Cpu, 1.15, "", $" ({kept.Cpu:F1} and {same.Cpu:F1} µs)");
            table.Note($"OutputCache with ResponseCompression, {coding}: CPU a request against bare Kestrel", Table.Text(framework!.Cpu / same.Cpu, "") + $" ({framework.Cpu:F1} µs, {framework.Rate:#,0} requests/s)");
        }
    }

    private static async Task<byte[]> Fetch(HttpClient client, Uri address, string coding)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.AcceptEncoding.Add(new StringWithQualityHeaderValue(coding));
        using var answer = await client.SendAsync(request);
        return await answer.EnsureSuccessStatusCode().Content.ReadAsByteArrayAsync();
    }

    private static async Task<WebApplication> Bare(string coding, byte[] body)
    {
        var app = Slim(_ => { });
        app.Run(async http =>
        {
            http.Response.ContentType = "text/html; charset=utf-8";
            if (coding != "identity")
                http.Response.Headers.ContentEncoding = coding;
            http.Response.ContentLength = body.Length;
            await http.Response.BodyWriter.WriteAsync(body);
        });
        await app.StartAsync();
        return app;
    }

    private static async Task<WebApplication> Cached(byte[] body)
    {
        var app = Slim(services => services.AddOutputCache().AddResponseCompression());
        app.UseOutputCache();
        app.UseResponseCompression();
        app.MapGet("/", async http =>
        {
            http.Response.ContentType = "text/html; charset=utf-8";
            await http.Response.BodyWriter.WriteAsync(body);
        }).CacheOutput(policy => policy.SetVaryByHeader("Accept-Encoding").Expire(TimeSpan.FromHours(1)));
        await app.StartAsync();
        return app;
    }

    private static WebApplication Slim(Action<IServiceCollection> add)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddRouting();
        add(builder.Services);
        return builder.Build();
    }

    private static Uri Address(WebApplication app) => new(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
}
