using System.Diagnostics;
using FanNews.Articles;
using FanNews.Comments;
using FanNews.Storage;
using FanNews.Web.Demo;
using Microsoft.EntityFrameworkCore;

namespace FanNews.Tests.Pages;

/// <summary>Every kind of public page, as html-validate (npm) reads it.</summary>
public sealed class HtmlTests
{
    [HtmlFact]
    public async Task No_kind_of_page_breaks_the_rules_of_HTML()
    {
        await using var site = await TestSite.Start();
        Assert.True(await DemoNewsroom.Fill(site.Store));
        var story = await site.Store.Read(db => db.VisibleStories(TestNewsroom.Noon).Where(l => db.Set<Comment>().Any(c => c.ArticleId == l.Article.Id)).NewestFirst().Select(l => l.Article.Permalink!).FirstAsync());
        var aged = await site.Publish("An old tale", "One.\n\n> Two\n\n| a | b |\n|--:|---|\n| 1 | 2 |\n\nThree[^1].\n\n[^1]: Four.\n\n::: correction\nFive.\n:::\n", at: TestNewsroom.Noon.AddYears(-2), tags: ["Ferry & <quay>"], source: "Wire");
        await site.Store.Change(Actor.Program, async change =>
        {
            for (var i = 1; i <= 3; i++)
                change.Db.Add(new FanNews.Onward.MostReadStory { Place = i, ArticleId = (await change.Db.VisibleStories(TestNewsroom.Noon).NewestFirst().Skip(i).FirstAsync()).Article.Id, RankedAt = TestNewsroom.Noon });
            change.Record("ranked", "stories");
        });
        var older = (await site.Read("/2026/11/")).QuerySelector("a[rel=next]")!.GetAttribute("href")!;
        string[] paths =
        [
            "/", story, story + "?replytocom=1", aged.Permalink!, "/about/", "/privacy/", "/section/both-banks/", "/section/both-banks/saltby/", "/section/opinion/", "/tag/ferry-quay/",
            "/author/ines-halloran/", "/source/wire/", "/2026/", "/2026/11/", "/2026/?page=2", older, "/search", "/search?q=bridge", "/search?q=zyxomma", "/search?q=%22%3Cb%3E", "/nothing/",
        ];
        var folder = Directory.CreateTempSubdirectory("fannews-html-");
        try
        {
            foreach (var (path, i) in paths.Select((path, i) => (path, i)))
            {
                using var answer = await site.Client.GetAsync(path);
                var html = await answer.Content.ReadAsStringAsync();
                Assert.Contains("</html>", html, StringComparison.Ordinal);
                // The name of the file is what a complaint begins with.
                await File.WriteAllTextAsync(Path.Combine(folder.FullName, $"{i}{Uri.EscapeDataString(path)}"[..Math.Min(100, $"{i}{Uri.EscapeDataString(path)}".Length)] + ".html"), html);
            }

            var (code, said) = await Validate(folder.FullName);
            Assert.True(code == 0, said);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [HtmlFact]
    public async Task A_page_that_breaks_them_is_found()
    {
        var folder = Directory.CreateTempSubdirectory("fannews-html-");
        try
        {
            await File.WriteAllTextAsync(Path.Combine(folder.FullName, "page.html"), "<!DOCTYPE html><html lang=\"en\"><head><title>x</title></head><body><p id=\"a\">x<p id=\"a\"><div></p></body></html>");
            var (code, said) = await Validate(folder.FullName);
            Assert.Equal(1, code);
            Assert.Contains("no-dup-id", said, StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<(int Code, string Said)> Validate(string folder)
    {
        var start = new ProcessStartInfo("node", [HtmlFactAttribute.Program, "--config", Path.Combine(HtmlFactAttribute.Folder, ".htmlvalidate.json"), "--formatter", "text", .. Directory.GetFiles(folder).Order(StringComparer.Ordinal)])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return (process.ExitCode, (await output).Replace(folder, "", StringComparison.Ordinal) + await errors);
    }
}

/// <summary>A test that needs html-validate, which tests/run.sh installs where it can.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class HtmlFactAttribute : FactAttribute
{
    /// <summary>Where its configuration stands.</summary>
    internal static readonly string Folder = Checkout.Path("tests", "html");

    /// <summary>Its program.</summary>
    internal static readonly string Program = Path.Combine(Folder, "node_modules", "html-validate", "bin", "html-validate.mjs");

    public HtmlFactAttribute() => Skip = Needs.SkipFor(
        Needs.Program("node") is null ? "Node.js is not installed (apt: nodejs, npm)"
        : File.Exists(Program) ? null
        : "html-validate is not installed (npm ci in tests/html)");
}
