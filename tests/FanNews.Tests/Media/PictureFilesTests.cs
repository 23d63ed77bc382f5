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
    public void The_roles_files_are_made_at_once_and_the_original_stays_untouched()
    {
        var original = DrawnPictures.Large(1, "Someone");
        var kept = files.Keep(original).Picture!;
        Assert.Equal(new StoredPicture(kept.File, 1000, 667, Avif: true, "jpg") { FocusX = kept.FocusX, FocusY = kept.FocusY, Colour = 1, Bytes = original.Length }, kept);
        var focus = string.Create(CultureInfo.InvariantCulture, $"-{kept.FocusX}-{kept.FocusY}");
        string[] expected =
        [
            "480.avif", "720.avif", "1000.avif", "480.webp", "720.jpg", "1000.jpg",
            $"320x213{focus}.avif", $"480x320{focus}.avif", $"640x427{focus}.avif", $"960x640{focus}.avif", $"480x320{focus}.jpg",
            $"120x120{focus}.avif", $"240x240{focus}.avif", $"360x360{focus}.avif",
            $"1000x525{focus}.jpg",
        ];
        Assert.Equal(expected.Select(name => $"{kept.File}-{name}").Append(kept.File + ".jpg").Order(StringComparer.Ordinal), Kept().ConvertAll(p => Path.GetFileName(p)!).Order(StringComparer.Ordinal));
        foreach (var path in Kept().Where(p => !p.Contains("originals", StringComparison.Ordinal)))
        {
            using var shown = Image.NewFromFile(path);
            var name = Rendition.Named("/" + Path.GetRelativePath(folder, path).Replace('\\', '/'))!;
            Assert.Equal(name.Width, shown.Width);
            if (name.IsCrop)
                Assert.Equal(name.Height, shown.Height);
            Assert.DoesNotContain(shown.GetFields(), f => f.StartsWith("exif", StringComparison.Ordinal) || f is "xmp-data" or "iptc-data" or "icc-profile-data");
        }

        Assert.Equal(original, File.ReadAllBytes(Path.Combine(folder, "originals", kept.File[..2], kept.File + ".jpg")));
    }

    [Fact]
    public async Task What_is_not_there_yet_is_made_when_it_is_asked_for_and_once()
    {
        var kept = files.Keep(DrawnPictures.Large(2), all: false).Picture!;
        Assert.Single(Kept());
        var picture = Row(kept);
        var name = new Rendition(kept.File, 720, 0, 0, 0, "avif");
        Assert.True(name.IsOf(picture));
        Assert.All(await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => files.Make(picture, name))), Assert.True);
        Assert.Equal(2, Kept().Count);
        using (var shown = Shown(kept, 720, "avif"))
            Assert.Equal((720, 480), (shown.Width, shown.Height));

        File.Delete(files.Original(kept.File, "jpg"));
        Assert.False(await files.Make(picture, name with { Extension = "webp" }));
    }

    [Fact]
    public async Task A_part_is_cut_around_the_focus()
    {
        // Red is its upper left quarter: of the square's 160 pixels 120, 80 or 40.
        var picture = Row(files.Keep(DrawnPictures.Turned(1), all: false).Picture!);
        foreach (var (x, y, red) in ((int, int, (bool, bool))[])[(0, 0, (true, true)), (50, 50, (true, false)), (100, 100, (false, false))])
        {
            (picture.FocusX, picture.FocusY) = (x, y);
            var name = Rendition.Named(picture.View().As(PictureRole.Thumb)!.Src["/media".Length..])!;
            Assert.True(name.IsOf(picture) && await files.Make(picture, name));
            using var shown = Image.NewFromFile(files.OnDisk(name));
            Assert.Equal((160, 160), (shown.Width, shown.Height));
            Assert.Equal(red, (IsRed(shown, 60, 20), IsRed(shown, 100, 20)));
        }

        Assert.Equal(3, Kept().Count(p => p.Contains("160x160", StringComparison.Ordinal)));
    }

    [Fact]
    public void What_draws_the_eye_is_guessed_and_the_mean_colour_noted()
    {
        using var sky = (Image.Black(900, 600) + new double[] { 100, 140, 190 }).Cast(Enums.BandFormat.Uchar).Copy(interpretation: Enums.Interpretation.Srgb);
        using var boat = sky.Mutate(image => image.DrawCircle([230, 40, 30], 780, 450, 60, fill: true));
        var kept = files.Keep(boat.JpegsaveBuffer(q: 90)).Picture!;
        Assert.InRange(kept.FocusX!.Value, 75, 98);
        Assert.InRange(kept.FocusY!.Value, 60, 90);
        Assert.Equal(PictureColour.Nearest(100, 140, 190), kept.Colour);
        Assert.Null(files.Keep(File.ReadAllBytes(Transparent())).Picture!.Colour);
    }

    [Fact]
    public async Task What_is_found_alone_says_who_is_to_be_named()
    {
        using var upload = new MemoryStream(DrawnPictures.Large(5, "Camera's owner"));
        var notice = new PictureNotice("Ada Quill / Estuary Wire", "Ada Quill", "© 2026 <Estuary> & Co", "trainedAlgorithmicMedia");
        var kept = (await files.Keep(upload, notice, all: true, CancellationToken.None)).Picture!;
        foreach (var path in Kept().Where(p => !p.Contains("originals", StringComparison.Ordinal)))
        {
            using var shown = Image.NewFromFile(path);
            var named = !Path.GetFileName(path).Contains('x', StringComparison.Ordinal);
            Assert.DoesNotContain("exif-ifd0-Artist", shown.GetFields());
            Assert.Equal(named, shown.Contains("xmp-data"));
            if (!named)
                continue;
            var xmp = System.Xml.Linq.XDocument.Parse(System.Text.Encoding.UTF8.GetString((byte[])shown.Get("xmp-data")));
            Assert.Equal(["Ada Quill / Estuary Wire", "Ada Quill", "© 2026 <Estuary> & Co", "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia"], xmp.Descendants().Where(e => !e.HasElements).Select(e => e.Value));
            Assert.InRange(System.Text.Encoding.UTF8.GetByteCount(xmp.ToString()), 1, 1200);
        }
    }

    [Fact]
    public async Task A_process_that_dies_takes_one_picture_with_it_and_nothing_else()
    {
        using var workers = new PictureWorkers(1);
        var own = new PictureFiles(folder, workers);
        using var noise = Image.Gaussnoise(6000, 4000, seed: 3);
        using var grey = noise.Cast(Enums.BandFormat.Uchar);
        using var large = new MemoryStream(grey.JpegsaveBuffer(q: 60));
        var keeping = own.Keep(large, notice: null, all: true, CancellationToken.None);
        // Killed as soon as it has begun to write.
        while (!keeping.IsCompleted && !(workers.Processes.Count > 0 && Kept().Count > 3))
            await Task.Yield();
        foreach (var id in workers.Processes)
            System.Diagnostics.Process.GetProcessById(id).Kill();
        var (picture, refusal) = await keeping;
        Assert.Null(picture);
        Assert.Contains("could not be read", refusal!.Sentence, StringComparison.Ordinal);
        Assert.Empty(Kept());

        Assert.NotNull(own.Keep(DrawnPictures.Large(1)).Picture);
        // One that dies while it rests is nobody's trouble.
        foreach (var id in workers.Processes)
        {
            using var resting = System.Diagnostics.Process.GetProcessById(id);
            resting.Kill();
            resting.WaitForExit();
        }

        Assert.NotNull(own.Keep(DrawnPictures.Large(2)).Picture);
        Assert.Single(workers.Processes);
    }

    [Fact]
    public void A_moving_picture_moves_as_WebP_and_stands_still_in_everything_else()
    {
        using var one = (Image.Black(300, 200) + new double[] { 200, 30, 30 }).Cast(Enums.BandFormat.Uchar).Copy(interpretation: Enums.Interpretation.Srgb);
        using var other = (Image.Black(300, 200) + new double[] { 30, 30, 200 }).Cast(Enums.BandFormat.Uchar).Copy(interpretation: Enums.Interpretation.Srgb);
        using var both = Image.Arrayjoin([one, other, one], across: 1);
        using var moving = both.Mutate(image =>
        {
            image.Set(GValue.GIntType, "page-height", 200);
            image.Set(GValue.ArrayIntType, "delay", new[] { 100, 200, 300 });
        });
        var kept = files.Keep(moving.WebpsaveBuffer(lossless: true)).Picture!;
        Assert.Equal((300, 200, false, "webp"), (kept.Width, kept.Height, kept.Avif, kept.Original));
        using (var shown = Shown(kept, 300, "webp"))
            Assert.Equal(3, (int)shown.Get("n-pages"));
        using (var still = Shown(kept, 300, "jpg"))
            Assert.Equal((300, 200), (still.Width, still.Height));
        Assert.DoesNotContain(Kept(), p => p.EndsWith(".avif", StringComparison.Ordinal));
        var drawn = Row(kept).View().As(PictureRole.Lead)!;
        Assert.Equal(["image/webp"], drawn.Sources.Select(s => s.Type));
    }

    [Fact]
    public void What_is_removed_leaves_nothing_and_touches_nothing_else()
    {
        var (one, other) = (files.Keep(DrawnPictures.Large(1)).Picture!, files.Keep(DrawnPictures.Large(2)).Picture!);
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
            ("<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><g></svg>"u8.ToArray(), "drawing cannot be read"),
            ("<!DOCTYPE svg [<!ENTITY a 'b'>]><svg xmlns='http://www.w3.org/2000/svg'>&a;</svg>"u8.ToArray(), "drawing cannot be read"),
            ("II*\0"u8.ToArray(), "is a TIFF picture"),
            ("<!doctype html><script>alert(1)</script>"u8.ToArray(), "is no picture that we can read"),
            ("GIF89a"u8.ToArray(), "is no picture that we can read"),
            (DrawnPictures.Large(1)[..5000], "is no picture that we can read"),
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
            "exif-count-4-billion.jpg", "exif-ifd-loop.jpg", "exif-orientation-99.jpg", "gif-with-trailing-html.gif", "jpeg-comment-with-php.jpg",
            "jpeg-named.png", "png-named.jpg", "script.svg", "svg-named.png", "webp-named.gif", "ztxt-bomb.png",
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
            {
                Assert.Contains("is a " + (Path.GetExtension(path) switch { ".bmp" => "BMP", ".tiff" => "TIFF", _ => "ICO" }) + " picture", refusal!.Sentence, StringComparison.Ordinal);
                continue;
            }

            using var shown = Shown(picture, Rendition.Widths(picture.Width)[0], "webp");
            Assert.Equal(Path.GetFileName(path).StartsWith("animated", StringComparison.Ordinal) ? 4 : 1, shown.Contains("n-pages") ? (int)shown.Get("n-pages") : 1);
            Assert.Contains(shown.Interpretation, (Enums.Interpretation[])[Enums.Interpretation.Srgb, Enums.Interpretation.Bw]);
        }
    }

    [SharedDataFact("images/metadata")]
    public void Nothing_about_the_camera_or_the_place_reaches_readers()
    {
        foreach (var path in Directory.EnumerateFiles(Shared.Path("images", "metadata"), "*.jpg"))
        {
            var kept = files.Keep(File.ReadAllBytes(path)).Picture!;
            Assert.True(Kept().Count(p => Path.GetFileName(p).StartsWith(kept.File, StringComparison.Ordinal)) > 10);
        }

        foreach (var path in Kept().Where(p => !p.Contains("originals", StringComparison.Ordinal)))
        {
            using var shown = Image.NewFromFile(path);
            Assert.DoesNotContain(shown.GetFields(), f => f.StartsWith("exif", StringComparison.Ordinal) || f is "iptc-data");
            Assert.False(shown.Contains("xmp-data") && System.Text.Encoding.UTF8.GetString((byte[])shown.Get("xmp-data")) is var xmp && (xmp.Contains("GPS", StringComparison.Ordinal) || xmp.Contains("Serial", StringComparison.Ordinal)));
        }
    }

    private static Picture Row(StoredPicture kept)
    {
        var picture = new Picture { Address = "/media/row.jpg" };
        picture.Take(kept);
        return picture;
    }

    // A PNG that is half transparent.
    private string Transparent()
    {
        using var clear = (Image.Black(90, 60) + new double[] { 9, 9, 9, 100 }).Cast(Enums.BandFormat.Uchar).Copy(interpretation: Enums.Interpretation.Srgb);
        var path = Path.Combine(folder, "clear.png");
        clear.Pngsave(path);
        return path;
    }

    private static bool IsRed(Image image, int x, int y) => image.Getpoint(x, y) is [> 150, < 100, < 100, ..];

    private Image Shown(StoredPicture picture, int width, string format) =>
        Image.NewFromFile(Path.Combine(folder, picture.File[..2], string.Create(CultureInfo.InvariantCulture, $"{picture.File}-{width}.{format}")));

    private List<string> Kept() => [.. Directory.EnumerateFiles(folder, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0 })];
}
