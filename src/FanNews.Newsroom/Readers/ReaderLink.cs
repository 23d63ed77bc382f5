using System.Security.Cryptography;
using System.Text;
using FanNews.Storage;
using Microsoft.EntityFrameworkCore;

namespace FanNews.Readers;

/// <summary>What a link that was mailed to a reader is for.</summary>
public enum ReaderLinkKind
{
    /// <summary>Confirms that mail is wanted; the subject is the wish.</summary>
    Confirm,

    /// <summary>Takes an appeal; the subject is the statement.</summary>
    Appeal,

    /// <summary>Shows, hands out and erases what is held of an address; the subject is the address.</summary>
    Data,

    /// <summary>That a confirmation was mailed to an address, which is the subject; nobody gets the link.</summary>
    Asked,
}

/// <summary>A link that only the holder of an address got. Kept as the hash of its secret: who reads the store, or a backup, can use none.</summary>
public sealed class ReaderLink
{
    /// <summary>The hash of its secret.</summary>
    public required string Hash { get; init; }

    /// <summary>What it is for.</summary>
    public ReaderLinkKind Kind { get; init; }

    /// <summary>Of what: a number, or an address.</summary>
    public required string Subject { get; init; }

    /// <summary>When it was made (UTC).</summary>
    public DateTimeOffset MadeAt { get; init; }

    /// <summary>When it ends (UTC).</summary>
    public DateTimeOffset EndsAt { get; init; }

    /// <summary>Makes a link; what ended is forgotten on the way.</summary>
    /// <returns>The secret, which is kept nowhere.</returns>
    public static async Task<string> Make(Change change, ReaderLinkKind kind, string subject, TimeSpan life, CancellationToken ct)
    {
        var (now, secret) = (change.Now, Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32)));
        await change.Db.ReaderLinks.Where(l => l.EndsAt < now).ExecuteDeleteAsync(ct);
        change.Db.ReaderLinks.Add(new ReaderLink { Hash = Of(secret), Kind = kind, Subject = subject, MadeAt = now, EndsAt = now + life });
        return secret;
    }

    /// <summary>Of what a link is, while it holds; null for one that is none, or ended.</summary>
    public static async Task<string?> Find(NewsroomDb db, ReaderLinkKind kind, string? secret, DateTimeOffset now, CancellationToken ct)
    {
        if (secret is not { Length: 64 })
            return null;
        // Looked up by its hash: how long that takes tells nothing about a secret.
        var hash = Of(secret);
        return await db.ReaderLinks.AsNoTracking().Where(l => l.Hash == hash && l.Kind == kind && l.EndsAt > now).Select(l => l.Subject).SingleOrDefaultAsync(ct);
    }

    private static string Of(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));
}
