using System.Diagnostics;
using System.Text.Json;
using AngleSharp.Dom;
using CsCheck;
using FanNews.Body;
using static FanNews.Tests.Body.Rendering;

namespace FanNews.Tests.Body;

public sealed class HostileBodyTests
{
    // The slowest takes 2 s on a quiet machine; what this is here to catch took 20 to 240 s there.
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(30);

    private static readonly HashSet<string> Elements =
    [
        .. ("a abbr aside audio b bdi bdo blockquote br caption cite code col colgroup dd del details dfn div dl dt em figcaption figure h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p "
            + "picture pre q rp rt ruby s samp section small source span strong sub summary sup table tbody td tfoot th thead time tr track u ul var video wbr").Split(' '),
    ];

    private static readonly HashSet<string> Attributes =
    [
        .. ("abbr alt aria-label class colspan controls data-embed data-part datetime decoding dir fetchpriority headers height href id kind label lang loading open playsinline preload rel reversed role rowspan scope sizes span src "
            + "srcset start tabindex title type value width").Split(' '),
    ];

    [SharedDataFact("hostile/markdown-xss.json")]
    public void Nothing_executes_from_hostile_Markdown_and_none_takes_long()
    {
        foreach (var markdown in JsonSerializer.Deserialize<string[]>(File.ReadAllText(Shared.Path("hostile", "markdown-xss.json")))!)
            AssertHarmless(markdown);
    }

    [SharedDataFact("hostile/xss-payloadbox.two-thirds.txt")]
    public void Nothing_executes_from_a_list_of_payloads()
    {
        foreach (var payload in File.ReadLines(Shared.Path("hostile", "xss-payloadbox.two-thirds.txt")))
            AssertHarmless(payload);
    }

    [SharedDataFact("hostile/blns.json")]
    public void Nothing_executes_from_naughty_strings()
    {
        foreach (var text in JsonSerializer.Deserialize<string[]>(File.ReadAllText(Shared.Path("hostile", "blns.json")))!)
            AssertHarmless(text);
    }

    [Theory]
    [InlineData("> ", 10_000)]
    [InlineData("- ", 10_000)]
    [InlineData("[", 100_000)]
    [InlineData("![", 50_000)]
    [InlineData("[a](", 50_000)]
    [InlineData("[a](b 'c ", 50_000)]
    [InlineData("[a][", 50_000)]
    [InlineData("*a **b ", 50_000)]
    [InlineData("*a_ ", 50_000)]
    [InlineData("~~a ", 50_000)]
    [InlineData("a <? ", 100_000)]
    [InlineData("a <!A ", 100_000)]
    [InlineData("a <!-- ", 100_000)]
    [InlineData("<", 300_000)]
    [InlineData("|", 100_000)]
    [InlineData("a|b\n-|-\n", 20_000)]
    [InlineData("<div>", 100_000)]
    [InlineData("<b><p>", 20_000)]
    [InlineData("<table><td>", 20_000)]
    [InlineData("<a a=b c=d ", 50_000)]
    [InlineData("a\n\n", 100_000)]
    [InlineData("a", 1_000_000)]
    [InlineData("http://", 100_000)]
    [InlineData("::: gallery\n", 10_000)]
    [InlineData("[^1]: ", 20_000)]
    [InlineData("[^1] ", 20_000)]
    [InlineData("\0", 100_000)]
    public void Long_input_is_read_in_bounded_time(string piece, int times) => AssertHarmless(string.Concat(Enumerable.Repeat(piece, times)));

    [Fact]
    public void Attributes_without_end_are_read_in_bounded_time() =>
        AssertHarmless("<div><a " + string.Concat(Enumerable.Range(0, 100_000).Select(n => $" a{n}=\">\"")) + ">x</a></div>");

    [Theory]
    [InlineData("The <title> tag.\n\nThe end.")]
    [InlineData("The <plaintext> tag.\n\nThe end.")]
    [InlineData("The <select> and <svg> tags.\n\nThe end.")]
    [InlineData("<title>\n\nThe end.")]
    [InlineData("<video>\n\nThe end.")]
    [InlineData("<div><object>\n\nThe end.")]
    [InlineData("<p><iframe src=\"https://youtu.be/dQw4w9WgXcQ\">\n\nThe end.")]
    public void A_tag_that_is_dropped_does_not_take_the_rest_of_the_story_with_it(string markdown) =>
        Assert.Contains("<p>The end.</p>", Html(markdown), StringComparison.Ordinal);

    [Fact]
    public void Many_missing_pictures_in_one_long_text_take_bounded_time() =>
        AssertHarmless("<div>" + string.Concat(Enumerable.Repeat("text <img src=/x> ", 15_000)) + "</div>");

    [Fact]
    public void Deep_text_comes_out_as_plain_paragraphs()
    {
        var html = Html(string.Concat(Enumerable.Repeat("> ", 10_000)) + "<b>the end\n\nmore");

        Assert.EndsWith("&lt;b&gt;the end</p>\n<p>more</p>", html.Trim(), StringComparison.Ordinal);
    }

    [Fact]
    public void No_random_body_lets_anything_through() => Samples.Markdown.Sample(markdown => AssertClean(markdown, Html(markdown)), iter: 3_000);

    [Fact]
    public void Cleaning_twice_is_cleaning_once() => Samples.Markdown.Sample(
        markdown =>
        {
            var once = Html(markdown);
            Assert.Equal(once, BodyHtml.Settle(once, WithPictures));
        },
        iter: 3_000);

    [Fact]
    public void The_same_body_gives_the_same_HTML_from_one_tree()
    {
        var body = BodyText.Parse("![a](/media/a.jpg)\nC\n-- D\n\na[^1]\n\n::: pull-quote\nx\n-- y\n:::\n\n[^1]: b");

        Assert.Equal(body.ToHtml(WithPictures).Value, body.ToHtml(WithPictures).Value);
    }

    private static void AssertHarmless(string markdown)
    {
        var clock = Stopwatch.StartNew();
        var body = BodyText.Parse(markdown);
        var html = body.ToHtml(WithPictures).Value;
        body.Teaser("X");
        Assert.True(clock.Elapsed < Bound, $"{clock.Elapsed} for {markdown.Length} characters: {Start(markdown)}");
        AssertClean(markdown, html);
    }

    private static void AssertClean(string markdown, string html)
    {
        // Escaped text has no tags to look at, and a second tree of a large text costs more than it shows.
        if (html.Length > 500_000)
            html = html[..500_000];
        foreach (var element in Tree(html).QuerySelectorAll("*"))
        {
            Assert.True(Elements.Contains(element.LocalName), $"<{element.LocalName}> from {Start(markdown)}");
            foreach (var attribute in element.Attributes)
            {
                Assert.True(Attributes.Contains(attribute.Name), $"{attribute.Name} from {Start(markdown)}");
                AssertAddress(attribute, markdown);
            }
        }
    }

    private static void AssertAddress(IAttr attribute, string markdown)
    {
        var value = attribute.Value.Trim();
        var isSafe = attribute.Name switch
        {
            "href" => !value.Contains(':', StringComparison.Ordinal) || value.IndexOfAny(['/', '?', '#']) is var cut && cut >= 0 && cut < value.IndexOf(':', StringComparison.Ordinal)
                || new[] { "http:", "https:", "mailto:", "tel:" }.Any(scheme => value.StartsWith(scheme, StringComparison.OrdinalIgnoreCase)),
            "src" or "srcset" => value.StartsWith("/media/", StringComparison.Ordinal),
            "id" => value.StartsWith("s-", StringComparison.Ordinal),
            "data-embed" => value.StartsWith("https://www.youtube-nocookie.com/embed/", StringComparison.Ordinal) || value.StartsWith("https://player.vimeo.com/video/", StringComparison.Ordinal),
            _ => true,
        };
        Assert.True(isSafe, $"{attribute.Name}={attribute.Value} from {Start(markdown)}");
    }

    private static string Start(string text) => text.Length > 200 ? text[..200] + "…" : text;
}
