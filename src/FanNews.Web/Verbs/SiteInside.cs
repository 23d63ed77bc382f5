using FanNews.Settings;
using FanNews.Storage;

namespace FanNews.Web.Verbs;

/// <summary>
/// The whole site within a command: it answers on a port of its own on this machine, and does none of the running site's work beside
/// (no mail, no keys of the night), so that both may be up at once.
/// </summary>
internal sealed class SiteInside : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly HttpClient client;

    private SiteInside(WebApplication app, HttpClient client, Site site)
    {
        this.app = app;
        this.client = client;
        Visit = new Visit(client, site);
    }

    /// <summary>Asks it.</summary>
    public Visit Visit { get; }

    /// <summary>Its store.</summary>
    public NewsroomStore Store => app.Services.GetRequiredService<NewsroomStore>();

    /// <summary>Starts it.</summary>
    /// <exception cref="StoreTrouble">The newsroom cannot be used.</exception>
    public static async Task<SiteInside> Open(CancellationToken ct)
    {
        var app = NewsSite.Build(["--urls=http://127.0.0.1:0", "--environment=Production"], builder =>
        {
            foreach (var worker in builder.Services.Where(s => s.ServiceType == typeof(IHostedService) && s.ImplementationType?.Assembly == typeof(SiteInside).Assembly).ToList())
                builder.Services.Remove(worker);
        });
        try
        {
            var addresses = await NewsSite.Open(app, ct: ct);
            var site = await app.Services.GetRequiredService<NewsroomStore>().Read(db => Site.Read(db, app.Configuration, ct), ct);
            var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = new Uri(addresses[0]) };
            return new SiteInside(app, client, site);
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await app.StopAsync();
        await app.DisposeAsync();
    }
}
