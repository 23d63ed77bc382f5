using System.CommandLine;
using FanNews.Storage.Backups;

namespace FanNews.Web.Verbs;

/// <summary><c>fannews verify FILE</c>: proof that a backup restores. Needs no newsroom.</summary>
public static class Verify
{
    /// <summary>The verb.</summary>
    public static Command Verb()
    {
        var file = Backup.Argument("The backup.");
        var json = CommandLine.JsonOption();
        var verb = new Command("verify", "Proves that a backup restores: checks every checksum and restores it into a scratch folder.") { file, json };
        verb.SetAction((parsed, ct) => Backup.Run(parsed.GetValue(json), "Verified", "Nothing is known about the backup.", tell =>
            new VerifyBackup(tell).Of(parsed.GetRequiredValue(file), ct)));
        return verb;
    }
}
