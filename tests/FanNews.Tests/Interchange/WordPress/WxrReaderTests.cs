using System.Text;
using FanNews.Interchange.WordPress;

namespace FanNews.Tests.Interchange.WordPress;

public sealed class WxrReaderTests
{
    private const string Head = "<rss version=\"2.0\" xmlns:wp=\"http://wordpress.org/export/1.2/\"><channel><title>T</title><wp:wxr_version>1.2</wp:wxr_version>";

    [Fact]
    public void Every_part_of_an_export_is_read()
    {
        var records = WxrReader.Read(Fixture.EveryRule).ToList();
        var site = Assert.IsType<WxrSite>(records[^1]);
        Assert.Equal(("The Ferryman & Sons", "https://www.ferryman.example", "en-GB"), (site.Title, site.Link, site.Language));
        Assert.Equal(["Ada Quill", "Ben Ørsted"], records.OfType<WxrAuthor>().Select(a => a.DisplayName));
        Assert.Equal(["rowing<sport", "sport<", "round<trip", "trip<round", "strait-press<"], records.OfType<WxrTerm>().Where(t => t.Taxonomy == "category").Select(t => $"{t.Slug}<{t.Parent}"));
        var story = records.OfType<WxrItem>().First();
        Assert.Equal((100L, "publish", "post", "2026-11-02 06:00:00", "ada"), (story.Id, story.Status, story.Type, story.PostDateGmt, story.Creator));
        Assert.EndsWith("text with ]]> in it", story.Content, StringComparison.Ordinal);
        Assert.Equal(["7", "8", "9", "10", "12", "13"], story.Comments.Select(c => c.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        Assert.Equal("50", story.MetaValue("_thumbnail_id"));
        Assert.Equal(21, story.Line);
    }

    [Theory]
    [InlineData("<rss version=\"2.0\"><channel><title>A feed</title><item><title>t</title></item></channel></rss>", 1, "not a WordPress export")]
    [InlineData("<!DOCTYPE html>\n<html><body>502</body></html>", 1, "DTD")]
    [InlineData("<html><body>502</body></html>", 1, "HTML page")]
    [InlineData("<feed/>", 1, "<feed>")]
    [InlineData("no xml", 1, "not an XML file")]
    [InlineData("", 1, "empty")]
    [InlineData("\n\n<?xml version=\"1.0\"?>\n" + Head + "\n<item><title>a & b</title></item></channel></rss>", 5, "not well-formed")]
    [InlineData(Head + "\n<item><title>cut", 2, "ends in the middle")]
    [InlineData("<?xml version=\"1.0\" encoding=\"klingon\"?>" + Head + "</channel></rss>", 1, "klingon")]
    [InlineData("<!DOCTYPE rss [<!ENTITY x SYSTEM \"file:///etc/hostname\">]>" + Head + "<item><title>&x;</title></item></channel></rss>", 1, "DTD")]
    public void What_is_no_export_is_refused_with_its_place_and_a_sentence(string xml, int line, string sentence)
    {
        var refused = Assert.Throws<WxrException>(() => Read(Encoding.UTF8.GetBytes(xml)));
        Assert.Contains(sentence, refused.Message, StringComparison.Ordinal);
        Assert.Equal(line, refused.Line);
        Assert.True(refused.Column >= 1);
        Assert.StartsWith("test.xml, line ", refused.WithPlace, StringComparison.Ordinal);
    }

    [Fact]
    public void The_place_of_an_error_is_right_though_signs_before_it_were_left_out()
    {
        var refused = Assert.Throws<WxrException>(() => Read(Encoding.UTF8.GetBytes("\uFEFF\n" + Head + "\n<item><title>a\u0008\u0001b</title><link>x & y</link></item></channel></rss>")));
        Assert.Equal((3, "<item><title>a..b</title><link>x & ".Length), (refused.Line, refused.Column));
    }

    [Fact]
    public void Control_characters_and_references_to_them_are_left_out()
    {
        var item = Read(Encoding.UTF8.GetBytes(Head + "<item><title>a\u0008b&#8;c\td</title></item></channel></rss>")).OfType<WxrItem>().Single();
        Assert.Equal("abc\td", item.Title);
    }

    [Theory]
    [InlineData("utf-16")]
    [InlineData("iso-8859-1")]
    [InlineData("windows-1252")]
    [InlineData("utf-8")]
    public void The_encoding_that_the_file_declares_is_used(string name)
    {
        var encoding = CodePagesEncodingProvider.Instance.GetEncoding(name) ?? Encoding.GetEncoding(name);
        var xml = $"<?xml version=\"1.0\" encoding=\"{name}\"?>" + Head + "<item><title>Øresund</title></item></channel></rss>";
        Assert.Equal("Øresund", Read(encoding.GetBytes(xml)).OfType<WxrItem>().Single().Title);
    }

    [Fact]
    public void Bytes_that_are_not_UTF8_are_read_as_Windows_1252_and_counted()
    {
        byte[] xml = [.. Encoding.UTF8.GetBytes("<?xml version=\"1.0\" encoding=\"UTF-8\"?>" + Head + "<item><title>caf"), 0xE9, .. Encoding.UTF8.GetBytes(" é</title></item></channel></rss>")];
        var odd = 0;
        Assert.Equal("café é", WxrReader.Read(new MemoryStream(xml), "test.xml", reader => odd = reader.OddBytes).OfType<WxrItem>().Single().Title);
        Assert.Equal(1, odd);
    }

    [Fact]
    public void Prefixes_that_nobody_declared_are_understood_when_they_are_the_usual_ones()
    {
        var xml = "<rss><channel><item><dc:creator>ada</dc:creator><wp:post_id>5</wp:post_id><content:encoded>c</content:encoded><excerpt:encoded>e</excerpt:encoded></item></channel></rss>";
        var item = Read(Encoding.UTF8.GetBytes(xml)).OfType<WxrItem>().Single();
        Assert.Equal(("ada", 5L, "c", "e"), (item.Creator, item.Id, item.Content, item.Excerpt));
    }

    [Fact]
    public void Nesting_without_end_is_refused()
    {
        var xml = "<rss><channel>" + string.Concat(Enumerable.Repeat("<a>", 100_000));
        Assert.Contains("too deep", Assert.Throws<WxrException>(() => Read(Encoding.UTF8.GetBytes(xml))).Message, StringComparison.Ordinal);
    }

    private static List<WxrRecord> Read(byte[] xml) => [.. WxrReader.Read(new MemoryStream(xml), "test.xml")];
}

/// <summary>Files of our own beside these tests.</summary>
internal static class Fixture
{
    public static string EveryRule => Path("every-rule.xml");

    public static string Path(string name) => System.IO.Path.Combine(AppContext.BaseDirectory, "Interchange", "WordPress", "Fixtures", name);
}
