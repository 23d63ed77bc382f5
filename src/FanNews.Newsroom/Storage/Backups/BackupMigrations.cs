using Microsoft.EntityFrameworkCore;

namespace FanNews.Storage.Backups;

/// <summary>Migrations by name: each engine has its own set, with the same names and other time stamps.</summary>
internal static class BackupMigrations
{
    /// <summary>The name without its time stamp.</summary>
    public static string NameOf(string migration) => migration[(migration.IndexOf('_', StringComparison.Ordinal) + 1)..];

    /// <summary>The engine's own migration at which its tables have the shape of the backup's.</summary>
    /// <exception cref="BackupTrouble">The backup is newer than the program.</exception>
    public static string Target(NewsroomDb db, BackupManifest manifest)
    {
        var known = db.Database.GetMigrations().ToList();
        var count = manifest.Migrations.Count;
        if (count == 0 || !known.Take(count).Select(NameOf).SequenceEqual(manifest.Migrations))
            throw new BackupTrouble($"The backup was made by another FanNews ({manifest.FanNews}) whose tables this one does not know. Use that version; nothing was changed.");
        return known[count - 1];
    }
}
