namespace FanNews.Media;

/// <summary>Files that appear together once all of them are written, each of them whole, however many processes write them and whatever is killed.</summary>
internal sealed class PendingFiles : IDisposable
{
    private readonly Dictionary<string, string?> begun = [];

    /// <summary>Another name under which to write a file. A dot in front tells a backup that it is none yet.</summary>
    /// <param name="path">Where it will be.</param>
    public string Begin(string path)
    {
        var temporary = Begin(Path.GetDirectoryName(path)!, Path.GetExtension(path));
        begun[temporary] = path;
        return temporary;
    }

    /// <summary>A name for a file that is only needed meanwhile, or whose own name is not known yet.</summary>
    /// <param name="folder">Where it is written.</param>
    /// <param name="extension">How its name ends.</param>
    public string Begin(string folder, string extension)
    {
        Directory.CreateDirectory(folder);
        var temporary = Path.Combine(folder, "." + Guid.NewGuid().ToString("N") + extension);
        begun[temporary] = null;
        return temporary;
    }

    /// <summary>Says where a file will be.</summary>
    public void Name(string temporary, string path) => begun[temporary] = path;

    /// <summary>Gives all files their names.</summary>
    public void Keep()
    {
        foreach (var (temporary, path) in begun)
        {
            if (path is null)
                continue;
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.Move(temporary, path, overwrite: true);
        }
    }

    /// <summary>Removes what did not get its name.</summary>
    public void Dispose()
    {
        foreach (var temporary in begun.Keys)
            File.Delete(temporary);
    }
}
