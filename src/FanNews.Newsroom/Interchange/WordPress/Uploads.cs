using System.Text.RegularExpressions;

namespace FanNews.Interchange.WordPress;

/// <summary>A file of WordPress's media library.</summary>
public sealed record Upload
{
    /// <summary>Its number there.</summary>
    public required long Id { get; init; }

    /// <summary>The stable local address: the path of the original upload, decoded.</summary>
    public required string Address { get; init; }

    /// <summary>Path below the folder of uploads, with slashes; null when the export gives none that is safe.</summary>
    public string? File { get; init; }

    /// <summary>Whether it is of a kind that a page shows as a picture.</summary>
    public bool IsPicture { get; init; }

    /// <summary>What its uploader called it; null where that is only the name of the file.</summary>
    public string? Title { get; init; }

    /// <summary>Alternative text.</summary>
    public string Alt { get; init; } = "";

    /// <summary>Caption, plain text, without credit.</summary>
    public string? Caption { get; init; }

    /// <summary>Who made or owns it.</summary>
    public string? Credit { get; init; }

    /// <summary>Local path of its own page.</summary>
    public string? Page { get; init; }

    /// <summary>Number of the item that it was uploaded to; 0 for none.</summary>
    public long Parent { get; init; }

    /// <summary>The picture as a part of a gallery, in the HTML of the conversion.</summary>
    internal string AsItem()
    {
        var caption = Caption is null ? "" : $"<fan-caption>{Uploads.Escape(Caption)}</fan-caption>";
        return $"<fan-item><img src=\"{Uploads.Escape(Address)}\" class=\"wp-image-{Id}\" alt=\"{Uploads.Escape(Alt)}\">{caption}</fan-item>";
    }
}

/// <summary>All files of the media library that the exports tell of, found by number or by any address that WordPress gives them.</summary>
public sealed partial class Uploads
{
    private static readonly HashSet<string> Pictures = new(StringComparer.OrdinalIgnoreCase) { ".jpg", ".jpeg", ".png", ".gif", ".webp", ".avif" };

    private static readonly HashSet<string> Files = new(StringComparer.OrdinalIgnoreCase)
    {
        ".pdf", ".mp3", ".m4a", ".ogg", ".oga", ".wav", ".flac", ".mp4", ".m4v", ".webm", ".ogv", ".mov", ".doc", ".docx", ".xls", ".xlsx", ".ppt",
        ".pptx", ".odt", ".ods", ".odp", ".csv", ".txt", ".zip", ".epub", ".rtf",
    };

    private readonly Dictionary<long, Upload> _byId = [];
    private readonly Dictionary<string, Upload> _exact = [];
    private readonly Dictionary<string, Upload> _also = [];
    private readonly Dictionary<long, List<Upload>> _byParent = [];

    /// <summary>Number of files known.</summary>
    public int Count => _byId.Count;

    /// <summary>All files, in the order of their numbers.</summary>
    public IEnumerable<Upload> All => _byId.Values.OrderBy(upload => upload.Id);

    /// <summary>Takes an attachment in. False for one whose address or kind is not accepted, which then is none of ours.</summary>
    public bool Add(WxrItem item)
    {
        var meta = item.MetaValue("_wp_attachment_metadata") is { } serialised ? PhpSerialized.Parse(serialised) : null;
        if (Key(item.AttachmentUrl) is not { } key || !HasWebAddress(item.AttachmentUrl)) return false;
        var extension = Path.GetExtension(key);
        if (!Pictures.Contains(extension) && !Files.Contains(extension)) return false;
        var (caption, split) = PictureCredit.Split(HtmlToMarkdown.PlainText(item.Excerpt).Replace('\n', ' '));
        var credit = item.MetaValue("_media_credit") is { } given
            ? item.MetaValue("_navis_media_credit_org") is { } organisation ? $"{given} / {organisation}" : given
            : split ?? meta?.At("image_meta", "credit");
        var upload = new Upload
        {
            Id = item.Id,
            Address = AddressOf(item.AttachmentUrl)!,
            File = SafeFile(item.MetaValue("_wp_attached_file")) ?? SafeFile(key),
            IsPicture = Pictures.Contains(extension),
            Title = Collapse(HtmlToMarkdown.PlainText(item.Title)) is { } title && Articles.Slug.From(title) != Articles.Slug.From(Path.GetFileNameWithoutExtension(key)) && title != Path.GetFileName(key) ? title : null,
            Alt = Collapse(HtmlToMarkdown.PlainText(item.MetaValue("_wp_attachment_image_alt") ?? "")) ?? "",
            Caption = Collapse(caption),
            Credit = Collapse(HtmlToMarkdown.PlainText(credit ?? "")),
            Page = Uri.TryCreate(item.Link, UriKind.Absolute, out var page) && page.AbsolutePath.Length > 1 ? Uri.UnescapeDataString(page.AbsolutePath) : null,
            Parent = item.Parent,
        };
        if (!_byId.TryAdd(upload.Id, upload)) return true;
        _exact.TryAdd(key, upload);
        var folder = key[..(key.LastIndexOf('/') + 1)];
        if (meta?.At("original_image") is { } original) _also.TryAdd(folder + original, upload);
        if (meta?.Items.GetValueOrDefault("sizes") is { } sizes)
        {
            foreach (var size in sizes.Items.Values)
            {
                if (size.At("file") is { } file) _also.TryAdd(folder + file, upload);
            }
        }
        if (upload.Parent > 0) (_byParent.TryGetValue(upload.Parent, out var siblings) ? siblings : _byParent[upload.Parent] = []).Add(upload);
        return true;
    }

    /// <summary>The file with a number.</summary>
    public Upload? ById(long id) => _byId.GetValueOrDefault(id);

    /// <summary>Files that were uploaded to an item, by number.</summary>
    public IEnumerable<Upload> Of(long item) => _byParent.TryGetValue(item, out var all) ? all.OrderBy(upload => upload.Id) : [];

    /// <summary>The file behind an address: the original, a sized file of it, with any scheme, from the CDN.</summary>
    public Upload? Find(string address)
    {
        if (Key(address) is not { } key) return null;
        if (_exact.TryGetValue(key, out var upload) || _also.TryGetValue(key, out upload)) return upload;
        var name = Sized().Replace(key, "");
        if (name != key && Known(name) is { } sized) return sized;
        var plain = Edited().Replace(name, "");
        return Known(plain) ?? Known(plain.Insert(plain.Length - Path.GetExtension(plain).Length, "-scaled"));
    }

    private Upload? Known(string key) => _exact.GetValueOrDefault(key) ?? _also.GetValueOrDefault(key);

    /// <summary>The local address that a file of the library gets; null for what is no address of a file.</summary>
    public static string? AddressOf(string url)
    {
        if (!TryUri(url, out var uri)) return null;
        var path = Uri.UnescapeDataString(uri.AbsolutePath);
        if (path.Contains("/wp-content/uploads/", StringComparison.Ordinal)) return path;
        return Key(url) is { } key ? "/wp-content/uploads/" + (uri.Host.EndsWith(".files.wordpress.com", StringComparison.OrdinalIgnoreCase) ? key : path.TrimStart('/')) : null;
    }

    /// <summary>Text as it may stand in HTML and its attributes.</summary>
    internal static string Escape(string text) =>
        text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal)
            .Replace(">", "&gt;", StringComparison.Ordinal).Replace("\"", "&quot;", StringComparison.Ordinal);

    // What all addresses of one file have in common: the path below the uploads, else host and path.
    private static string? Key(string url)
    {
        if (url.Contains("..", StringComparison.Ordinal) || !TryUri(url, out var uri)) return null;
        var (host, path) = (uri.Host.ToLowerInvariant(), Uri.UnescapeDataString(uri.AbsolutePath));
        if (Cdn().IsMatch(host) && path.IndexOf('/', 1) is var cut and > 0) (host, path) = (path[1..cut].ToLowerInvariant(), path[cut..]);
        if (path.Contains("..", StringComparison.Ordinal) || path.EndsWith('/')) return null;
        var uploads = path.IndexOf("/wp-content/uploads/", StringComparison.Ordinal);
        if (uploads >= 0) return path[(uploads + "/wp-content/uploads/".Length)..];
        return host.EndsWith(".files.wordpress.com", StringComparison.Ordinal) ? path[1..] : host + path;
    }

    private static bool TryUri(string url, out Uri uri)
    {
        if (url.StartsWith("//", StringComparison.Ordinal)) url = "https:" + url;
        else if (url is ['/', ..]) url = "https://local.invalid" + url;
        return Uri.TryCreate(url, UriKind.Absolute, out uri!) && uri.Scheme is "http" or "https" && uri.AbsolutePath.Length > 1;
    }

    private static bool HasWebAddress(string url) => Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https";

    private static string? SafeFile(string? file)
    {
        if (string.IsNullOrWhiteSpace(file) || file.Contains("..", StringComparison.Ordinal) || file.AsSpan().IndexOfAny("\\:\0") >= 0) return null;
        return file.StartsWith('/') ? null : file;
    }

    private static string? Collapse(string text)
    {
        var words = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return words.Length > 0 ? words : null;
    }

    [GeneratedRegex(@"-\d{1,5}x\d{1,5}(?=\.[A-Za-z0-9]+$)")]
    private static partial Regex Sized();

    [GeneratedRegex(@"(?:-scaled|-rotated|-e\d{9,14})+(?=\.[A-Za-z0-9]+$)")]
    private static partial Regex Edited();

    [GeneratedRegex(@"^i\d\.wp\.com$")]
    private static partial Regex Cdn();
}
