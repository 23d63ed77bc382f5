using FanNews.Interchange.WordPress;

namespace FanNews.Tests.Interchange.WordPress;

public sealed class StoryTextTests
{
    [Fact]
    public void A_classic_story_becomes_Markdown_with_captions_credits_and_local_links()
    {
        var text = Convert(100);
        Assert.Equal("SALTBY, Kent", text.Dateline);
        Assert.Equal(
            """
            ![Water between two piers](/wp-content/uploads/2026/11/gap.jpg)
            The gap from the slip.
            -- Ada Quill

            The gap is **wider** than that, and\
            so was our error: [see](/about/?x=1#us). \[mystery a="1"\]in\[/mystery\] \[gallery\]

            <!--more-->

            https://video.example/watch?v=1

            ::: gallery
            ![Water between two piers](/wp-content/uploads/2026/11/gap.jpg)
            The gap from the slip.
            -- Ada Quill

            ![](/wp-content/uploads/2026/11/span-scaled.jpg)
            -- Ben Ørsted
            :::

            - one
            - two

            text with \]\]> in it
            """, text.Body);
        Assert.Equal(["picture of a gallery that the export does not hold", "shortcode [mystery]"], text.Losses.Counts.Keys);
    }

    [Fact]
    public void A_story_of_blocks_becomes_Markdown_with_footnotes_quotes_and_reused_parts()
    {
        var text = Convert(101);
        Assert.Equal("OSLO", text.Dateline);
        Assert.Equal(
            """
            Ships[^1] sail.

            ![Span](/wp-content/uploads/2026/11/span-scaled.jpg)
            The *span*.
            -- Ben Ørsted

            Reused text.

            A map of the strait

            ::: pull-quote
            We are not late.
            -- Pauline Dray
            :::

            https://video.example/2

            The launch

            [^1]: Mostly *ferries*.
            """, text.Body);
        Assert.Equal(["block acme/map", "block latest-posts"], text.Losses.Counts.Keys);
    }

    [Theory]
    [InlineData("https://www.ferryman.example/wp-content/uploads/2026/11/span.jpg")]
    [InlineData("http://ferryman.example/wp-content/uploads/2026/11/span-300x200.jpg")]
    [InlineData("//i2.wp.com/www.ferryman.example/wp-content/uploads/2026/11/span-scaled.jpg?ssl=1")]
    [InlineData("/wp-content/uploads/2026/11/span-e1700000000-150x150.jpg")]
    public void Every_address_of_a_picture_leads_to_the_original_upload(string address) =>
        Assert.Equal("/wp-content/uploads/2026/11/span-scaled.jpg", Read().Uploads.Find(address)?.Address);

    [Theory]
    [InlineData("https://www.ferryman.example/a/?b=1#c", "/a/?b=1#c")]
    [InlineData("https://ferryman.example/?p=5", "/?p=5")]
    [InlineData("https://ferryman.example//other.example/x", "/other.example/x")]
    [InlineData("?p=5", "/?p=5")]
    [InlineData("https://network.example/x", "https://network.example/x")]
    [InlineData("https://elsewhere.example/x", "https://elsewhere.example/x")]
    [InlineData("java\tscript:alert(1)", null)]
    [InlineData("data:text/html,x", null)]
    [InlineData("file:///etc/passwd", null)]
    [InlineData("mailto:ada@ferryman.example", "mailto:ada@ferryman.example")]
    [InlineData("../in-blocks/", "/2026/in-blocks/")]
    public void Links_to_the_old_site_become_local_and_dangerous_ones_vanish(string href, string? address) =>
        Assert.Equal(address, Read().Site.Link(href, new Uri("https://www.ferryman.example/2026/11/")));

    [Fact]
    public void An_attachment_outside_the_uploads_is_none() => Assert.Equal([50, 51], Read().Uploads.All.Select(upload => upload.Id));

    private static (OldSite Site, Uploads Uploads, List<WxrItem> Items) Read()
    {
        var records = WxrReader.Read(Fixture.EveryRule).ToList();
        var items = records.OfType<WxrItem>().ToList();
        var uploads = new Uploads();
        foreach (var item in items.Where(item => item.Type == "attachment")) uploads.Add(item);
        return (new OldSite(records.OfType<WxrSite>().Single(), uploads), uploads, items);
    }

    private static ConvertedText Convert(long id)
    {
        var (site, uploads, items) = Read();
        return new StoryText(site, uploads, number => items.Find(item => item.Id == number && item.Type == "wp_block")?.Content).Convert(items.Find(item => item.Id == id)!);
    }
}
