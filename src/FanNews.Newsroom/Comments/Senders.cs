using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using FanNews.Storage;
using Microsoft.EntityFrameworkCore;

namespace FanNews.Comments;

/// <summary>
/// Tells senders apart for a day without keeping where they are: a keyed hash of the network (one IPv4 address, one IPv6 /64),
/// under a key that is destroyed the day after. Without the key nobody, the newsroom included, can get back to an address.
/// </summary>
public static class Senders
{
    /// <summary>The hash of a sender's network under today's key; null for an unknown network.</summary>
    public static async Task<string?> Hash(Change change, IPAddress? network, CancellationToken ct) =>
        network is null ? null : Hash(await Key(change, ct), network);

    /// <summary>The key of today, made where there is none yet.</summary>
    internal static async Task<byte[]> Key(Change change, CancellationToken ct)
    {
        var today = DateOnly.FromDateTime(change.Now.UtcDateTime);
        if (await change.Db.SenderKeys.AsNoTracking().Where(k => k.Day == today).Select(k => k.Key).SingleOrDefaultAsync(ct) is { } key)
            return key;
        await Destroy(change.Db, today, ct);
        key = RandomNumberGenerator.GetBytes(32);
        change.Db.SenderKeys.Add(new SenderKey { Day = today, Key = key });
        return key;
    }

    /// <summary>The hash of a network under a key.</summary>
    internal static string Hash(byte[] key, IPAddress network) => Convert.ToHexStringLower(HMACSHA256.HashData(key, Network(network)).AsSpan(0, 16));

    /// <summary>Destroys the keys of all days before today.</summary>
    /// <returns>How many there were.</returns>
    public static async Task<int> DestroyOldKeys(NewsroomStore store, CancellationToken ct = default)
    {
        var destroyed = await store.Change(Actor.Program, async change =>
        {
            var gone = await Destroy(change.Db, DateOnly.FromDateTime(change.Now.UtcDateTime), ct);
            if (gone > 0)
                change.Record("destroyed", "sender-keys");
            change.TouchesNothing();
            return gone;
        }, ct);
        // What was overwritten in the file still stands in the write-ahead log until that is emptied.
        if (destroyed > 0)
            await store.EmptyLog(ct);
        return destroyed;
    }

    private static Task<int> Destroy(NewsroomDb db, DateOnly today, CancellationToken ct) =>
        db.SenderKeys.Where(k => k.Day < today).ExecuteDeleteAsync(ct);

    private static byte[] Network(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        var bytes = address.GetAddressBytes();
        return address.AddressFamily == AddressFamily.InterNetworkV6 ? bytes[..8] : bytes;
    }
}
