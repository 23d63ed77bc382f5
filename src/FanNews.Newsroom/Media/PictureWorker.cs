using System.Text;
using System.Text.Json;
using System.Xml.Linq;
using NetVips;

namespace FanNews.Media;

/// <summary>
/// A picture process: reads jobs, decodes, writes files, and knows nothing of the newsroom. It is the only place where the native library reads
/// what somebody uploaded.
/// </summary>
public static class PictureWorker
{
    /// <summary>What the program is started with to be one. No verb for people.</summary>
    public const string Verb = "picture-worker";

    private const int JpegQuality = 76;
    private const int WebpQuality = 80;
    private const int AvifQuality = 61;

    // 12 megapixels to three AVIF files, two cores: effort 0 0.1 s, 2 0.4 to 0.7 s, 3 1.3 s, 4 9 s. From 0 to 2 drawings
    // lose 40 % of their bytes and photographs 3 %, from 2 to 4 either loses 5 to 10 %.
    private const int AvifEffort = 2;

    // Only the width is to bound a rendition; libvips takes a box.
    private const int TallEnough = 30_000;

    // As much of a picture as its focus and its colour need.
    private const int Small = 256;

    // A drawing has no pixels of its own.
    private const int DrawingWidth = 1600;

    // What libvips finds odd in a file it would write to stderr, thousands of lines for one picture.
    private static readonly Log.LogDelegate Silence = (_, _, _) => { };

    /// <summary>Does one job after the other until its input ends.</summary>
    /// <returns>The exit code.</returns>
    public static int Run(Stream input, Stream output)
    {
        Log.SetLogHandler("VIPS", Enums.LogLevelFlags.Warning, Silence);
        // Only decoders of the formats that are asked for: libvips knows many more, some of them a history of holes.
        NetVips.NetVips.BlockUntrusted = true;
        Operation.Block("VipsForeignLoad", true);
        foreach (var loader in (string[])["Jpeg", "Png", "Webp", "Heif", "Nsgif", "Svg"])
            Operation.Block("VipsForeignLoad" + loader, false);
        // Every picture is decoded once: what libvips would keep for a second time is only memory.
        Cache.Max = 0;
        NetVips.NetVips.Concurrency = 1;
        using var lines = new StreamReader(input, new UTF8Encoding(false));
        using var answers = new StreamWriter(output, new UTF8Encoding(false)) { AutoFlush = true };
        while (lines.ReadLine() is { } line)
        {
            var job = JsonSerializer.Deserialize(line, PictureJson.Default.PictureJob)!;
            answers.WriteLine(JsonSerializer.Serialize(Do(job), PictureJson.Default.PictureAnswered));
        }

        return 0;
    }

    private static PictureAnswered Do(PictureJob job)
    {
        try
        {
            var picture = Measure(job);
            if (picture.Refusal is not null || job.Files is not { } files)
                return picture;
            if (files.Count == 0)
                return LookAt(job, picture);
            Make(job, files, picture);
            return picture;
        }
        catch (VipsException)
        {
            return new() { Refusal = PictureFiles.Unreadable };
        }
    }

    // The header alone tells the size; EXIF may say that the camera was held sideways.
    private static PictureAnswered Measure(PictureJob job)
    {
        using var header = Image.NewFromFile(job.Source, access: Enums.Access.Sequential);
        var sideways = header.Contains("orientation") && (int)header.Get("orientation") is >= 5 and <= 8;
        var whole = job.Format is "webp" or "avif" or "gif" || (job.Format is "png" && header.Contains("interlaced") && (int)header.Get("interlaced") != 0);
        var frames = job.Format is "gif" or "webp" && header.Contains("n-pages") ? (int)header.Get("n-pages") : 1;
        var (width, height) = job.Format is "svg" ? Drawn(header) : sideways ? (header.Height, header.Width) : (header.Width, header.Height);
        var heavy = (whole || header.Contains("jpeg-multiscan")) && (long)width * height * frames > PictureFiles.Heavy;
        return new() { Width = width, Height = height, Frames = frames, Heavy = heavy, Refusal = PictureFiles.TooLarge(width, height, frames, whole) };
    }

    private static (int Width, int Height) Drawn(Image header) => (DrawingWidth, (int)Math.Max(1, Math.Round((double)DrawingWidth * header.Height / header.Width)));

    // Decoded to its end: what is cut off or damaged is found before anything is made of it.
    private static PictureAnswered LookAt(PictureJob job, PictureAnswered picture)
    {
        using var decoded = Open(job, Small, Math.Min(Small, picture.Height));
        using var small = decoded.CopyMemory();
        using var target = small.Smartcrop(Math.Max(1, small.Width / 2), Math.Max(1, small.Height / 2), out var x, out var y, interesting: Enums.Interesting.Attention);
        return picture with
        {
            FocusX = Math.Clamp((int)Math.Round(100.0 * x / small.Width), 0, 100),
            FocusY = Math.Clamp((int)Math.Round(100.0 * y / small.Height), 0, 100),
            Colour = Colour(small),
        };
    }

    private static int? Colour(Image small)
    {
        if (small.HasAlpha())
            return null;
        // A row for each band below one for all; the fifth column is the mean.
        using var statistics = small.Stats();
        double Mean(int band) => statistics.Getpoint(4, Math.Min(band, small.Bands))[0];
        return PictureColour.Nearest(Mean(1), Mean(2), Mean(3));
    }

    // Decoded once, to the largest width that is asked for.
    private static void Make(PictureJob job, IReadOnlyList<FileToMake> files, PictureAnswered picture)
    {
        var still = files.Where(f => !f.Moves || picture.Frames == 1).ToList();
        if (still.Count > 0)
        {
            var widest = still.Max(f => f.Name.IsCrop ? (int)Math.Ceiling(picture.Width * (double)f.Name.Width / Part(f.Name, picture.Width, picture.Height).Width) : f.Name.Width);
            using var decoded = Open(job, Math.Min(widest, picture.Width), TallEnough);
            using var largest = decoded.CopyMemory();
            foreach (var size in still.GroupBy(f => f.Name with { Extension = "" }))
            {
                using var sized = Sized(largest, size.Key);
                using var shown = sized.CopyMemory();
                foreach (var file in size)
                    Save(shown, file, job.Notice);
            }
        }

        foreach (var file in files.Except(still))
        {
            using var moving = Image.Thumbnail(job.Source + "[n=-1]", file.Name.Width, height: TallEnough, size: Enums.Size.Down, failOn: Enums.FailOn.Truncated);
            Save(moving, file, job.Notice);
        }
    }

    private static Image Open(PictureJob job, int width, int height)
    {
        if (job.Format is not "svg")
            return Image.Thumbnail(job.Source, width, height: height, size: Enums.Size.Down, outputProfile: Profile(job.Source), failOn: Enums.FailOn.Truncated);
        using var header = Image.NewFromFile(job.Source);
        return Image.Svgload(job.Source, scale: Math.Min((double)width / header.Width, (double)height / header.Height));
    }

    // Plain sRGB needs no way through a profile, which takes longer than all the rest together.
    private static string? Profile(string file)
    {
        using var header = Image.NewFromFile(file, access: Enums.Access.Sequential);
        return !header.Contains("icc-profile-data") && header.Interpretation is (Enums.Interpretation.Srgb or Enums.Interpretation.Bw) ? null : "srgb";
    }

    private static Image Sized(Image largest, Rendition name)
    {
        if (!name.IsCrop)
            return name.Width >= largest.Width ? largest.Copy() : largest.ThumbnailImage(name.Width, height: TallEnough, size: Enums.Size.Down);
        var (left, top, width, height) = Part(name, largest.Width, largest.Height);
        using var part = largest.ExtractArea(left, top, width, height);
        return part.ThumbnailImage(name.Width, height: name.Height, size: Enums.Size.Force);
    }

    // The largest part of the ratio, with the focus as near to its middle as the edges allow.
    private static (int Left, int Top, int Width, int Height) Part(Rendition name, int width, int height)
    {
        var scale = Math.Min((double)width / name.Width, (double)height / name.Height);
        var (across, down) = (Math.Clamp((int)Math.Round(name.Width * scale), 1, width), Math.Clamp((int)Math.Round(name.Height * scale), 1, height));
        int From(int focus, int whole, int part) => Math.Clamp((int)Math.Round((whole * focus / 100.0) - (part / 2.0)), 0, whole - part);
        return (From(name.X, width, across), From(name.Y, height, down), across, down);
    }

    private static void Save(Image picture, FileToMake file, PictureNotice? notice)
    {
        // A few hundred bytes: in a square of 120 pixels they would be a tenth of the file, and nobody takes that to show it elsewhere.
        var named = notice is not null && (!file.Name.IsCrop || file.Name.Width >= PictureRole.Social.Fallback) ? notice : null;
        var keep = named is null ? Enums.ForeignKeep.None : Enums.ForeignKeep.Xmp;
        using var marked = named is null ? picture.Copy() : picture.Mutate(image => image.Set(GValue.BlobType, "xmp-data", Encoding.UTF8.GetBytes(Xmp(named))));
        switch (file.Name.Extension)
        {
            case "avif":
                marked.Heifsave(file.Path, q: AvifQuality, compression: Enums.ForeignHeifCompression.Av1, effort: AvifEffort, bitdepth: 8, keep: keep);
                break;
            case "webp":
                marked.Webpsave(file.Path, q: WebpQuality, effort: 4, keep: keep);
                break;
            default:
                // Trellis and chosen scans take a tenth of the bytes and a sixth of the time of AVIF.
                using (var opaque = marked.HasAlpha() ? marked.Flatten(background: [255, 255, 255]) : marked.Copy())
                    opaque.Jpegsave(file.Path, q: JpegQuality, optimizeCoding: true, interlace: true, trellisQuant: true, overshootDeringing: true, optimizeScans: true, keep: keep);
                break;
        }
    }

    // The names of XMP Specification 1 and 2, and of IPTC's Photo Metadata Standard.
    private static string Xmp(PictureNotice notice)
    {
        XNamespace rdf = "http://www.w3.org/1999/02/22-rdf-syntax-ns#", dc = "http://purl.org/dc/elements/1.1/", photoshop = "http://ns.adobe.com/photoshop/1.0/", iptc = "http://iptc.org/std/Iptc4xmpExt/2008-02-29/", meta = "adobe:ns:meta/";
        var about = new XElement(rdf + "Description", new XAttribute(rdf + "about", ""));
        if (notice.Credit is not null)
            about.Add(new XAttribute(XNamespace.Xmlns + "photoshop", photoshop), new XElement(photoshop + "Credit", Text(notice.Credit)));
        if (notice.Creator is not null)
            about.Add(new XElement(dc + "creator", new XElement(rdf + "Seq", new XElement(rdf + "li", Text(notice.Creator)))));
        if (notice.Copyright is not null)
            about.Add(new XElement(dc + "rights", new XElement(rdf + "Alt", new XElement(rdf + "li", new XAttribute(XNamespace.Xml + "lang", "x-default"), Text(notice.Copyright)))));
        if (notice.Creator is not null || notice.Copyright is not null)
            about.Add(new XAttribute(XNamespace.Xmlns + "dc", dc));
        if (notice.SourceType is not null)
            about.Add(new XAttribute(XNamespace.Xmlns + "Iptc4xmpExt", iptc), new XElement(iptc + "DigitalSourceType", "http://cv.iptc.org/newscodes/digitalsourcetype/" + Text(notice.SourceType)));
        return new XElement(meta + "xmpmeta", new XAttribute(XNamespace.Xmlns + "x", meta), new XElement(rdf + "RDF", new XAttribute(XNamespace.Xmlns + "rdf", rdf), about)).ToString(SaveOptions.DisableFormatting);
    }

    private static string Text(string text) => new([.. text.Where(c => System.Xml.XmlConvert.IsXmlChar(c))]);
}
