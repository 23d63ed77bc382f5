namespace FanNews.Interchange.WordPress;

/// <summary>The site that the export comes from: knows which addresses were its own.</summary>
public sealed class OldSite
{
    private readonly HashSet<string> _hosts = new(StringComparer.OrdinalIgnoreCase);
    private readonly Uploads _uploads;

    /// <summary>A site with its media library.</summary>
    public OldSite(WxrSite site, Uploads uploads)
    {
        _uploads = uploads;
        var main = Host(site.Link) ?? Host(site.BaseBlogUrl) ?? Host(site.BaseSiteUrl);
        // A network's address (wordpress.com) is not the site's own, except where they are the same.
        foreach (var host in new[] { main, Host(site.BaseBlogUrl), Host(site.BaseSiteUrl) == main ? main : null }.OfType<string>())
        {
            _hosts.Add(host);
            _hosts.Add(host.StartsWith("www.", StringComparison.OrdinalIgnoreCase) ? host[4..] : "www." + host);
        }
        Name = main ?? "wordpress";
    }

    /// <summary>The host by which the site is remembered.</summary>
    public string Name { get; }

    /// <summary>Whether an address belonged to the site.</summary>
    public bool Owns(Uri address) => _hosts.Contains(address.Host);

    /// <summary>
    /// The address for a link: a path for what was the site's own, unchanged for others;
    /// null for what no page should link to (scripts, files of the writer's own machine).
    /// </summary>
    /// <param name="href">The link as written.</param>
    /// <param name="from">Address of the item that holds it, for relative links.</param>
    public string? Link(string href, Uri? from)
    {
        href = string.Concat(href.Where(c => c >= ' ')).Trim();
        if (href.Length == 0) return null;
        if (href[0] == '#') return href;
        if (href[0] == '?') return "/" + href;
        if (href[0] == '/' && !href.StartsWith("//", StringComparison.Ordinal)) return Known(href) ?? href;
        if (href.StartsWith("//", StringComparison.Ordinal)) href = "https:" + href;
        if (!Uri.TryCreate(href, UriKind.Absolute, out var address))
        {
            if (href.Contains(':', StringComparison.Ordinal) || from is null || !Uri.TryCreate(from, href, out address)) return null;
        }
        if (address.Scheme is "mailto" or "tel") return href;
        if (address.Scheme is not ("http" or "https")) return null;
        if (Known(href) is { } file) return file;
        return Owns(address) ? "/" + address.PathAndQuery.TrimStart('/') + address.Fragment : address.IsAbsoluteUri && href.Contains("://", StringComparison.Ordinal) ? href : address.AbsoluteUri;
    }

    /// <summary>The newsroom's name for a picture of a text.</summary>
    public PictureName? Picture(PictureMention mention)
    {
        var source = string.Concat(mention.Src.Where(c => c >= ' ')).Trim();
        var upload = _uploads.Find(source) ?? ByClass(mention, source);
        if (upload is not null)
            return new(upload.Address, upload.Alt, upload.Credit, upload.Page is null ? [$"/?attachment_id={upload.Id}"] : [upload.Page, $"/?attachment_id={upload.Id}"]);
        return Link(source, null) is { } address && (address[0] == '/' || address.StartsWith("http", StringComparison.OrdinalIgnoreCase))
            ? new(address[0] == '/' ? Uri.UnescapeDataString(address.Split('?', '#')[0]) : address) : null;
    }

    private string? Known(string address) => _uploads.Find(address) is { } upload ? upload.Address : null;

    // The class names the picture where its address has changed since; a number of another site would name the wrong one.
    private Upload? ByClass(PictureMention mention, string source)
    {
        var mark = mention.Class.IndexOf("wp-image-", StringComparison.Ordinal);
        if (mark < 0) return null;
        var digits = mention.Class.AsSpan(mark + 9);
        var length = digits.IndexOfAnyExceptInRange('0', '9');
        if (!long.TryParse(length < 0 ? digits : digits[..length], out var id) || _uploads.ById(id) is not { IsPicture: true } upload) return null;
        var stem = Path.GetFileNameWithoutExtension(upload.Address);
        return Path.GetFileName(source.Split('?')[0]).StartsWith(stem, StringComparison.OrdinalIgnoreCase) ? upload : null;
    }

    private static string? Host(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" ? uri.Host : null;
}
