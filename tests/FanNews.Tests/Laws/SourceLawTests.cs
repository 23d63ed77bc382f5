using System.Reflection;
using System.Text.RegularExpressions;
using FanNews.Body;
using FanNews.Storage;
using FanNews.Web;
using FanNews.Web.Admin;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace FanNews.Tests.Laws;

/// <summary>Laws of the house that the code itself shows.</summary>
public sealed class SourceLawTests
{
    [Fact]
    public void The_newsroom_does_not_see_HTTP()
    {
        var seen = typeof(NewsroomStore).Assembly.GetReferencedAssemblies().Select(a => a.Name!).ToList();
        Assert.DoesNotContain(seen, name => Regex.IsMatch(name, @"^Microsoft\.AspNetCore\.(Http|Mvc|Routing|Hosting|Razor|Server|Authentication)"));
        Assert.DoesNotContain("fannews", seen);
    }

    [Fact]
    public void Time_comes_from_a_clock_that_a_test_can_move() =>
        Assert.Empty(Lines("src", @"\bDateTime(Offset)?\.(UtcNow|Now|Today)\b"));

    [Fact]
    public void Text_is_written_into_pages_unencoded_in_one_place_only()
    {
        Assert.Empty(Lines("src", @"\bHtml\.Raw\b"));
        Assert.All(Lines("src", @"\bnew Html(Content)?String\(|\bWriteLiteral\(|\bSetHtmlContent\(|\bAppendHtml\("), line => Assert.StartsWith("src/FanNews.Web/Markup.cs:", line, StringComparison.Ordinal));
        Assert.Empty(typeof(SafeHtml).GetConstructors(BindingFlags.Public | BindingFlags.Instance));
    }

    [Fact]
    public void What_readers_see_is_asked_for_by_visibility_never_from_all_articles() =>
        Assert.DoesNotContain(
            Lines("src/FanNews.Web", @"(?<!\bFanNews)\.(Articles|Revisions)\b|\bSet<(Article|Revision)>"),
            line => !Regex.IsMatch(line, "^src/FanNews.Web/(Admin|Pages/Admin|Verbs|Demo)/"));

    [Fact]
    public void No_page_of_the_desk_is_open_by_accident()
    {
        var pages = typeof(NewsSite).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(PageModel)) && !t.IsAbstract && t.Namespace!.StartsWith("FanNews.Web.Pages.Admin", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(pages);
        var open = pages.Where(page => page.GetCustomAttribute<NeedsAttribute>() is null);
        Assert.Equal(["ForgottenModel", "LinkModel", "RefusedModel", "SignInModel"], open.Select(page => page.Name).Order());
        Assert.All(open, page => Assert.NotNull(page.GetCustomAttribute<AllowAnonymousAttribute>()));
    }

    private static List<string> Lines(string folder, string pattern)
    {
        var law = new Regex(pattern);
        return [.. Directory.EnumerateFiles(Checkout.Path(folder), "*.cs*", SearchOption.AllDirectories)
            .Where(file => Path.GetExtension(file) is ".cs" or ".cshtml" && !Regex.IsMatch(file, "[/\\\\](bin|obj)[/\\\\]"))
            .SelectMany(file => File.ReadLines(file).Select((line, i) => (line, at: $"{Path.GetRelativePath(Checkout.Folder, file)}:{i + 1}")))
            .Where(found => law.IsMatch(found.line) && !found.line.TrimStart().StartsWith("//", StringComparison.Ordinal))
            .Select(found => $"{found.at}: {found.line.Trim()}")];
    }
}
