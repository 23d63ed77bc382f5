using System.Data.Common;
using System.Text.Json;

namespace FanNews.Storage.Backups;

/// <summary>Proves that a backup restores: every checksum, and a newsroom made of it in a scratch folder, whose rows are the backup's.</summary>
/// <param name="tell">Told how far it is: what is done, how many, of how many.</param>
public sealed class VerifyBackup(Action<string, int, int>? tell = null)
{
    /// <summary>Verifies a backup. The newsroom itself is not asked.</summary>
    /// <param name="file">The backup.</param>
    /// <param name="ct">Ends it; nothing is left then.</param>
    /// <exception cref="BackupTrouble">It does not restore; the sentence names the entry.</exception>
    public async Task<BackupSummary> Of(string file, CancellationToken ct = default)
    {
        using var backup = await BackupFile.Open(file, ct);
        await backup.Check(tell, ct);
        var scratch = Directory.CreateTempSubdirectory("fannews-verify-").FullName;
        try
        {
            // Media are copied as they are, and their checksums hold: only rows can fail to become a newsroom.
            await SqliteFill.Into(new StoreOptions(scratch), backup, index: false, db => Compare(db, backup, ct), tell, ct);
            return BackupSummary.Of(file, backup.Manifest);
        }
        catch (Exception e) when (e is DbException or JsonException or InvalidDataException or FormatException or StoreTrouble or IOException)
        {
            throw new BackupTrouble($"{file} does not restore: {e.Message}", e);
        }
        finally
        {
            Directory.Delete(scratch, recursive: true);
        }
    }

    private static async Task Compare(NewsroomDb db, BackupFile backup, CancellationToken ct)
    {
        foreach (var kept in backup.Manifest.Tables)
        {
            var restored = await MakeBackup.Copy(db, kept.Shape, Stream.Null, ct);
            if (restored.Rows != kept.Rows)
                throw new BackupTrouble($"{backup.Path} does not restore: of {kept.Entry} come back {restored.Rows} rows instead of {kept.Rows}.");
            if (restored.Sha256 != kept.Sha256 || restored.LastId != kept.LastId)
                throw new BackupTrouble($"{backup.Path} does not restore: the rows of {kept.Entry} come back changed.");
        }
    }
}
