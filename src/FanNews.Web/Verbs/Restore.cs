using System.CommandLine;
using FanNews.Storage.Backups;

namespace FanNews.Web.Verbs;

/// <summary><c>fannews restore FILE</c>: a newsroom from a backup, into an empty data folder or database.</summary>
public static class Restore
{
    /// <summary>The verb.</summary>
    public static Command Verb()
    {
        var file = Backup.Argument("The backup, from either engine.");
        var json = CommandLine.JsonOption();
        var verb = new Command("restore", "Makes the newsroom of a backup, in an empty data folder (and an empty database, with PostgreSQL).") { file, json };
        verb.SetAction((parsed, ct) => Backup.Run(parsed.GetValue(json), "Restored", "Nothing was changed.", tell =>
            new RestoreBackup(CommandLine.StoreOptions(CommandLine.Configuration()), tell).From(parsed.GetRequiredValue(file), ct)));
        return verb;
    }
}
