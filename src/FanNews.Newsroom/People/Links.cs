using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using FanNews.Storage;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace FanNews.People;

/// <summary>What a link in a mail is for.</summary>
internal enum LinkKind
{
    /// <summary>Lets somebody who was invited choose a password.</summary>
    Invitation,

    /// <summary>Lets somebody who forgot the password choose another one.</summary>
    Password,
}

/// <summary>
/// Links that let a person choose a password. They are kept as Identity's tokens of the person, like sessions: (person, "link", kind) -> when it ends
/// and the hash of its secret. So a newer link ends the older one without touching the person's security stamp, with which a stranger who asks for
/// a link could end the person's sessions; and who reads a backup can use none, which a token sealed with keys out of the same backup could not promise.
/// </summary>
internal static class Links
{
    private const string Provider = "link";

    public static TimeSpan Lifetime(LinkKind kind) => kind == LinkKind.Invitation ? TimeSpan.FromDays(7) : TimeSpan.FromHours(1);

    /// <summary>Makes a link's token; an earlier one of the kind ends.</summary>
    public static async Task<string> Make(Change change, long personId, LinkKind kind, CancellationToken ct)
    {
        var secret = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        await change.Db.UserTokens.Where(t => t.UserId == personId && t.LoginProvider == Provider && t.Name == kind.ToString()).ExecuteDeleteAsync(ct);
        var ends = (change.Now + Lifetime(kind)).ToUnixTimeMilliseconds();
        change.Db.UserTokens.Add(new IdentityUserToken<long>
        {
            UserId = personId,
            LoginProvider = Provider,
            Name = kind.ToString(),
            Value = string.Create(CultureInfo.InvariantCulture, $"{ends}:{Hash(secret)}"),
        });
        return string.Create(CultureInfo.InvariantCulture, $"{personId}-{secret}");
    }

    /// <summary>Whose link it is, while it holds: newest of its kind, not used, not too old, and the person not disabled.</summary>
    public static async Task<Person?> Holder(NewsroomDb db, string? token, DateTimeOffset now, CancellationToken ct)
    {
        if (token?.Split('-') is not [var number, var secret] || !long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var id))
            return null;
        var hash = Hash(secret);
        var kept = await db.UserTokens.AsNoTracking().Where(t => t.UserId == id && t.LoginProvider == Provider).Select(t => t.Value).ToListAsync(ct);
        return kept.Select(Read).Any(link => link.Ends > now && CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(link.Hash), Encoding.ASCII.GetBytes(hash)))
            ? await db.People.FirstOrDefaultAsync(p => p.Id == id && p.DisabledAt == null, ct)
            : null;
    }

    /// <summary>Ends the person's links.</summary>
    /// <returns>How many there were. Of two that end them at once, one finds none.</returns>
    public static Task<int> EndAll(NewsroomDb db, long personId, CancellationToken ct) =>
        db.UserTokens.Where(t => t.UserId == personId && t.LoginProvider == Provider).ExecuteDeleteAsync(ct);

    /// <summary>When the links of a kind end (UTC), by person.</summary>
    public static async Task<Dictionary<long, DateTimeOffset>> Ends(NewsroomDb db, LinkKind kind, CancellationToken ct) =>
        (await db.UserTokens.AsNoTracking().Where(t => t.LoginProvider == Provider && t.Name == kind.ToString()).ToListAsync(ct)).ToDictionary(t => t.UserId, t => Read(t.Value).Ends);

    private static (DateTimeOffset Ends, string Hash) Read(string? value) =>
        value!.Split(':') is [var ends, var hash] ? (DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(ends, CultureInfo.InvariantCulture)), hash) : default;

    private static string Hash(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));
}
