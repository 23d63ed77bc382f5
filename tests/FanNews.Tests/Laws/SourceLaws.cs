using System.Text.RegularExpressions;
using FanNews.Storage;

namespace FanNews.Tests.Laws;

/// <summary>What no file of the program may do, whoever writes it.</summary>
public sealed partial class SourceLaws
{
    [Fact]
    public void The_newsroom_knows_no_HTTP()
    {
        var references = typeof(NewsroomStore).Assembly.GetReferencedAssemblies().Select(a => a.Name!).ToList();
        Assert.DoesNotContain(references, name => name.StartsWith("Microsoft.AspNetCore.Http", StringComparison.Ordinal) || name.StartsWith("Microsoft.AspNetCore.Mvc", StringComparison.Ordinal));
        Assert.Contains("Microsoft.EntityFrameworkCore", references);
    }

    [Fact]
    public void Nothing_is_written_into_a_page_without_encoding_but_by_Markup() =>
        AssertNone(RawHtml(), "*.cshtml", "*.cs", except: "Markup.cs");

    [Fact]
    public void The_time_comes_from_the_clock_that_tests_can_move() =>
        AssertNone(SystemTime(), "*.cs", "*.cshtml");

    [Fact]
    public void No_page_has_code_or_style_within() =>
        AssertNone(Inline(), "*.cshtml");

    [Fact]
    public void A_public_form_has_a_literal_address_and_no_token()
    {
        var forms = Sources("*.cshtml").Where(f => !f.Contains("/Admin/", StringComparison.Ordinal) && !f.EndsWith("Setup.cshtml", StringComparison.Ordinal))
            .SelectMany(file => Form().Matches(File.ReadAllText(file)).Select(m => (File: file, m.Value))).ToList();
        Assert.NotEmpty(forms);
        Assert.All(forms, form => Assert.True(
            form.Value.Contains(" action=\"", StringComparison.Ordinal) && !form.Value.Contains("asp-", StringComparison.Ordinal), $"{form.File}: {form.Value}"));
    }

    [Theory]
    [InlineData("@Html.Raw(x)")]
    [InlineData("new HtmlString(x)")]
    public void The_law_about_raw_HTML_sees_it(string code) => Assert.Matches(RawHtml(), code);

    [Theory]
    [InlineData("DateTime.UtcNow")]
    [InlineData("DateTimeOffset.Now")]
    [InlineData("DateTime.Today")]
    public void The_law_about_time_sees_it(string code) => Assert.Matches(SystemTime(), code);

    [Theory]
    [InlineData("<p style=\"color:red\">")]
    [InlineData("<button onclick=\"x()\">")]
    [InlineData("<style>")]
    [InlineData("<script>")]
    public void The_law_about_inline_code_sees_it(string code) => Assert.Matches(Inline(), code);

    private static void AssertNone(Regex forbidden, params ReadOnlySpan<string> patterns) => AssertNone(forbidden, patterns.ToArray(), null);

    private static void AssertNone(Regex forbidden, string pattern, string another, string except) => AssertNone(forbidden, [pattern, another], except);

    private static void AssertNone(Regex forbidden, string[] patterns, string? except)
    {
        var files = patterns.SelectMany(Sources).Where(f => except is null || Path.GetFileName(f) != except).ToList();
        Assert.NotEmpty(files);
        Assert.Empty(files.SelectMany(file => File.ReadLines(file).Select((line, i) => (line, Place: $"{file}:{i + 1}")))
            .Where(l => forbidden.IsMatch(l.line)).Select(l => $"{l.Place}: {l.line.Trim()}"));
    }

    private static IEnumerable<string> Sources(string pattern) =>
        Directory.EnumerateFiles(Checkout.Path("src"), pattern, SearchOption.AllDirectories)
            .Where(f => !f.Contains("/bin/", StringComparison.Ordinal) && !f.Contains("/obj/", StringComparison.Ordinal) && !f.Contains("/Migrations/", StringComparison.Ordinal));

    [GeneratedRegex(@"Html\.Raw|new HtmlString\(|SetHtmlContent|AppendHtml")]
    private static partial Regex RawHtml();

    [GeneratedRegex(@"\bDateTime(Offset)?\.(UtcNow|Now|Today)\b")]
    private static partial Regex SystemTime();

    [GeneratedRegex(@"\sstyle\s*=|<style\b|\son[a-z]+\s*=|<script>", RegexOptions.IgnoreCase)]
    private static partial Regex Inline();

    [GeneratedRegex(@"<form\b[^>]*>")]
    private static partial Regex Form();
}
