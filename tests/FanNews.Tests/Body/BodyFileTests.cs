using FanNews.Body;
using FanNews.Media;
using static FanNews.Tests.Body.Rendering;

namespace FanNews.Tests.Body;

public sealed class BodyFileTests
{
    private static readonly BodySetting WithFiles = new() { File = File, Host = "news.example" };

    [Theory]
    [InlineData("/media/horn.mp3")]
    [InlineData("[/media/horn.mp3](/media/horn.mp3)")]
    [InlineData("[horn.mp3](/media/horn.mp3?x=1)")]
    [InlineData("<audio src=\"/media/horn.mp3\" autoplay onplay=\"alert(1)\"></audio>")]
    [InlineData("<figure><audio controls><source src=\"/media/horn.mp3\"></audio></figure>")]
    public void Sound_alone_is_the_browsers_player(string markdown)
    {
        Assert.Equal(
            "<figure class=\"media\"><audio controls=\"\" preload=\"none\" src=\"/media/ab/ab00000000000000.mp3\" aria-label=\"The horn\"></audio>"
            + "<figcaption>The horn <span class=\"credit\">Ada Quill</span> <a href=\"/media/ab/ab00000000000000.mp3\" class=\"file\">MP3, 35 KB</a></figcaption></figure>",
            Html(markdown, WithFiles).Trim());
        Assert.Equal(["/media/horn.mp3"], BodyText.Parse(markdown).Files);
    }

    [Fact]
    public void A_video_alone_is_a_player_of_its_size_with_its_captions()
    {
        var page = Page("[A *long* film](/media/film.mp4)", WithFiles);
        var video = page.QuerySelector("figure.media > video")!;
        Assert.Equal("aria-label=A long film controls= height=360 playsinline= preload=metadata src=/media/cd/cd00000000000000.mp4 width=640", string.Join(' ', video.Attributes.OrderBy(a => a.Name).Select(a => $"{a.Name}={a.Value}")));
        Assert.Equal("<track kind=\"captions\" src=\"/media/ef/ef00000000000000.vtt\" label=\"Captions\">", video.InnerHtml);
        Assert.Equal("A long film MP4, 2 MB", page.QuerySelector("figcaption")!.TextContent);
        var imported = Page("<figure class=\"wp-block-video\"><video src=\"/media/film.mp4\"></video><figcaption>Saltby, at last</figcaption></figure>", WithFiles);
        Assert.Equal("Saltby, at last", Assert.Single(imported.QuerySelectorAll("figure")).QuerySelector("video")!.GetAttribute("aria-label"));
    }

    [Fact]
    public void A_document_alone_is_a_link_with_its_size() => Assert.Equal(
        "<p class=\"document\"><a href=\"/media/de/de00000000000000.pdf\">The survey</a> <span class=\"file\">PDF, 1.2 MB</span></p>",
        Html("[The survey](/media/survey.pdf)", WithFiles).Trim());

    [Theory]
    [InlineData("Read [the survey](/media/survey.pdf).", "<p>Read <a href=\"/media/de/de00000000000000.pdf\">the survey</a>.</p>")]
    [InlineData("> [the survey](/media/survey.pdf)", "<blockquote>\n<p><a href=\"/media/de/de00000000000000.pdf\">the survey</a></p>\n</blockquote>")]
    [InlineData("- [the horn](/media/horn.mp3)", "<ul>\n<li><a href=\"/media/ab/ab00000000000000.mp3\">the horn</a></li>\n</ul>")]
    [InlineData("/media/none.mp3", "<p><a href=\"/media/none.mp3\">/media/none.mp3</a></p>")]
    [InlineData("/media/horn.mp3 sounds", "<p>/media/horn.mp3 sounds</p>")]
    [InlineData("<div><video src=\"/elsewhere.mp4\"></video></div>", "<div><div class=\"embed\"><a href=\"/elsewhere.mp4\">Watch the video</a></div></div>")]
    [InlineData("<p>a<video autoplay>b</video></p>", "<p>a</p>")]
    [InlineData("<figure class=\"media\"><video src=\"//evil.example/x.mp4\"></video></figure>", "<figure class=\"media\"><div class=\"embed\"><a href=\"https://evil.example/x.mp4\">Watch the video</a></div></figure>")]
    public void Elsewhere_a_file_is_a_link_and_what_is_none_stays_what_it_is(string markdown, string html) => Assert.Equal(html, Html(markdown, WithFiles).Trim());

    [Fact]
    public void In_a_feed_files_have_their_whole_address()
    {
        var page = Page("/media/film.mp4", WithFiles with { Site = new("https://news.example") });
        Assert.Equal(
            ["https://news.example/media/cd/cd00000000000000.mp4", "https://news.example/media/ef/ef00000000000000.vtt", "https://news.example/media/cd/cd00000000000000.mp4"],
            page.QuerySelectorAll("video,track,a").Select(e => e.GetAttribute("src") ?? e.GetAttribute("href")!));
    }

    [Fact]
    public void Only_local_addresses_of_the_media_count_as_files() => Assert.Equal(
        ["/media/a.mp3", "/wp-content/uploads/2020/old name.pdf"],
        BodyText.Parse("[a](/media/a.mp3) [b](https://other.example/media/b.mp3) [c](/about/) ![d](/media/d.jpg) [e](</wp-content/uploads/2020/old%20name.pdf>) //x/media/f.mp3").Files);

    [Fact]
    public void A_picture_in_a_figure_leads_to_its_largest_file_where_that_is_asked_for()
    {
        const string Figures = "![a \"b\"](/media/a.jpg)\n\n[![](/media/b.jpg)](/about/)\n\nIn ![c](/media/c.jpg) a line.";
        var links = Page(Figures, WithPictures with { Enlarges = true }).QuerySelectorAll("a.enlarge");
        Assert.Equal([("/media/r/800.jpg", "Enlarge: a \"b\"")], links.Select(l => (l.GetAttribute("href")!, l.GetAttribute("aria-label")!)));
        Assert.NotNull(links[0].QuerySelector("picture > img"));
        Assert.Empty(Page(Figures).QuerySelectorAll("a.enlarge"));
    }

    [Fact]
    public void A_video_of_another_host_shows_what_is_kept_of_it_here()
    {
        var kept = new BodySetting { Picture = address => address == "/media/video/youtube-dQw4w9WgXcQ.jpg" ? new() { Address = address, Src = "/media/ab/still.jpg", Width = 480, Height = 270 } : null };
        var card = Page("https://youtu.be/dQw4w9WgXcQ", kept).QuerySelector("div.embed")!;
        Assert.Equal("/media/ab/still.jpg", card.QuerySelector("picture > img")!.GetAttribute("src"));
        Assert.Null(Page("https://youtu.be/dQw4w9WgXcQ", new()).QuerySelector("div.embed img"));
        Assert.Empty(BodyText.Parse("https://youtu.be/dQw4w9WgXcQ").Pictures);
    }

    private static FileView? File(string address) => address switch
    {
        "/media/horn.mp3" => View(address, "ab", "mp3", 35_280) with { Title = "The horn", Credit = "Ada Quill" },
        "/media/film.mp4" => View(address, "cd", "mp4", 2_000_000) with { Width = 640, Height = 360, Captions = FileView.At("ef00000000000000", "vtt") },
        "/media/survey.pdf" => View(address, "de", "pdf", 1_200_000),
        _ => null,
    };

    private static FileView View(string address, string start, string format, long bytes) => new()
    {
        Address = address,
        Src = FileView.At(start + "00000000000000", format),
        Kind = MediaFormat.Kind(format, 0),
        Type = MediaFormat.Type(format, 0),
        Format = format.ToUpperInvariant(),
        Bytes = bytes,
    };
}
