using System.Security.Cryptography;
using System.Text;
using FanNews.Storage;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace FanNews.People;

/// <summary>
/// Codes for whoever lost the second factor, each good once. They are kept as Identity's tokens of the person: (person, "recovery", hash). A code has
/// 79 bits, so that its hash needs no salt and no slowness.
/// </summary>
internal static class RecoveryCodes
{
    /// <summary>How many are made at once.</summary>
    public const int Count = 10;

    private const string Provider = "recovery";
    private const string Alphabet = "abcdefghjkmnpqrstuvwxyz23456789";
    private const int Length = 16;

    /// <summary>Makes new ones; earlier ones end.</summary>
    public static async Task<IReadOnlyList<string>> Make(Change change, long personId, CancellationToken ct)
    {
        await DropAll(change.Db, personId, ct);
        var codes = Enumerable.Range(0, Count).Select(_ => RandomNumberGenerator.GetString(Alphabet, Length)).ToList();
        change.Db.UserTokens.AddRange(codes.Select(code => new IdentityUserToken<long> { UserId = personId, LoginProvider = Provider, Name = Hash(code), Value = "" }));
        return codes.ConvertAll(code => string.Join('-', code.Chunk(4).Select(group => new string(group))));
    }

    /// <summary>Takes one: it is good no more. Of two that bring it at once, one is let in.</summary>
    public static async Task<bool> Take(NewsroomDb db, long personId, string typed, CancellationToken ct)
    {
        var code = string.Concat(typed.ToLowerInvariant().Where(char.IsAsciiLetterOrDigit));
        if (code.Length != Length)
            return false;
        var hash = Hash(code);
        return await db.UserTokens.Where(t => t.UserId == personId && t.LoginProvider == Provider && t.Name == hash).ExecuteDeleteAsync(ct) == 1;
    }

    public static Task<int> Left(NewsroomDb db, long personId, CancellationToken ct) => db.UserTokens.CountAsync(t => t.UserId == personId && t.LoginProvider == Provider, ct);

    public static Task DropAll(NewsroomDb db, long personId, CancellationToken ct) => db.UserTokens.Where(t => t.UserId == personId && t.LoginProvider == Provider).ExecuteDeleteAsync(ct);

    private static string Hash(string code) => Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(code)));
}
