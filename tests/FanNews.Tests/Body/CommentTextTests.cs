using System.Diagnostics;
using System.Text.Json;
using CsCheck;
using FanNews.Body;

namespace FanNews.Tests.Body;

public sealed class CommentTextTests
{
    [Theory]
    [InlineData("One\ntwo\r\n\r\nthree", "<p dir=\"auto\">One<br>\ntwo</p>\n<p dir=\"auto\">three</p>")]
    [InlineData("<b>*no*</b> & \"so\"", "<p dir=\"auto\">&lt;b&gt;*no*&lt;/b&gt; &amp; &quot;so&quot;</p>")]
    [InlineData("   ", "")]
    public void Paragraphs_and_line_ends_are_all_its_markup(string text, string html) => Assert.Equal(html, CommentText.ToHtml(text).Value.Trim());

    [Theory]
    [InlineData("see https://a.example/b.", "https://a.example/b", ".")]
    [InlineData("(https://a.example/b_(c))", "https://a.example/b_(c)", ")")]
    [InlineData("https://a.example/?x=1&y=2!", "https://a.example/?x=1&y=2", "!")]
    [InlineData("HTTP://A.example", "http://a.example/", "")]
    [InlineData("“https://a.example/é”", "https://a.example/%C3%A9", "”")]
    public void Addresses_are_links_without_the_punctuation_around_them(string text, string address, string after)
    {
        var paragraph = Rendering.Tree(CommentText.ToHtml(text).Value).QuerySelector("p")!;

        var link = paragraph.QuerySelector("a")!;
        Assert.Equal(address, link.GetAttribute("href"));
        Assert.Equal("nofollow ugc noopener", link.GetAttribute("rel"));
        Assert.EndsWith(after, paragraph.TextContent, StringComparison.Ordinal);
        Assert.Equal(text, paragraph.TextContent);
    }

    [Theory]
    [InlineData("javascript:alert(1)")]
    [InlineData("ftp://a.example/")]
    [InlineData("https://")]
    [InlineData("xhttps://a.example")]
    [InlineData("https://news.example@attacker.invalid/")]
    [InlineData("www.a.example")]
    public void Nothing_else_is_a_link(string text) => Assert.DoesNotContain("<a", CommentText.ToHtml(text).Value, StringComparison.Ordinal);

    [Fact]
    public void A_long_address_is_shown_in_full_and_may_break()
    {
        var address = "https://a.example/" + new string('x', 300);
        var html = CommentText.ToHtml(address).Value;

        Assert.Equal(address, Rendering.Tree(html).TextContent.Trim());
        Assert.Contains("<wbr>", html, StringComparison.Ordinal);
    }

    [Fact]
    public void No_comment_turns_the_page_around() =>
        Assert.Equal("<p dir=\"auto\">abc</p>", CommentText.ToHtml("a\u202Eb\u2066c\u200F\0").Value.Trim());

    [Fact]
    public void Its_text_comes_out_as_it_was_typed() => Gen.String[0, 200].Sample(text =>
    {
        var tree = Rendering.Tree(CommentText.ToHtml(text).Value);
        Assert.All(tree.QuerySelectorAll("*"), element => Assert.Contains(element.LocalName, new[] { "p", "br", "a", "wbr" }));
    });

    [Theory]
    [InlineData("http://")]
    [InlineData("http://a ")]
    [InlineData("://")]
    [InlineData("(")]
    [InlineData("https://a.example/)")]
    [InlineData("\n")]
    [InlineData("a\n\n")]
    [InlineData("\u202E")]
    public void The_longest_comment_takes_no_time(string piece)
    {
        var text = string.Concat(Enumerable.Repeat(piece, 65_525 / piece.Length));
        CommentText.ToHtml("warm");
        var clock = Stopwatch.StartNew();

        CommentText.ToHtml(text);

        Assert.True(clock.ElapsedMilliseconds < 1_000, $"{clock.ElapsedMilliseconds} ms");
    }

    [SharedDataFact("hostile/blns.json")]
    public void Naughty_strings_are_only_text()
    {
        foreach (var text in JsonSerializer.Deserialize<string[]>(File.ReadAllText(Shared.Path("hostile", "blns.json")))!)
            Assert.All(Rendering.Tree(CommentText.ToHtml(text).Value).QuerySelectorAll("*"), element => Assert.Contains(element.LocalName, new[] { "p", "br", "a", "wbr" }));
    }
}
