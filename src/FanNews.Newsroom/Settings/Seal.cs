using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using FanNews.Storage;
using Microsoft.EntityFrameworkCore;

namespace FanNews.Settings;

/// <summary>Marks small values that travel through a reader's hands, so that only this newsroom can have made them. Not secret, not changeable.</summary>
public sealed class Seal(NewsroomStore store)
{
    private const string KeyName = "Seal:Key";
    private byte[]? key;

    /// <summary>The value with its seal, safe in an address.</summary>
    /// <param name="purpose">What it is for; a seal for one purpose opens no other.</param>
    /// <param name="value">Letters, digits, hyphens and dots.</param>
    /// <param name="ct">Ends the wait.</param>
    public async ValueTask<string> Put(string purpose, string value, CancellationToken ct = default) =>
        value + "." + Mark(await Key(ct), purpose, value);

    /// <summary>The value under the seal; null when it is not ours or was changed.</summary>
    public async ValueTask<string?> Open(string purpose, string? marked, CancellationToken ct = default)
    {
        if (marked is null || marked.LastIndexOf('.') is not (> 0 and var dot))
            return null;
        var (value, mark) = (marked[..dot], marked[(dot + 1)..]);
        var expected = Mark(await Key(ct), purpose, value);
        return CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(expected), Encoding.UTF8.GetBytes(mark)) ? value : null;
    }

    private static string Mark(byte[] key, string purpose, string value) =>
        Base64Url.EncodeToString(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(purpose + "\n" + value)).AsSpan(0, 18));

    // Made once for the newsroom and kept with it, so that every process on the store reads the same seals.
    private async ValueTask<byte[]> Key(CancellationToken ct)
    {
        if (key is not null)
            return key;
        var stored = await store.Read(db => db.Settings.AsNoTracking().SingleOrDefaultAsync(s => s.Key == KeyName, ct), ct)
            ?? await store.Change(Actor.Program, async change =>
            {
                await change.Db.Lock(KeyName, ct);
                if (await change.Db.Settings.SingleOrDefaultAsync(s => s.Key == KeyName, ct) is { } made)
                    return change.Abandon(made);
                var setting = new Setting { Key = KeyName, Value = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)) };
                change.Db.Settings.Add(setting);
                change.Record("made", "setting:" + KeyName);
                change.TouchesNothing();
                return setting;
            }, ct);
        return key = Convert.FromBase64String(stored.Value);
    }
}
