using FanNews.Media;

namespace FanNews.Tests.Media;

public sealed class MediaFormatTests
{
    public static TheoryData<string, byte[], string?> Files => new()
    {
        { "sound", MadeFiles.Mp3(), "mp3 0x0" },
        { "sound behind a tag", MadeFiles.Mp3(tag: true), "mp3 0x0" },
        { "a film", MadeFiles.Mp4(), "mp4 640x360" },
        { "a film of a telephone that was held upright", MadeFiles.Mp4(upright: true), "mp4 360x640" },
        { "a film that says where it was made", MadeFiles.Mp4(place: true), "mp4 640x360" },
        { "sound in the same box", MadeFiles.Mp4(video: false, brand: "M4A "), "m4a 0x0" },
        { "a film of the web", MadeFiles.Webm(), "webm 320x180" },
        { "sound of the web", MadeFiles.Webm(video: false), "webm 0x0" },
        { "a document", MadeFiles.Pdf(), "pdf 0x0" },
        { "a document without its end", MadeFiles.Pdf()[..20], null },
        { "half a film", MadeFiles.Mp4()[..^40], null },
        { "half a film of the web", MadeFiles.Webm()[..40], null },
        { "one frame", MadeFiles.Mp3()[..417], null },
        { "a film as cameras keep it", MadeFiles.Mp4(brand: "qt  "), null },
        { "Matroska", MadeFiles.Webm(kind: "matroska"), null },
        { "a picture", DrawnPictures.Jpeg(1), null },
        { "a page", "<html><script>alert(1)</script>%PDF-"u8.ToArray(), null },
        { "zeros", new byte[5_000], null },
        { "nothing", [], null },
        { "a box without end in itself", [0, 0, 0, 16, .. "ftypisom"u8, 0, 0, 0, 0, 0, 0, 0, 1, .. "moov"u8, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF], null },
        { "thousands of boxes", [0, 0, 0, 16, .. "ftypisom"u8, 0, 0, 0, 0, .. Enumerable.Repeat<byte[]>([0, 0, 0, 8, .. "free"u8], 9_000).SelectMany(b => b), .. MadeFiles.Mp4()[24..]], null },
    };

    [Theory, MemberData(nameof(Files))]
    public void Content_says_what_a_file_is(string what, byte[] bytes, string? expected)
    {
        using var file = new MemoryStream(bytes);
        var format = MediaFormat.Of(file);
        Assert.Equal((what, expected), (what, format is null ? null : $"{format.Name} {format.Width}x{format.Height}"));
    }

    [Theory]
    [InlineData("WEBVTT\n\n00:01.000 --> 00:04.000\nHello", null)]
    [InlineData("\uFEFFWEBVTT - some title\r\n\r\n1\r\n01:00:01.000 --> 01:00:04.000 align:start\r\nHello", null)]
    [InlineData("1\n00:00:01,000 --> 00:00:04,000\nHello", "The captions are no WebVTT file: its first line is WEBVTT")]
    [InlineData("WEBVTTX\n\n00:01.000 --> 00:04.000\nHello", "The captions are no WebVTT file: its first line is WEBVTT")]
    [InlineData("WEBVTT\n\n00:00:01,000 --> 00:00:04,000\nHello", "The captions hold no line with times, such as 00:01.000 --> 00:04.000")]
    [InlineData("", "The captions are empty or larger than 2 MB")]
    public void Captions_are_WebVTT(string text, string? problem) => Assert.Equal(problem, CaptionsText.Problem(System.Text.Encoding.UTF8.GetBytes(text)));

    [Fact]
    public void Captions_in_another_encoding_are_refused() =>
        Assert.Equal("The captions are not in UTF-8", CaptionsText.Problem([.. "WEBVTT\n\n00:01.000 --> 00:04.000\n"u8, 0xE4, 0x20]));

    [Theory]
    [InlineData(1, "1 KB")]
    [InlineData(35_280, "35 KB")]
    [InlineData(999_499, "999 KB")]
    [InlineData(999_500, "1 MB")]
    [InlineData(1_249_999, "1.2 MB")]
    [InlineData(500_000_000, "500 MB")]
    public void Sizes_are_for_people(long bytes, string said) => Assert.Equal(said, FileView.SizeOf(bytes));
}
