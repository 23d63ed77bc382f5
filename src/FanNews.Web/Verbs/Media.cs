using System.CommandLine;
using System.Globalization;
using FanNews.Media;

namespace FanNews.Web.Verbs;

/// <summary><c>fannews media …</c>: looks after the folder of the pictures.</summary>
public static class Media
{
    /// <summary>The verb.</summary>
    public static Command Verb() => new("media", "Looks after the folder of the pictures.") { Orphans() };

    private static Command Orphans()
    {
        var delete = new Option<bool>("--delete") { Description = "Remove the files that nothing names. Without it they are only listed." };
        var json = CommandLine.JsonOption();
        var verb = new Command("orphans", "Finds files that nothing names, and pictures, sound, video and documents whose file is missing. Safe while the site runs.") { delete, json };
        verb.SetAction((parsed, ct) => Run(parsed.GetValue(delete), parsed.GetValue(json), ct));
        return verb;
    }

    private static async Task<int> Run(bool delete, bool json, CancellationToken ct)
    {
        using var store = await CommandLine.OpenStore(ct);
        var found = await OrphanFiles.Find(store, TimeProvider.System.Now(), ct);
        int removed;
        try
        {
            removed = delete ? await found.Delete(store, ct) : 0;
        }
        catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException)
        {
            return CommandLine.Fail("A file cannot be removed: " + trouble.Message);
        }

        if (json)
            CommandLine.PrintJson(new { files = found.Files, missing = found.Missing, removed });
        else
            Print(found, delete, removed);
        return found.Missing.Count == 0 ? 0 : CommandLine.Fail(string.Create(CultureInfo.InvariantCulture, $"{found.Missing.Count} files are missing. A backup has them."));
    }

    private static void Print(OrphanFiles found, bool delete, int removed)
    {
        foreach (var file in found.Files)
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"no name\t{file.Path}\t{file.Bytes}"));
        foreach (var picture in found.Missing)
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"no file\t{picture.Path}\t{picture.Address}"));
        var bytes = found.Files.Sum(f => f.Bytes);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{found.Files.Count} files ({bytes:N0} bytes) that nothing names, {(delete ? $"{removed} of them removed" : "none removed: say --delete for that")}; {found.Missing.Count} files are missing."));
    }
}
