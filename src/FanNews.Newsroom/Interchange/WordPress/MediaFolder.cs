namespace FanNews.Interchange.WordPress;

/// <summary>A copy of <c>wp-content/uploads</c> (or a folder above it). Nothing outside of it is ever given, by whatever path or link.</summary>
public sealed class MediaFolder(string folder)
{
    private const int MaxLinks = 16;

    private static readonly string[] Below = ["", "uploads", Path.Combine("wp-content", "uploads")];

    private readonly string _root = Path.GetFullPath(folder);

    /// <summary>Whether the folder is there.</summary>
    public bool Exists => Directory.Exists(_root);

    /// <summary>The file of an upload; null when the folder has none or it would lie outside.</summary>
    public string? Find(Upload upload)
    {
        if (upload.File is not { } file) return null;
        foreach (var below in Below)
        {
            if (Inside(Path.Combine(below, file)) is { } path && File.Exists(path)) return path;
        }
        return null;
    }

    private string? Inside(string relative)
    {
        var path = _root;
        var links = 0;
        foreach (var part in relative.Split('/', Path.DirectorySeparatorChar))
        {
            if (part is "" or ".") continue;
            if (part == ".." || part.Contains('\0', StringComparison.Ordinal)) return null;
            path = Path.Combine(path, part);
            FileSystemInfo? link = Directory.Exists(path) ? new DirectoryInfo(path) : File.Exists(path) ? new FileInfo(path) : null;
            if (link?.LinkTarget is null) continue;
            if (++links > MaxLinks || link.ResolveLinkTarget(returnFinalTarget: true)?.FullName is not { } target) return null;
            path = Path.GetFullPath(target);
            if (path != _root && !path.StartsWith(_root + Path.DirectorySeparatorChar, StringComparison.Ordinal)) return null;
        }
        return path;
    }
}
