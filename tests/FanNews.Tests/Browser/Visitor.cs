using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.RegularExpressions;
using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace FanNews.Tests.Browser;

/// <summary>Somebody at a window: a tab, and a note of everything that went wrong in it.</summary>
public sealed class Visitor : IAsyncDisposable
{
    private static readonly string Axe = new BundledAxeScriptProvider().GetScript();

    // What is right would be listed node by node otherwise, and takes longer to tell than to find. Frames are looked at one by one.
    private static readonly object Wcag22 = new
    {
        runOnly = new { type = "tag", values = new[] { "wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa" } },
        resultTypes = new[] { "violations" },
        iframes = false,
    };

    private readonly IBrowserContext context;
    private readonly List<string> troubles = [];

    internal Visitor(IBrowserContext context, IPage page, Uri home)
    {
        this.context = context;
        Page = page;
        page.Console += (_, line) =>
        {
            if (line.Type == "error" && !IsStatus(line.Text))
                troubles.Add("console: " + line.Text);
        };
        page.PageError += (_, error) => troubles.Add("script: " + error);
        page.Request += (_, request) =>
        {
            var asked = new Uri(request.Url);
            if (asked.Scheme is "http" or "https" or "ws" or "wss" && asked.Authority != home.Authority)
                troubles.Add("another host: " + request.Url);
        };
    }

    /// <summary>The tab.</summary>
    public IPage Page { get; }

    /// <summary>Errors on the console (the content security policy's among them), uncaught exceptions, requests to other hosts.</summary>
    public IReadOnlyList<string> Troubles => troubles;

    /// <summary>
    /// Waits until the page that is being opened says so in its heading and has run its scripts:
    /// what was typed before would go to nobody.
    /// </summary>
    /// <param name="heading">The page's heading.</param>
    public async Task Arrive(string heading)
    {
        await Assertions.Expect(Page.GetByRole(AriaRole.Heading, new() { Name = heading, Exact = true })).ToBeVisibleAsync();
        await Page.Ran();
    }

    /// <summary>Presses Tab, or another key, until what has this name (by its label or its own text) has the focus.</summary>
    /// <param name="name">What it is called.</param>
    /// <param name="key">The key, as Playwright calls it.</param>
    public async Task Reach(string name, string key = "Tab")
    {
        for (var tries = 0; tries < 100; tries++)
        {
            await Page.Keyboard.PressAsync(key);
            if (await Page.EvaluateAsync<bool>("name => { const on = document.activeElement; return [...(on.labels ?? []), document.getElementById(on.getAttribute('aria-labelledby')), on].some(e => e?.textContent.trim() === name) }", name))
                return;
        }

        Assert.Fail($"{name} cannot be reached with the {key} key.");
    }

    /// <summary>Asserts that nothing went wrong, that axe finds no violation of WCAG 2.2 A and AA, and that the page does not scroll sideways.</summary>
    public async Task MustBeSound()
    {
        // A page without its styles yet has other colours and sizes.
        await Page.Ran();
        Assert.True(troubles.Count == 0, $"{Page.Url}\n{string.Join('\n', troubles)}");
        var violations = new List<JsonElement>();
        foreach (var frame in Page.Frames)
        {
            await frame.EvaluateAsync(Axe);
            violations.AddRange((await frame.EvaluateAsync<JsonElement>("async rules => (await axe.run(document, rules)).violations", Wcag22)).EnumerateArray());
        }

        Assert.True(violations.Count == 0, $"{Page.Url}\n{string.Join('\n', violations.SelectMany(Lines))}");
        var wide = await Page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth");
        Assert.True(wide <= 0, $"{Page.Url} is {wide} pixels wider than its window of {Page.ViewportSize?.Width}.");
    }

    /// <summary>Takes pictures of the whole page as it stands, at the three widths, light and dark, into TestResults/pictures.</summary>
    /// <param name="name">Begins the files' names.</param>
    public async Task TakePictures(string name)
    {
        if (!Needs.Pictures)
            return;
        var before = Page.ViewportSize;
        foreach (var width in (int[])[360, 820, 1440])
        {
            await Page.SetViewportSizeAsync(width, 900);
            foreach (var scheme in (ColorScheme[])[ColorScheme.Light, ColorScheme.Dark])
            {
                await Page.EmulateMediaAsync(new() { ColorScheme = scheme });
                await TakePicture($"{name}-{width}-{(scheme == ColorScheme.Dark ? "dark" : "light")}");
            }
        }

        await Page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Null });
        if (before is not null)
            await Page.SetViewportSizeAsync(before.Width, before.Height);
    }

    /// <summary>Takes one picture of the whole page into TestResults/pictures.</summary>
    public Task TakePicture(string name) => !Needs.Pictures ? Task.CompletedTask :
        Page.ScreenshotAsync(new() { FullPage = true, Path = Checkout.Path("TestResults", "pictures", name + ".png") });

    /// <inheritdoc />
    public async ValueTask DisposeAsync() => await context.CloseAsync();

    // A page that answers 404 or 400 on purpose is reported by Chromium as an error; the test looks at statuses itself.
    private static bool IsStatus(string line) => line.StartsWith("Failed to load resource: the server responded with a status of", StringComparison.Ordinal);

    private static IEnumerable<string> Lines(JsonElement violation) => violation.GetProperty("nodes").EnumerateArray().Select(node =>
        $"{violation.GetProperty("id")} ({violation.GetProperty("impact")}): {violation.GetProperty("help")}\n  {node.GetProperty("target")}\n  {node.GetProperty("html")}");
}

/// <summary>
/// Waiting for a page. Playwright's own <c>WaitForURLAsync</c> and <c>WaitForLoadStateAsync</c> look at events on one thread while another delivers them,
/// and can miss the one that they wait for on a busy machine; these ask the page itself.
/// </summary>
public static class Waiting
{
    /// <summary>Waits until the tab stands at an address, and its scripts have run where it runs any.</summary>
    /// <param name="page">The tab.</param>
    /// <param name="address">A pattern in the address. An upload of pictures may take a minute to get there.</param>
    public static async Task Lands(this IPage page, [StringSyntax(StringSyntaxAttribute.Regex)] string address)
    {
        await Assertions.Expect(page).ToHaveURLAsync(new Regex(address), new() { Timeout = 60_000 });
        await page.Ran();
    }

    /// <summary>Waits until the page has been loaded with its pictures and has run its deferred scripts: what was typed before would go to nobody.</summary>
    /// <param name="page">The tab.</param>
    public static Task Ran(this IPage page) =>
        Assertions.Expect(page.Locator(":root")).ToHaveJSPropertyAsync("ownerDocument.readyState", "complete");
}
