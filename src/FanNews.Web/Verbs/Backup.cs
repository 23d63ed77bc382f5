using System.CommandLine;
using System.Globalization;
using FanNews.Storage.Backups;

namespace FanNews.Web.Verbs;

/// <summary><c>fannews backup FILE</c>: the whole newsroom in one file, while the site runs.</summary>
public static class Backup
{
    /// <summary>The verb.</summary>
    public static Command Verb()
    {
        var file = Argument("Where to write it; it must not exist yet. Keep it as secret as the newsroom itself.");
        var json = CommandLine.JsonOption();
        var verb = new Command("backup", "Writes store and media into one file, while the site runs.") { file, json };
        verb.SetAction((parsed, ct) => Run(parsed.GetValue(json), "Backed up", "No backup was made.", async tell =>
        {
            using var store = await CommandLine.OpenStore(ct);
            return await new MakeBackup(store, TimeProvider.System, tell).To(parsed.GetRequiredValue(file), ct);
        }));
        return verb;
    }

    internal static Argument<string> Argument(string description) => new("FILE") { Description = description };

    /// <summary>Runs one of the three verbs and prints what it did.</summary>
    internal static async Task<int> Run(bool json, string done, string stopped, Func<Action<string, int, int>, Task<BackupSummary>> work)
    {
        try
        {
            BackupSummary summary;
            using (var progress = new Progress())
                summary = await work(progress.Show);
            if (json) CommandLine.PrintJson(summary);
            else Print(done, summary);
            return 0;
        }
        catch (BackupTrouble trouble)
        {
            return CommandLine.Fail(trouble.Message);
        }
        catch (OperationCanceledException)
        {
            return CommandLine.Fail("Stopped before the end. " + stopped);
        }
    }

    private static void Print(string done, BackupSummary summary)
    {
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{done}: {summary.File} ({summary.Bytes:N0} bytes), of {summary.MadeAt:yyyy-MM-dd HH:mm:ss} UTC, from {summary.Engine}, by FanNews {summary.FanNews.Split('+')[0]}."));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {summary.Rows,9}  rows in {summary.Tables.Count} tables"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {summary.MediaFiles,9}  media files ({summary.MediaBytes:N0} bytes)"));
    }
}
