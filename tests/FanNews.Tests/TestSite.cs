using FanNews.Storage;
using FanNews.Tests.Storage;
using FanNews.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace FanNews.Tests;

/// <summary>
/// The whole site as readers and editors meet it: a real server on a port of its own, over a fresh newsroom, with a clock that the test moves.
/// Its public address is where it listens.
/// </summary>
public sealed class TestSite : TestNewsroom, IAsyncDisposable
{
    private readonly TestStore ground;
    private readonly WebApplication app;
    private readonly Action<IServiceCollection>? adjust;
    private readonly bool isGuest;

    private TestSite(TestStore ground, (string Key, string Value)[] settings, Action<IServiceCollection>? adjust, bool isGuest = false)
    {
        (this.ground, this.adjust, this.isGuest) = (ground, adjust, isGuest);
        var options = new List<string> { "--urls=http://127.0.0.1:0", "--environment=Production", "--FanNews:Data=" + ground.Options.DataFolder };
        if (ground.Options.IsPostgres)
            options.Add("--FanNews:Database=" + ground.Options.Database);
        options.AddRange(settings.Select(s => $"--FanNews:{s.Key}={s.Value}"));
        app = NewsSite.Build([.. options], builder =>
        {
            builder.Services.AddSingleton<TimeProvider>(Clock);
            adjust?.Invoke(builder.Services);
        });
        Store = app.Services.GetRequiredService<NewsroomStore>();
    }

    /// <inheritdoc />
    public override NewsroomStore Store { get; }

    /// <summary>Where the site answers, with a final slash.</summary>
    public Uri Address { get; private set; } = null!;

    /// <summary>Asks the site: follows no redirect, keeps no cookie.</summary>
    public HttpClient Client { get; private set; } = null!;

    /// <summary>What the site is made of.</summary>
    public IServiceProvider Services => app.Services;

    /// <summary>Starts a site.</summary>
    /// <param name="engine">Where its newsroom is kept.</param>
    /// <param name="settings">Configuration without the prefix, as in <c>("Site:Name", "The Ferryman")</c>.</param>
    public static Task<TestSite> Start(Engine engine = Engine.Sqlite, params (string Key, string Value)[] settings) => Start(engine, adjust: null, settings);

    /// <summary>Starts a site of which some parts are exchanged.</summary>
    public static async Task<TestSite> Start(Engine engine, Action<IServiceCollection>? adjust, params (string Key, string Value)[] settings) =>
        await Open(new TestSite(await TestStore.Create(engine), settings, adjust));

    /// <summary>Starts another site over the same newsroom, as a second process would, with the same clock and the same parts exchanged. Dispose it first.</summary>
    public Task<TestSite> Beside(params (string Key, string Value)[] settings) => Open(new TestSite(ground, settings, services =>
    {
        services.AddSingleton<TimeProvider>(Clock);
        adjust?.Invoke(services);
    }, isGuest: true));

    private static async Task<TestSite> Open(TestSite site)
    {
        try
        {
            site.Address = new Uri((await NewsSite.Open(site.app))[0]);
            site.Client = site.NewClient();
            return site;
        }
        catch
        {
            await site.DisposeAsync();
            throw;
        }
    }

    /// <summary>Another visitor.</summary>
    /// <param name="cookies">Whether it keeps cookies, as a browser does.</param>
    /// <param name="redirects">Whether it follows redirects.</param>
    public HttpClient NewClient(bool cookies = false, bool redirects = false) =>
        new(new SocketsHttpHandler { AllowAutoRedirect = redirects, UseCookies = cookies }) { BaseAddress = Address };

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        Client?.Dispose();
        await app.DisposeAsync();
        if (!isGuest)
            ground.Dispose();
    }
}
