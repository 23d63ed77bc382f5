using FanNews.Interchange;

namespace FanNews.Tests.Interchange;

public sealed class HtmlToMarkdownTests
{
    [Theory]
    [InlineData("<p>One.</p><p>Two <b>bold</b> and <i>italic</i>.</p>", "One.\n\nTwo **bold** and *italic*.")]
    [InlineData("<p>Space inside <b>bold </b>moves out.</p>", "Space inside **bold** moves out.")]
    [InlineData("<p>In<b>side</b>words and “<b>quoted.</b>”x</p>", "In**side**words and “**quoted.**”x")]
    [InlineData("<p>a<b>.b.</b>c</p>", "a<strong>.b.</strong>c")]
    [InlineData("<h2>A heading</h2>Text", "## A heading\n\nText")]
    [InlineData("<h1>C#</h1>", "# C\\#")]
    [InlineData("<p>one<br>two</p>", "one\\\ntwo")]
    [InlineData("<blockquote><p>Said.</p><cite>Ada</cite></blockquote>", "> Said.\n>\n> <cite>Ada</cite>")]
    [InlineData("<ul><li>one</li><li>two<ul><li>deep</li></ul></li></ul>", "- one\n- two\n  - deep")]
    [InlineData("<ol start=\"3\"><li>three</li><li>four</li></ol>", "3. three\n4. four")]
    [InlineData("<ul><li>a</li></ul><ul><li>b</li></ul>", "- a\n\n* b")]
    [InlineData("<ul><li><p>a</p><p>b</p></li></ul>", "- a\n\n  b")]
    [InlineData("<pre><code class=\"language-csharp\">var x = `1`;\n\n  y</code></pre>", "```csharp\nvar x = `1`;\n\n  y\n```")]
    [InlineData("<p><a href=\"https://x.example/a(b)\">link</a>!</p>", "[link](<https://x.example/a(b)>)!")]
    [InlineData("<p>Wow!<a href=\"/x\">link</a></p>", "Wow\\![link](/x)")]
    [InlineData("<p>H<sub>2</sub>O and <u>under</u></p>", "H<sub>2</sub>O and <u>under</u>")]
    [InlineData("<p>https://video.example/1</p>", "https://video.example/1")]
    [InlineData("<iframe src=\"https://www.youtube.com/embed/CQ7Gx8b7ac4?x=1\"></iframe>", "https://www.youtube.com/watch?v=CQ7Gx8b7ac4")]
    [InlineData("<figure><img src=\"/a.jpg\" alt=\"A pier\"><figcaption>The pier. Photo: Ada Quill</figcaption></figure>", "![A pier](/a.jpg)\nThe pier.\n-- Ada Quill")]
    [InlineData("<p><img src=\"/a.jpg\" alt=\"\"></p>", "![](/a.jpg)")]
    [InlineData("<p>Before<!--more-->After</p>", "Before\n\n<!--more-->\n\nAfter")]
    [InlineData("<hr>", "---")]
    [InlineData("<p dir=\"rtl\">خبر</p>", "<p dir=\"rtl\">خبر</p>")]
    [InlineData("<div><p>in</p>loose<div>deep</div></div>", "in\n\nloose\n\ndeep")]
    [InlineData("<strong><p>one</p><p>two</p></strong>", "one\n\ntwo")]
    [InlineData("<p onclick=\"x()\">x</p><script>alert(1)</script><style>b{}</style>", "x")]
    public void HTML_becomes_Markdown(string html, string markdown) => Assert.Equal(markdown, HtmlToMarkdown.Convert(html, new HtmlReading()));

    [Theory]
    [InlineData("First,\nsecond line.\n\nNext.", "First,\\\nsecond line.\n\nNext.")]
    [InlineData("<strong>bold\n\nstill bold</strong>", "**bold**\n\n**still bold**")]
    [InlineData("Text\nhttps://video.example/watch?v=2\nmore", "Text\n\nhttps://video.example/watch?v=2\n\nmore")]
    [InlineData("<h2>Heading</h2>\nAfter it.", "## Heading\n\nAfter it.")]
    [InlineData("a<br />\nb", "a\\\nb")]
    public void In_the_classic_editor_lines_count(string text, string markdown) =>
        Assert.Equal(markdown, HtmlToMarkdown.Convert(text, new HtmlReading { Lines = true }));

    [Fact]
    public void A_simple_table_gets_pipes_and_any_other_stays_HTML()
    {
        const string Head = "<table><thead><tr><th>Boat</th><th align=\"right\">Feet</th></tr></thead>";
        Assert.Equal("| Boat | Feet |\n| --- | ---: |\n| a\\|b | 5 |", HtmlToMarkdown.Convert(Head + "<tr><td>a|b</td><td>5</td></tr></table>", new HtmlReading()));
        Assert.Equal("<table>\n<tbody>\n<tr><td colspan=\"2\">all</td></tr></tbody></table>",
            HtmlToMarkdown.Convert("<table class=\"x\"><tr><td colspan=\"2\" style=\"color:red\">all</td></tr></table>", new HtmlReading()));
    }

    [Fact]
    public void Text_nested_a_hundred_thousand_levels_deep_is_read_as_text()
    {
        var html = string.Concat(Enumerable.Repeat("<div><b>", 50_000)) + "the text";
        Assert.Equal("the text", HtmlToMarkdown.Convert(html, new HtmlReading()));
    }

    [Theory]
    [InlineData("The shadow of a turbine is seen in Brandenburg, Germany. The size of wind turbines is increasing. Patrick Pleul | picture alliance | Getty Images",
        "The shadow of a turbine is seen in Brandenburg, Germany. The size of wind turbines is increasing.", "Patrick Pleul | picture alliance | Getty Images")]
    [InlineData("The pier. (Photo by Ada Quill/Reuters)", "The pier.", "Ada Quill/Reuters")]
    [InlineData("The pier (AP Photo/Ada Quill)", "The pier", "AP Photo/Ada Quill")]
    [InlineData("Photo: Ada Quill", "", "Ada Quill")]
    [InlineData("The photo by Ada hangs in the hall", "The photo by Ada hangs in the hall", null)]
    [InlineData("Results: red | green | blue", "Results: red | green | blue", null)]
    [InlineData("He came. He saw | and so on", "He came. He saw | and so on", null)]
    public void A_credit_is_parted_from_its_caption_only_where_it_is_sure(string text, string caption, string? credit) =>
        Assert.Equal((caption, credit), PictureCredit.Split(text));

    [Theory]
    [InlineData("MOSCOW — Russia’s foreign minister", "MOSCOW", "Russia’s foreign minister")]
    [InlineData("WASHINGTON (AP) — The", "WASHINGTON (AP)", "The")]
    [InlineData("MIAMI, Fla. - Boats", "MIAMI, Fla.", "Boats")]
    [InlineData("SÃO PAULO – Ships", "SÃO PAULO", "Ships")]
    [InlineData("**NEW YORK** — Ships", "NEW YORK", "Ships")]
    [InlineData("![A](/a.jpg)\ncaption\n\nOSLO — Ships\n\nmore", "OSLO", "![A](/a.jpg)\ncaption\n\nShips\n\nmore")]
    [InlineData("OSLO — 1. May is a holiday", "OSLO", "1\\. May is a holiday")]
    [InlineData("UPDATE — The ferry sails", null, "UPDATE — The ferry sails")]
    [InlineData("NATO said that — well", null, "NATO said that — well")]
    [InlineData("A — B", null, "A — B")]
    [InlineData("Moscow — it rains", null, "Moscow — it rains")]
    [InlineData("F-16s are loud", null, "F-16s are loud")]
    public void A_dateline_is_taken_from_the_beginning(string body, string? dateline, string rest) => Assert.Equal((dateline, rest), Dateline.Split(body));
}
