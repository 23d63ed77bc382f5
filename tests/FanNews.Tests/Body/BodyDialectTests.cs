using FanNews.Body;
using static FanNews.Tests.Body.Rendering;

namespace FanNews.Tests.Body;

public sealed class BodyDialectTests
{
    [Theory]
    [InlineData("plain *em* **strong** ~~gone~~ `code`", "<p>plain <em>em</em> <strong>strong</strong> <del>gone</del> <code>code</code></p>")]
    [InlineData("a ::b:: c", "<p>a ::b:: c</p>")]
    [InlineData("::: unknown\nx\n:::", "<p>::: unknown\nx\n:::</p>")]
    [InlineData("see https://example.org/ there", "<p>see https://example.org/ there</p>")]
    [InlineData("see <https://example.org/>.", "<p>see <a href=\"https://example.org/\">https://example.org/</a>.</p>")]
    [InlineData("https://news.example/a/", "<p><a href=\"https://news.example/a/\">https://news.example/a/</a></p>")]
    [InlineData("/2021/10/18/slug/", "<p><a href=\"/2021/10/18/slug/\">/2021/10/18/slug/</a></p>")]
    [InlineData("- [ ] not a task", "<ul>\n<li>[ ] not a task</li>\n</ul>")]
    [InlineData("a <!-- no --> b", "<p>a  b</p>")]
    [InlineData("", "")]
    public void Text_is_CommonMark_with_the_short_list(string markdown, string html) => Assert.Equal(html, Html(markdown).Trim());

    [Theory]
    [InlineData("# A\n\n## B\n\n### C\n\n#### D\n\n##### E\n\n###### F", "2 2 3 4 5 6")]
    [InlineData("## A\n\n#### B\n\n#### C\n\n### D", "2 3 3 3")]
    [InlineData("### A\n\n### B\n\n## C", "2 2 2")]
    [InlineData("<h1>A</h1>\n\n<h3>B</h3>", "2 3")]
    public void Headings_stand_under_the_headline_without_a_gap(string markdown, string levels) =>
        Assert.Equal(levels, string.Join(' ', Page(markdown).QuerySelectorAll("h1,h2,h3,h4,h5,h6").Select(h => h.LocalName[1])));

    [Fact]
    public void A_table_scrolls_by_itself_and_aligns_by_class()
    {
        var html = Html("| a | b | c |\n|:--|:-:|--:|\n| 1 | 2 | *3* |");

        Assert.StartsWith("<div class=\"table\" role=\"region\" tabindex=\"0\" aria-label=\"Table\"><table>", html, StringComparison.Ordinal);
        Assert.Contains("<td class=\"align-start\">1</td><td class=\"align-center\">2</td><td class=\"align-end\"><em>3</em></td>", html, StringComparison.Ordinal);
        Assert.DoesNotContain("style", html, StringComparison.Ordinal);
    }

    [Fact]
    public void The_corner_over_a_column_of_names_is_no_header()
    {
        var corner = Page("| | Club |\n|:--|---|\n| Ivo Rask | Saltby |").QuerySelector("tr > *")!;

        Assert.Equal(("td", "align-start", null), (corner.LocalName, corner.ClassName, corner.GetAttribute("scope")));
    }

    [Fact]
    public void A_table_in_HTML_is_named_by_its_caption()
    {
        var frame = Page("<table><caption>Depths</caption><tr><td align=\"right\">7</td></tr></table>").QuerySelector("div.table")!;

        Assert.Equal("Depths", frame.GetAttribute("aria-label"));
        Assert.Equal("align-end", frame.QuerySelector("td")!.ClassName);
    }

    [Fact]
    public void A_pull_quote_names_its_speaker()
    {
        var html = Html("::: pull-quote\nWe are not late.\nWe are between dates.\n-- Pauline Dray, *project director*\n:::");

        Assert.Equal(
            "<figure class=\"pull-quote\"><blockquote><p>We are not late.\nWe are between dates.</p>\n</blockquote>"
            + "<figcaption>Pauline Dray, <em>project director</em></figcaption></figure>", html.Trim());
    }

    [Fact]
    public void A_correction_carries_its_date()
    {
        var html = Html("::: correction 2026-11-24\nIt is wider.\n:::");

        Assert.Equal(
            "<aside class=\"correction\" aria-label=\"Correction\"><p class=\"correction-date\"><b>Correction, "
            + "<time datetime=\"2026-11-24\">24 November 2026</time></b></p>\n<p>It is wider.</p>\n</aside>", html.Trim());
    }

    [Fact]
    public void Footnotes_lead_there_and_back()
    {
        var page = Page("One[^a] and again[^a].\n\n[^a]: The note.");

        var notes = page.QuerySelector("section.footnotes[role=doc-endnotes]")!;
        Assert.Equal("Footnotes", notes.GetAttribute("aria-label"));
        foreach (var link in page.QuerySelectorAll("a[href^='#']"))
            Assert.NotNull(page.QuerySelector("[id='" + link.GetAttribute("href")![1..] + "']"));
        Assert.Equal(["Back to reference 1, 1", "Back to reference 1, 2"], notes.QuerySelectorAll("a[role=doc-backlink]").Select(a => a.GetAttribute("aria-label")));
        Assert.Equal("Back to reference 1", Page("a[^1]\n\n[^1]: b").QuerySelector("a[role=doc-backlink]")!.GetAttribute("aria-label"));
    }

    [Theory]
    [InlineData("https://www.youtube.com/watch?v=dQw4w9WgXcQ&t=4", "Watch on YouTube", "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ")]
    [InlineData("https://youtu.be/dQw4w9WgXcQ?t=4", "Watch on YouTube", "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ")]
    [InlineData("<https://vimeo.com/76979871>", "Watch on Vimeo", "https://player.vimeo.com/video/76979871")]
    [InlineData("https://x.com/a_b_/status/1", "Read the post on X", null)]
    [InlineData("https://open.spotify.com/episode/1", "Listen on Spotify", null)]
    [InlineData("https://tiktok.com.attacker.example/x", "tiktok.com.attacker.example/x", null)]
    [InlineData("https://example.org/?a=1&b=_2_", "example.org/?a=1&b=_2_", null)]
    public void An_address_alone_is_a_card_that_loads_nothing(string markdown, string label, string? frame)
    {
        var page = Page(markdown);

        var card = page.QuerySelector("div.embed")!;
        Assert.Equal(label, card.QuerySelector("a[href^='https://']")!.TextContent);
        Assert.Equal(frame, card.GetAttribute("data-embed"));
        Assert.Null(page.QuerySelector("iframe,img,script"));
    }

    [Fact]
    public void A_frame_that_an_import_brought_is_a_card_too() =>
        Assert.Equal(
            "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ",
            Page("<iframe src=\"https://www.youtube.com/embed/dQw4w9WgXcQ?rel=0\"></iframe>").QuerySelector("div.embed")!.GetAttribute("data-embed"));

    [Fact]
    public void An_embed_as_WordPress_keeps_it_is_a_card_too() =>
        Assert.Equal(
            "<figure><div class=\"embed\"><a href=\"https://example.com/\">example.com</a></div><figcaption>An example</figcaption></figure>",
            Html("<figure class=\"wp-block-embed\"><div class=\"wp-block-embed__wrapper\">\nhttps://example.com/\n</div><figcaption>An example</figcaption></figure>").Trim());

    [Theory]
    [InlineData("First.\n\nSecond.", "<p><span data-part=\"dateline\">MOSCOW —</span> First.</p>\n<p>Second.</p>")]
    [InlineData("> said\n\nFirst.", "<blockquote>\n<p>said</p>\n</blockquote>\n<p><span data-part=\"dateline\">MOSCOW —</span> First.</p>")]
    [InlineData("- a", "<p><span data-part=\"dateline\">MOSCOW —</span></p><ul>\n<li>a</li>\n</ul>")]
    [InlineData("", "<p><span data-part=\"dateline\">MOSCOW —</span></p>")]
    public void The_dateline_opens_the_first_paragraph(string markdown, string html) =>
        Assert.Equal(html, Html(markdown, new BodySetting { Dateline = "MOSCOW" }).Trim());

    [Fact]
    public void The_dateline_follows_an_opening_picture() =>
        Assert.Equal("MOSCOW — Text.", Page("![a](/media/a.jpg)\nCaption.\n\nText.", WithPictures with { Dateline = "MOSCOW" }).QuerySelector("body > p")!.TextContent);

    [Fact]
    public void In_a_feed_local_addresses_are_absolute()
    {
        var html = Html("[a](/b/) [c](#d) [e](https://f.example/)\n\n![g](/media/g.jpg)", WithPictures with { Site = new Uri("https://news.example") });

        Assert.Contains("href=\"https://news.example/b/\"", html, StringComparison.Ordinal);
        Assert.Contains("href=\"#d\"", html, StringComparison.Ordinal);
        Assert.Contains("href=\"https://f.example/\"", html, StringComparison.Ordinal);
        Assert.Contains("src=\"https://news.example/media/r/800/g.jpg\"", html, StringComparison.Ordinal);
        Assert.Contains("srcset=\"https://news.example/media/r/400.avif 400w, https://news.example/media/r/800.avif 800w\"", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Ids_of_an_author_cannot_pass_for_those_of_the_page() =>
        Assert.Equal(
            "<h2 id=\"s-respond\">A</h2>\n<p><a href=\"#s-respond\">to it</a> <a href=\"#comments\">to comments</a></p>",
            Html("<h2 id=\"respond\">A</h2>\n\n[to it](#respond) [to comments](#comments)").Trim());

    [Fact]
    public void Markdown_within_details_is_Markdown() =>
        Assert.NotNull(Page("<details><summary>More</summary>\n\nHidden *text*\n\n</details>").QuerySelector("details > summary + p > em"));

    [Theory]
    [InlineData("one two *three*", 3)]
    [InlineData("俄罗斯外长说", 3)]
    [InlineData("", 0)]
    [InlineData("![alt](/a.jpg)\nA caption\n-- Ann", 3)]
    public void Words_are_counted_for_reading_time(string markdown, int words) => Assert.Equal(words, BodyText.Parse(markdown).Words);

    [Fact]
    public void Plain_text_is_all_that_can_be_found() =>
        Assert.Equal(
            "Head\nA caption Ann\nText and code\nsecond line\na\tb\n1\t2\nraw text\nthe note",
            BodyText.Parse("# Head\n\n![alt](/a.jpg)\nA caption\n-- Ann\n\nText[^1] *and* `code`\nsecond line\n\n|a|b|\n|-|-|\n|1|2|\n\n<p>raw <b>text</b></p>\n\n<!-- no -->\n\n[^1]: the note").ToPlainText());
}
