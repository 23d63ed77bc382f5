using FanNews.Media;

namespace FanNews.Body;

/// <summary>What a rendering of a body depends on besides its Markdown.</summary>
public sealed record BodySetting
{
    /// <summary>The place that the story opens with ("MOSCOW"); set as a run-in before the first paragraph. Null for none.</summary>
    public string? Dateline { get; init; }

    /// <summary>Finds the picture behind an address used in the body; null where the newsroom knows no such picture.</summary>
    public Func<string, PictureView?> Picture { get; init; } = _ => null;

    /// <summary>Finds the sound, video or document behind an address used in the body; null where the newsroom knows no such file.</summary>
    public Func<string, FileView?> File { get; init; } = _ => null;

    /// <summary>Whether a picture leads to its largest file, for who wants to see more of it.</summary>
    public bool Enlarges { get; init; }

    /// <summary>Address of the lead picture. A figure of the same picture that opens the body is left out, for the page shows it above.</summary>
    public string? LeadPicture { get; init; }

    /// <summary>The public address of the site without a final slash, put before local addresses (feeds need it); null keeps them local.</summary>
    public Uri? Site { get; init; }

    /// <summary>The absolute address of the page that the body stands on, put before links within the body where it is read elsewhere; null keeps them as they are.</summary>
    public string? Page { get; init; }

    /// <summary>The site's own host name: addresses there are local ones, not another company's. <see cref="Site"/>'s host counts as well.</summary>
    public string? Host { get; init; }

    /// <summary>Whether an absolute address belongs to this site.</summary>
    internal bool IsOwn(Uri address) =>
        string.Equals(address.IdnHost, Host, StringComparison.OrdinalIgnoreCase)
        || (Site is not null && string.Equals(address.IdnHost, Site.IdnHost, StringComparison.OrdinalIgnoreCase));
}
