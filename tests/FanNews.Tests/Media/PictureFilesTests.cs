using System.Globalization;
using FanNews.Media;
using NetVips;

namespace FanNews.Tests.Media;

public sealed class PictureFilesTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("fannews-media-").FullName;
    private readonly PictureFiles files;

    public PictureFilesTests() => files = new(folder);

    /// <inheritdoc />
    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    public void A_picture_stands_upright_however_the_camera_was_held(int orientation)
    {
        var kept = files.Keep(DrawnPictures.Turned(orientation)).Picture!;
        Assert.Equal((240, 160), (kept.Width, kept.Height));
        foreach (var format in (string[])["avif", "webp", "jpg"])
        {
            using var shown = Shown(kept, 240, format);
            Assert.Equal((240, 160), (shown.Width, shown.Height));
            Assert.True(IsRed(shown, 30, 20), format);
            foreach (var (x, y) in ((int, int)[])[(210, 20), (30, 140), (210, 140)])
                Assert.False(IsRed(shown, x, y), format);
        }
    }

    [SharedDataFact("images/orientation")]
    public void The_eight_shared_orientations_stand_upright()
    {
        foreach (var path in Directory.EnumerateFiles(Shared.Path("images", "orientation"), "*.jpg"))
        {
            var kept = files.Keep(File.ReadAllBytes(path)).Picture!;
            Assert.Equal((240, 160), (kept.Width, kept.Height));
            using var shown = Shown(kept, 240, "jpg");
            Assert.True(IsRed(shown, 30, 20), path);
        }
    }

    [Fact]
    public void Each_width_is_kept_in_three_formats_without_metadata_and_the_original_untouched()
    {
        var original = DrawnPictures.Jpeg(1, "Someone");
        var kept = files.Keep(original).Picture!;
        Assert.Equal(new StoredPicture(kept.File, 1000, 667, Avif: true, "jpg"), kept);
        foreach (var (width, height) in ((int, int)[])[(480, 320), (960, 640), (1000, 667)])
        {
            foreach (var format in (string[])["avif", "webp", "jpg"])
            {
                using var shown = Shown(kept, width, format);
                Assert.Equal((width, height), (shown.Width, shown.Height));
                Assert.DoesNotContain(shown.GetFields(), f => f.StartsWith("exif", StringComparison.Ordinal) || f is "xmp-data" or "iptc-data" or "icc-profile-data");
            }
        }

        Assert.Equal(original, File.ReadAllBytes(Path.Combine(folder, "originals", kept.File[..2], kept.File + ".jpg")));
        Assert.Equal(10, Kept().Count);
    }

    [Fact]
    public void Without_AVIF_there_is_none_until_it_is_asked_for()
    {
        var kept = files.Keep(DrawnPictures.Jpeg(2), avif: false).Picture!;
        Assert.False(kept.Avif);
        Assert.DoesNotContain(Kept(), path => path.EndsWith(".avif", StringComparison.Ordinal));
        Assert.True(files.Keep(DrawnPictures.Jpeg(2)).Picture!.Avif);
        Assert.Equal(3, Kept().Count(path => path.EndsWith(".avif", StringComparison.Ordinal)));
    }

    [Fact]
    public void What_is_removed_leaves_nothing_and_touches_nothing_else()
    {
        var (one, other) = (files.Keep(DrawnPictures.Jpeg(1)).Picture!, files.Keep(DrawnPictures.Jpeg(2)).Picture!);
        Assert.True(files.Has(one));
        files.Remove(one.File);
        Assert.False(files.Has(one));
        Assert.All(Kept(), path => Assert.StartsWith(other.File, Path.GetFileName(path), StringComparison.Ordinal));
        Assert.True(files.Has(other));
    }

    [Fact]
    public void What_is_no_picture_is_refused_in_a_sentence_and_leaves_nothing()
    {
        (byte[] Bytes, string Sentence)[] bad =
        [
            ([], "The picture is empty"),
            ("<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>"u8.ToArray(), "is no picture that we can read"),
            ("<!doctype html><script>alert(1)</script>"u8.ToArray(), "is no picture that we can read"),
            ("GIF89a"u8.ToArray(), "is no picture that we can read"),
            (DrawnPictures.Jpeg(1)[..5000], "is no picture that we can read"),
            (DrawnPictures.Png(3000, 3000)[..800], "is no picture that we can read"),
            (DrawnPictures.Png(10_000, 5_001), "more than 50 million pixels"),
            (DrawnPictures.Png(5_001, 5_000, interlaced: true), "more than 25 million pixels"),
            (DrawnPictures.Png(10, 20_000), "too tall"),
        ];
        foreach (var (bytes, sentence) in bad)
        {
            var (picture, refusal) = files.Keep(bytes);
            Assert.Null(picture);
            Assert.Contains(sentence, refusal!.Sentence, StringComparison.Ordinal);
        }

        Assert.Empty(Kept());
    }

    [SharedDataFact("images/hostile")]
    public void Hostile_files_are_refused_or_become_a_harmless_picture()
    {
        // These are pictures, with something odd in or behind them.
        string[] harmless =
        [
            "exif-count-4-billion.jpg", "exif-ifd-loop.jpg", "exif-orientation-99.jpg", "gif-401-frames.gif", "gif-with-trailing-html.gif", "jpeg-comment-with-php.jpg",
            "jpeg-named.png", "png-named.jpg", "webp-named.gif", "ztxt-bomb.png",
        ];
        foreach (var path in Directory.EnumerateFiles(Shared.Path("images", "hostile")))
        {
            var before = Kept().Count;
            var (picture, refusal) = files.Keep(File.ReadAllBytes(path));
            Assert.True(picture is not null == harmless.Contains(Path.GetFileName(path)), $"{Path.GetFileName(path)}: {refusal?.Sentence ?? "taken"}");
            if (picture is null)
                Assert.Equal(before, Kept().Count);
        }

        Assert.DoesNotContain(Kept().Where(path => !path.Contains("originals", StringComparison.Ordinal)), path => File.ReadAllText(path).Contains("<?php", StringComparison.Ordinal) || File.ReadAllText(path).Contains("<script", StringComparison.Ordinal));
    }

    [SharedDataFact("images/formats")]
    public void Every_format_that_is_promised_is_taken_and_no_other()
    {
        foreach (var path in Directory.EnumerateFiles(Shared.Path("images", "formats")))
        {
            var (picture, refusal) = files.Keep(File.ReadAllBytes(path));
            var promised = Path.GetExtension(path) is ".jpg" or ".png" or ".webp" or ".avif" or ".gif";
            Assert.True(picture is not null == promised, $"{Path.GetFileName(path)}: {refusal?.Sentence ?? "taken"}");
            if (picture is null)
                continue;
            using var shown = Shown(picture, Rendition.Widths(picture.Width)[0], "avif");
            Assert.Contains(shown.Interpretation, (Enums.Interpretation[])[Enums.Interpretation.Srgb, Enums.Interpretation.Bw]);
        }
    }

    [SharedDataFact("images/metadata")]
    public void Nothing_about_the_camera_or_the_place_reaches_readers()
    {
        foreach (var path in Directory.EnumerateFiles(Shared.Path("images", "metadata"), "*.jpg"))
        {
            var kept = files.Keep(File.ReadAllBytes(path)).Picture!;
            foreach (var format in (string[])["avif", "webp", "jpg"])
            {
                using var shown = Shown(kept, Rendition.Widths(kept.Width)[0], format);
                Assert.DoesNotContain(shown.GetFields(), f => f.StartsWith("exif", StringComparison.Ordinal) || f is "xmp-data" or "iptc-data");
            }
        }
    }

    private static bool IsRed(Image image, int x, int y) => image.Getpoint(x, y) is [> 150, < 100, < 100, ..];

    private Image Shown(StoredPicture picture, int width, string format) =>
        Image.NewFromFile(Path.Combine(folder, picture.File[..2], string.Create(CultureInfo.InvariantCulture, $"{picture.File}-{width}.{format}")));

    private List<string> Kept() => [.. Directory.EnumerateFiles(folder, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0 })];
}
