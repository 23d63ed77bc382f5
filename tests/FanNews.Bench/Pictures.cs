using System.Diagnostics;
using System.Globalization;
using FanNews.Media;
using NetVips;

namespace FanNews.Bench;

/// <summary>
/// What pictures cost readers in bytes and the newsroom in time and memory: FanNews' files beside what ImageMagick's plain resize and WordPress make
/// of the same originals.
/// </summary>
internal static class Pictures
{
    private const double Mebi = 1024 * 1024;

    // wp-admin/includes/schema.php and wp_get_additional_image_sizes: what WordPress 6 makes of an upload, as JPEG of quality 82.
    private static readonly int[] WordPress = [150, 300, 768, 1024, 1536, 2048];
    private const int WordPressQuality = 82;

    public static Task Measure(Asked asked, Table table)
    {
        var folder = Folder(asked);
        return MeasureBytes(Originals(asked, folder), folder, table);
    }

    public static async Task MeasureDecoding(Asked asked, Table table)
    {
        var folder = Folder(asked);
        await MeasureWork(folder, table);
        await MeasureMemory(folder, table);
    }

    private static string Folder(Asked asked)
    {
        // libvips would take a file for what it was under the same name before.
        Cache.Max = 0;
        var folder = Path.Combine(Path.GetFullPath(asked.Folder), "pictures");
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
        return Directory.CreateDirectory(folder).FullName;
    }

    // Photographs where somebody says where they are; always the drawings of the demo paper and two scenes that are made up.
    private static List<string> Originals(Asked asked, string folder)
    {
        List<string> all = asked.Pictures is { } given ? [.. Directory.EnumerateFiles(given, "*.jpg").Order(StringComparer.Ordinal)] : [];
        var demo = typeof(FanNews.Web.NewsSite).Assembly;
        foreach (var name in (string[])["ferry", "market", "marsh", "quay"])
        {
            var path = Path.Combine(folder, "demo-" + name + ".jpg");
            using (var from = demo.GetManifestResourceStream($"FanNews.Web.Demo.pictures.{name}.jpg")!)
            using (var to = File.Create(path))
                from.CopyTo(to);
            all.Add(path);
        }

        for (var seed = 1; seed <= 2; seed++)
        {
            using var scene = Scene(2400, 1600, seed);
            all.Add(Path.Combine(folder, $"scene-{seed}.jpg"));
            scene.Jpegsave(all[^1], q: 94);
        }

        return all;
    }

    private static async Task MeasureBytes(List<string> originals, string folder, Table table)
    {
        var magick = Magick();
        var (avif, webp, jpeg, phone) = (new List<double>(), new List<double>(), new List<double>(), new List<double>());
        var (equal, plain, wordPress, savedPhone) = (new List<double>(), new List<double>(), new List<double>(), new List<double>());
        var files = new PictureFiles(Path.Combine(folder, "media"));
        foreach (var original in originals)
        {
            var picture = new Picture { Address = "/media/a.jpg" };
            picture.Take(files.Keep(await File.ReadAllBytesAsync(original)).Picture!);
            var width = picture.Width > picture.Height ? 960 : 720;
            async Task<string> Made(int wide, string extension)
            {
                var name = new Rendition(picture.File!, wide, 0, 0, 0, extension);
                return await files.Make(picture, name) ? files.OnDisk(name) : throw new InvalidOperationException(name.Path);
            }

            using var reference = Luma(Image.Thumbnail(original, width, height: 30_000));
            var ours = await Made(width, "avif");
            var quality = Likeness(reference, ours);
            avif.Add(quality);
            webp.Add(Likeness(reference, await Made(width, "webp")));
            jpeg.Add(Likeness(reference, await Made(width, "jpg")));
            var bytes = new FileInfo(ours).Length;
            if (picture.Width > picture.Height)
                phone.Add(new FileInfo(await Made(720, "avif")).Length / 1024.0);
            if (magick is null)
                continue;
            var (same, at) = SameLikeness(magick, original, width, quality, folder);
            equal.Add(1 - ((double)bytes / same));
            plain.Add(1 - ((double)bytes / Resize(magick, original, width, null, folder)));
            var next = WordPress.First(w => w >= width);
            wordPress.Add(1 - ((double)bytes / Resize(magick, original, next, WordPressQuality, folder)));
            if (picture.Width > picture.Height)
                savedPhone.Add(1 - (new FileInfo(await Made(720, "avif")).Length / (double)Resize(magick, original, 768, WordPressQuality, folder)));
            table.Note($"{Path.GetFileName(original)} at {width} pixels: AVIF, JPEG of ImageMagick with the same SSIM", string.Create(CultureInfo.InvariantCulture, $"{bytes / 1024.0:F1} KiB, {same / 1024.0:F1} KiB (quality {at}), SSIM {quality:F4}"));
        }

        table.Note("SSIM of AVIF, WebP, JPEG beside the lossless size (mean of all originals)", string.Create(CultureInfo.InvariantCulture, $"{avif.Average():F4}, {webp.Average():F4}, {jpeg.Average():F4}"));
        table.AtMost("formats alike: largest distance of their mean SSIM", new[] { avif.Average(), webp.Average(), jpeg.Average() }.Max() - new[] { avif.Average(), webp.Average(), jpeg.Average() }.Min(), 0.01, "");
        table.AtMost("lead picture of a story at 360 pixels and two dots to a pixel (720 pixels, AVIF), the heaviest", phone.Max(), 60, " KiB");
        if (magick is null)
        {
            table.Note("ImageMagick", "not here: nothing to compare with");
            return;
        }

        table.AtLeast("fewer bytes than ImageMagick's JPEG at equal SSIM and width, in per cent (mean)", 100 * equal.Average(), 50, "", Spread(equal));
        table.AtLeast("fewer bytes than ImageMagick's plain resize, in per cent (mean)", 100 * plain.Average(), 50, "", Spread(plain));
        table.AtLeast("fewer bytes than WordPress's next size (JPEG of quality 82), in per cent (mean)", 100 * wordPress.Average(), 50, "", Spread(wordPress));
        table.AtLeast("the same on a telephone: 720 pixels AVIF beside 768 pixels JPEG, in per cent (mean)", 100 * savedPhone.Average(), 50, "", Spread(savedPhone));
    }

    private static async Task MeasureWork(string folder, Table table)
    {
        using var scene = Scene(4000, 3000, 3);
        var bytes = scene.JpegsaveBuffer(q: 92);
        var path = Path.Combine(folder, "twelve.jpg");
        await File.WriteAllBytesAsync(path, bytes);
        var files = new PictureFiles(Path.Combine(folder, "work"));
        files.Keep(scene.ThumbnailImage(300).JpegsaveBuffer());
        var id = PictureWorkers.Shared.Processes.First();
        using var worker = Process.GetProcessById(id);
        var before = worker.TotalProcessorTime;
        var watch = Stopwatch.StartNew();
        var kept = files.Keep(bytes).Picture!;
        var seconds = watch.Elapsed.TotalSeconds;
        worker.Refresh();
        // Of the processor, not of the clock: others may want it too.
        table.AtMost("a JPEG of 12 million pixels to all files of its roles, processor time", (worker.TotalProcessorTime - before).TotalSeconds, 4, " s", string.Create(CultureInfo.InvariantCulture,
            $" ({seconds:F1} s by the clock, {Directory.EnumerateFiles(Path.Combine(folder, "work", kept.File[..2]), kept.File + "*").Count()} files, {new DirectoryInfo(Path.Combine(folder, "work", kept.File[..2])).EnumerateFiles(kept.File + "*").Sum(f => f.Length) / 1024} KiB; the process that did it has {worker.PeakWorkingSet64 / Mebi:F0} MiB at most)"));
        if (Magick() is not { } magick)
            return;
        watch.Restart();
        foreach (var width in WordPress)
            Resize(magick, path, width, WordPressQuality, folder);
        table.Note("the same to WordPress's six sizes by ImageMagick", Table.Text(watch.Elapsed.TotalSeconds, " s"));
    }

    // This process and those that it started, together.
    private static async Task MeasureMemory(string folder, Table table)
    {
        var media = Path.Combine(folder, "memory");
        List<byte[]> uploads = [];
        using (var scene = Scene(8000, 6000, 4))
            uploads.Add(scene.JpegsaveBuffer(q: 90));
        using (var scene = Scene(6000, 4000, 5))
            uploads.AddRange([scene.PngsaveBuffer(compression: 1), scene.WebpsaveBuffer(q: 80), scene.JpegsaveBuffer(q: 90, interlace: true)]);
        var paths = uploads.ConvertAll(_ => Path.GetTempFileName());
        for (var i = 0; i < uploads.Count; i++)
            await File.WriteAllBytesAsync(paths[i], uploads[i]);
        uploads.Clear();
        GC.Collect(2, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        foreach (var id in PictureWorkers.Shared.Processes)
        {
            using var worker = Process.GetProcessById(id);
            worker.Kill();
            await worker.WaitForExitAsync();
        }

        double Now() => PictureWorkers.Shared.Processes.Append(Environment.ProcessId).Sum(Memory);
        var idle = Memory(Environment.ProcessId);
        var most = 0.0;
        var files = new PictureFiles(media);
        var watch = Stopwatch.StartNew();
        var all = Task.WhenAll(paths.Select(async path =>
        {
            await using var upload = File.OpenRead(path);
            return await files.Keep(upload, CancellationToken.None);
        }));
        while (await Task.WhenAny(all, Task.Delay(20)) != all)
            most = Math.Max(most, Now());
        var refused = string.Join(" ", (await all).Select(k => k.Refusal?.Sentence).OfType<string>());
        table.AtMost("memory above idle while four uploads are taken at once: JPEG of 48 million pixels, PNG, WebP, progressive JPEG of 24", most - idle, 300, " MiB", string.Create(CultureInfo.InvariantCulture, $" ({watch.Elapsed.TotalSeconds:F0} s{(refused.Length > 0 ? "; refused: " + refused : "")})"));
        paths.ForEach(File.Delete);
    }

    private static double Memory(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            return process.WorkingSet64 / Mebi;
        }
        catch (Exception gone) when (gone is ArgumentException or InvalidOperationException)
        {
            return 0;
        }
    }

    private static string Spread(List<double> saved) => string.Create(CultureInfo.InvariantCulture, $" (from {100 * saved.Min():F0} to {100 * saved.Max():F0}, {saved.Count} originals)");

    // SSIM (Wang, Bovik, Sheikh, Simoncelli 2004) of the luma, with its window of a Gaussian of 1.5 pixels.
    private static double Likeness(Image reference, string file)
    {
        using var decoded = Image.NewFromFile(file);
        using var other = Luma(decoded);
        using var same = other.Width == reference.Width && other.Height == reference.Height ? other.Copy() : other.Resize((double)reference.Width / other.Width, vscale: (double)reference.Height / other.Height);
        const double One = 0.01 * 255 * 0.01 * 255, Two = 0.03 * 255 * 0.03 * 255;
        Image Window(Image image) => image.Gaussblur(1.5, minAmpl: 0.01, precision: Enums.Precision.Float);
        var (x, y) = (reference, same);
        var (mx, my) = (Window(x), Window(y));
        var (vx, vy, vxy) = (Window(x * x) - (mx * mx), Window(y * y) - (my * my), Window(x * y) - (mx * my));
        return ((((mx * my * 2) + One) * ((vxy * 2) + Two)) / (((mx * mx) + (my * my) + One) * (vx + vy + Two))).Avg();
    }

    private static Image Luma(Image image) => (image.HasAlpha() ? image.Flatten() : image).Colourspace(Enums.Interpretation.Bw)[0].Cast(Enums.BandFormat.Double).CopyMemory();

    // The least quality of ImageMagick's JPEG that is no less like its own lossless size: both make their sizes a little differently.
    private static (long Bytes, int Quality) SameLikeness(string magick, string original, int width, double likeness, string folder)
    {
        Resize(magick, original, width, 90, folder, "png");
        using var lossless = Image.NewFromFile(Path.Combine(folder, "magick.png"));
        using var reference = Luma(lossless);
        var (low, high) = (30, 98);
        while (low < high)
        {
            var middle = (low + high) / 2;
            Resize(magick, original, width, middle, folder);
            if (Likeness(reference, Path.Combine(folder, "magick.jpg")) >= likeness)
                high = middle;
            else
                low = middle + 1;
        }

        return (Resize(magick, original, width, low, folder), low);
    }

    private static long Resize(string magick, string original, int width, int? quality, string folder, string extension = "jpg")
    {
        var to = Path.Combine(folder, "magick." + extension);
        string[] arguments = [original, "-auto-orient", "-resize", string.Create(CultureInfo.InvariantCulture, $"{width}x>"), .. quality is { } q ? (string[])["-strip", "-quality", q.ToString(CultureInfo.InvariantCulture)] : [], to];
        using var process = Process.Start(new ProcessStartInfo(magick, arguments))!;
        process.WaitForExit();
        return process.ExitCode == 0 ? new FileInfo(to).Length : throw new InvalidOperationException("ImageMagick failed.");
    }

    private static string? Magick()
    {
        foreach (var folder in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator))
        {
            foreach (var path in (string[])[Path.Combine(folder, "magick"), Path.Combine(folder, "convert")])
            {
                if (!File.Exists(path))
                    continue;
                using var process = Process.Start(new ProcessStartInfo(path, ["-version"]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
                if (process.StandardOutput.ReadToEnd().Contains("Version: ImageMagick", StringComparison.Ordinal))
                    return path;
            }
        }

        return null;
    }

    // Land, water and sky as noise of many sizes, with grain: nobody's photograph, and about as hard to press.
    private static Image Scene(int width, int height, int seed)
    {
        Image Bands(int cell, double weight, int more) => Image.Perlin(width, height, cellSize: cell, seed: (seed * 31) + more) * weight;
        var shape = Bands(width / 3, 90, 1) + Bands(width / 12, 45, 2) + Bands(width / 50, 22, 3) + Bands(Math.Max(8, width / 200), 9, 4);
        var grain = Image.Gaussnoise(width, height, sigma: 2.5, mean: 0, seed: seed);
        var ground = shape + grain + 110;
        return (ground * 0.9).Bandjoin((ground * 1.02) + (Bands(width / 5, 30, 5))).Bandjoin((ground * 0.85) + (Bands(width / 4, 50, 6)) + 20)
            .Cast(Enums.BandFormat.Uchar).Copy(interpretation: Enums.Interpretation.Srgb).CopyMemory();
    }
}
