namespace FanNews.Media;

/// <summary>Files that appear together once all of them are written, each of them whole, however many processes write them and whatever is killed.</summary>
internal sealed class PendingFiles : IDisposable
{
    private readonly List<(string Temporary, string Path)> written = [];

    /// <summary>Writes a file under another name. A dot in front tells a backup that it is none yet.</summary>
    /// <returns>The other name.</returns>
    public string Write(string path, Action<string> write)
    {
        var folder = Path.GetDirectoryName(path)!;
        Directory.CreateDirectory(folder);
        var temporary = Path.Combine(folder, "." + Guid.NewGuid().ToString("N") + Path.GetExtension(path));
        written.Add((temporary, path));
        write(temporary);
        return temporary;
    }

    /// <summary>Gives all files their names.</summary>
    public void Keep()
    {
        foreach (var (temporary, path) in written)
            File.Move(temporary, path, overwrite: true);
    }

    /// <summary>Removes what did not get its name.</summary>
    public void Dispose()
    {
        foreach (var (temporary, _) in written)
            File.Delete(temporary);
    }
}
