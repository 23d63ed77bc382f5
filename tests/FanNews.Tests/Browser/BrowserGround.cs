using Microsoft.Playwright;

namespace FanNews.Tests.Browser;

/// <summary>One Chromium for the run. Its tests run one after another: two cores have enough to do.</summary>
[CollectionDefinition(Name)]
public sealed class BrowserGround : ICollectionFixture<BrowserGround>, IAsyncLifetime
{
    /// <summary>For <c>[Collection(BrowserGround.Name)]</c> on each class of browser tests.</summary>
    public const string Name = "Browser";

    private IPlaywright? playwright;
    private IBrowser? browser;

    /// <summary>The browser's program; null when there is none. FANNEWS_TEST_BROWSER names another.</summary>
    public static string? Executable { get; } =
        Environment.GetEnvironmentVariable("FANNEWS_TEST_BROWSER") is { Length: > 0 } given
            ? File.Exists(given) ? given : null
            : Needs.Program("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable");

    /// <summary>Why there are no browser tests here; null when there are.</summary>
    public static string? Missing { get; } = Executable is null ? "Chromium is not installed (apt: chromium; or FANNEWS_TEST_BROWSER)" : null;

    /// <summary>Opens an empty tab of a new visitor, who has no cookies.</summary>
    /// <param name="site">The site; relative addresses are its own.</param>
    /// <param name="width">Width of the window in CSS pixels.</param>
    /// <param name="dark">Whether the visitor prefers dark.</param>
    /// <param name="script">Whether pages may run JavaScript.</param>
    /// <param name="host">The name by which the visitor knows the site; null for its number.</param>
    /// <param name="dots">Dots of the screen to a pixel.</param>
    public async Task<Visitor> Visit(TestSite site, int width = 1440, bool dark = false, bool script = true, string? host = null, float dots = 1)
    {
        var home = host is null ? site.Address : new UriBuilder(site.Address) { Host = host }.Uri;
        var context = await (await Browser()).NewContextAsync(new()
        {
            BaseURL = home.ToString(),
            ViewportSize = new() { Width = width, Height = 900 },
            DeviceScaleFactor = dots,
            ColorScheme = dark ? ColorScheme.Dark : ColorScheme.Light,
            JavaScriptEnabled = script,
            ReducedMotion = ReducedMotion.Reduce,
            Locale = "en-GB",
            TimezoneId = "UTC",
        });
        // A machine that builds something else meanwhile may be slow: that is no failure.
        context.SetDefaultTimeout(30_000);
        return new Visitor(context, await context.NewPageAsync(), home);
    }

    /// <summary>Opens a browser of its own on a folder that outlives it, as a person's does.</summary>
    /// <param name="site">The site; relative addresses are its own.</param>
    /// <param name="folder">What it keeps.</param>
    public async Task<IBrowserContext> Open(TestSite site, string folder)
    {
        await Browser();
        var context = await playwright!.Chromium.LaunchPersistentContextAsync(folder, new() { BaseURL = site.Address.ToString(), ExecutablePath = Executable, Headless = true, Args = Arguments, Locale = "en-GB", TimezoneId = "UTC" });
        context.SetDefaultTimeout(30_000);
        return context;
    }

    /// <inheritdoc />
    public Task InitializeAsync() => Task.CompletedTask;

    /// <inheritdoc />
    public async Task DisposeAsync()
    {
        if (browser is not null)
            await browser.DisposeAsync();
        playwright?.Dispose();
    }

    private async Task<IBrowser> Browser()
    {
        if (browser is not null)
            return browser;
        Assertions.SetDefaultExpectTimeout(30_000);
        playwright = await Playwright.CreateAsync();
        return browser = await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Executable ?? throw new InvalidOperationException(Missing),
            Headless = true,
            Args = Arguments,
        });
    }

    private static string[] Arguments =>
    [
        .. Environment.UserName == "root" ? ["--no-sandbox"] : Array.Empty<string>(),
        "--disable-background-networking", "--disable-component-update", "--disable-domain-reliability", "--disable-sync",
        // A page that asks for another host is found out, and never reaches it.
        "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
    ];
}

/// <summary>A test that needs a browser.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class BrowserFactAttribute : FactAttribute
{
    public BrowserFactAttribute() => Skip = Needs.SkipFor(BrowserGround.Missing);
}

/// <summary>A theory that needs a browser.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class BrowserTheoryAttribute : TheoryAttribute
{
    public BrowserTheoryAttribute() => Skip = Needs.SkipFor(BrowserGround.Missing);
}

/// <summary>A test that needs a browser and shared data, or one part of it.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SharedDataBrowserFactAttribute : FactAttribute
{
    /// <param name="part">The file or folder that it needs, relative to the shared data.</param>
    public SharedDataBrowserFactAttribute(string? part = null) => Skip = Shared.Missing(part) ?? Needs.SkipFor(BrowserGround.Missing);
}
