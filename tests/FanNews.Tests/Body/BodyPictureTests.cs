using FanNews.Body;
using static FanNews.Tests.Body.Rendering;

namespace FanNews.Tests.Body;

public sealed class BodyPictureTests
{
    [Fact]
    public void A_picture_alone_is_a_figure_with_caption_and_credit() =>
        Assert.Equal(
            "<figure><picture><source type=\"image/avif\" srcset=\"/media/r/400.avif 400w, /media/r/800.avif 800w\" sizes=\"(max-width: 45.99rem) and (min-resolution: 2.5dppx) 66vw, (min-width: 70rem) 54rem, (min-width: 46rem) 37.5rem, 100vw\">"
            + "<img src=\"/media/r/800/a.jpg\" srcset=\"/media/r/400.jpg 400w, /media/r/800.jpg 800w\" sizes=\"(max-width: 45.99rem) and (min-resolution: 2.5dppx) 66vw, (min-width: 70rem) 54rem, (min-width: 46rem) 37.5rem, 100vw\""
            + " width=\"1200\" height=\"800\" alt=\"A ferry\" fetchpriority=\"high\"></picture>"
            + "<figcaption>The 5.40, or <em>its place</em>. <span class=\"credit\">Ada Quill | The Ferryman</span></figcaption></figure>",
            Html("![A ferry](/media/a.jpg)\nThe 5.40, or *its place*.\n-- Ada Quill | The Ferryman").Trim());

    [Fact]
    public void The_title_serves_as_caption() => Assert.Equal("A & B", Page("![a](/media/a.jpg \"A & B\")").QuerySelector("figcaption")!.TextContent);

    [Theory]
    [InlineData("![a](/media/captioned.jpg)", "The library's caption The library's credit")]
    [InlineData("![a](/media/captioned.jpg)\nMine.", "Mine. The library's credit")]
    [InlineData("![a](/media/captioned.jpg)\n-- Me", "The library's caption Me")]
    [InlineData("![a](/media/captioned.jpg)\nMine.\n-- Me", "Mine. Me")]
    public void What_the_body_says_wins_over_the_library(string markdown, string caption) =>
        Assert.Equal(caption, Page(markdown).QuerySelector("figure > figcaption")!.TextContent);

    [Theory]
    [InlineData("a ![b](/media/captioned.jpg) c", "a  The library's credit c")]
    [InlineData("- a [![b](/media/captioned.jpg)](/to/) c", "a  The library's credit c")]
    [InlineData("<table><tr><td><img src=\"/media/captioned.jpg\"></td></tr></table>", " The library's credit")]
    [InlineData("<figure><img src=\"/media/captioned.jpg\"><img src=\"/media/captioned.jpg\"></figure>", " The library's credit The library's credit")]
    [InlineData("a ![b](/media/plain.jpg) c", "a  c")]
    public void Whose_a_picture_is_is_said_amid_text_too(string markdown, string text)
    {
        var page = Page(markdown);
        Assert.Equal(text, page.TextContent.Trim('\n'));
        Assert.Empty(page.QuerySelectorAll("a .credit, figcaption"));
    }

    [Theory]
    [InlineData("![alt](/gone.jpg)\nThe caption.\n-- Ann", "<figure class=\"missing-picture\"><figcaption>The caption. <span class=\"credit\">Ann</span></figcaption></figure>")]
    [InlineData("![alt](/gone.jpg)", "")]
    [InlineData("a ![alt](/gone.jpg) b", "<p>a  b</p>")]
    [InlineData("<p><a href=\"/gone.jpg\"><img src=\"/gone.jpg\" alt=\"alt\"></a></p>", "")]
    [InlineData("<figure><img src=\"gone.jpg\"><figcaption>Kept</figcaption></figure>", "<figure class=\"missing-picture\"><figcaption>Kept</figcaption></figure>")]
    public void A_missing_picture_leaves_its_caption_and_credit(string markdown, string html) => Assert.Equal(html, Html(markdown).Trim());

    [Theory]
    [InlineData("![alt](https://elsewhere.example/a.png \"Cap\")", "<figure><a href=\"https://elsewhere.example/a.png\" class=\"picture-elsewhere\">Picture at elsewhere.example</a><figcaption>Cap</figcaption></figure>")]
    [InlineData("a ![alt](//elsewhere.example/a.png)", "<p>a <a href=\"https://elsewhere.example/a.png\" class=\"picture-elsewhere\">Picture at elsewhere.example</a></p>")]
    [InlineData("<p>a <img src=\"http://elsewhere.example/a.png\"></p>", "<p>a <a href=\"http://elsewhere.example/a.png\" class=\"picture-elsewhere\">Picture at elsewhere.example</a></p>")]
    public void A_picture_of_another_host_is_a_link(string markdown, string html) => Assert.Equal(html, Html(markdown).Trim());

    [Fact]
    public void An_own_absolute_address_is_a_local_picture() => Assert.NotNull(Page("a ![x](https://news.example/media/a.jpg) b").QuerySelector("p > picture > img[width]"));

    [Fact]
    public void Pictures_in_HTML_follow_the_same_rules() =>
        Assert.NotNull(Page("<figure><picture><source srcset=\"https://e.example/x\"><img src=\"/media/a.jpg\" onerror=\"x()\"></picture></figure>")
            .QuerySelector("figure > picture > source[type] + img[src='/media/r/800/a.jpg']:not([onerror])"));

    [Fact]
    public void A_gallery_holds_its_figures()
    {
        var gallery = Page("::: gallery\n![1](/media/1.jpg)\nOne\n![2](/media/2.jpg)\n\n![3](/media/3.jpg)\n-- Ann\n:::").QuerySelector("div.gallery")!;

        Assert.Equal(["One", "", "Ann"], gallery.Children.Select(figure => figure.TextContent.Trim()));
        Assert.Equal(3, gallery.QuerySelectorAll("figure > picture").Length);
    }

    [Theory]
    [InlineData("![a](/media/a.jpg)\nCaption.\n\nText.")]
    [InlineData("<figure><img src=\"/media/a.jpg\"><figcaption>C</figcaption></figure>\n\nText.")]
    public void The_lead_picture_is_not_shown_twice(string markdown)
    {
        Assert.Equal("/media/a.jpg", BodyText.Parse(markdown).OpeningPicture);
        Assert.Equal("<p>Text.</p>", Html(markdown, WithPictures with { LeadPicture = "/media/a.jpg" }).Trim());
    }

    [Fact]
    public void The_lead_picture_stays_where_it_does_not_open_the_body() =>
        Assert.NotNull(Page("Text.\n\n![a](/media/a.jpg)", WithPictures with { LeadPicture = "/media/a.jpg" }).QuerySelector("picture"));

    [Fact]
    public void All_pictures_are_named_once_in_order()
    {
        Assert.Equal(["/b", "/a", "/c"], BodyText.Parse("![](/b)\n\ntext ![](/a)\n\n::: gallery\n![](/b)\n![](/c)\n:::").Pictures);
        Assert.Equal(["/b", "/a"], BodyText.Parse("![](/b)\n\n<p><img src=\"/a\"></p>").Pictures);
    }
}
