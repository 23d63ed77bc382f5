using System.Security.Cryptography;
using System.Text;

namespace FanNews.Storage.Backups;

/// <summary>
/// The comment at the very end of the zip: SHA-256 of the manifest, then SHA-256 of every byte of the file before these last 64.
/// The manifest vouches for the entries and the seal for everything, so that no byte can change unseen.
/// </summary>
internal static class BackupSeal
{
    private const string Head = "fannews-backup ";
    private const int Hex = 64;

    /// <summary>The comment, its last part still to come.</summary>
    public static string Begin(string manifest) => Head + manifest + " " + new string('0', Hex);

    /// <summary>Puts the last part in.</summary>
    public static async Task Close(FileStream file, CancellationToken ct)
    {
        var hash = await Digest(file, ct);
        file.Position = file.Length - Hex;
        await file.WriteAsync(Encoding.ASCII.GetBytes(hash), ct);
    }

    /// <summary>The manifest's SHA-256 as the comment has it; null when the file is no backup.</summary>
    public static string? Manifest(string comment) =>
        comment.StartsWith(Head, StringComparison.Ordinal) && comment.Length == Head.Length + Hex + 1 + Hex ? comment.Substring(Head.Length, Hex) : null;

    /// <summary>Whether the file is, byte by byte, what it was.</summary>
    public static async Task<bool> Holds(FileStream file, CancellationToken ct)
    {
        var hash = await Digest(file, ct);
        var kept = new byte[Hex];
        file.Position = file.Length - Hex;
        await file.ReadExactlyAsync(kept, ct);
        return Encoding.ASCII.GetString(kept) == hash;
    }

    private static async Task<string> Digest(FileStream file, CancellationToken ct)
    {
        file.Position = 0;
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[128 * 1024];
        for (var left = file.Length - Hex; left > 0;)
        {
            var read = await file.ReadAsync(buffer.AsMemory(0, (int)Math.Min(buffer.Length, left)), ct);
            if (read == 0)
                throw new EndOfStreamException();
            hash.AppendData(buffer, 0, read);
            left -= read;
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
