using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;

namespace FanNews.People;

/// <summary>
/// The six digits of an authenticator app (RFC 6238 over RFC 4226: SHA-1, 30 seconds). Identity's own provider reads the machine's clock and takes
/// a code as often as it is sent; ours goes by the newsroom's clock and says which step a code is of, so that each is taken once (RFC 6238, 5.2).
/// </summary>
public static class TimeCodes
{
    /// <summary>Bytes of a secret: as long as the hash (RFC 4226, 4).</summary>
    public const int SecretLength = 20;

    /// <summary>How long one code stands.</summary>
    public static readonly TimeSpan Step = TimeSpan.FromSeconds(30);

    // A clock that is half a minute off, and the time that it takes to type.
    private const int Drift = 1;

    private const string Base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    /// <summary>A new secret.</summary>
    public static byte[] NewSecret() => RandomNumberGenerator.GetBytes(SecretLength);

    /// <summary>The code of a secret at an instant.</summary>
    public static string At(byte[] secret, DateTimeOffset at) => Code(secret, StepOf(at));

    /// <summary>The step that a code is of.</summary>
    /// <param name="secret">The secret.</param>
    /// <param name="typed">What was typed; spaces are left out.</param>
    /// <param name="now">The instant (UTC).</param>
    /// <returns>Its number; null for a wrong code.</returns>
    public static long? Match(byte[] secret, string typed, DateTimeOffset now)
    {
        var digits = string.Concat(typed.Where(c => !char.IsWhiteSpace(c)));
        var (present, matched) = (StepOf(now), (long?)null);
        // All are looked at, so that the time tells nothing.
        for (var step = present - Drift; step <= present + Drift; step++)
        {
            if (CryptographicOperations.FixedTimeEquals(System.Text.Encoding.UTF8.GetBytes(Code(secret, step)), System.Text.Encoding.UTF8.GetBytes(digits)))
                matched = step;
        }

        return matched;
    }

    /// <summary>The secret as people type it: Base32 (RFC 4648) in groups of four.</summary>
    public static string Words(byte[] secret) => string.Join(' ', Encode(secret).Chunk(4).Select(group => new string(group)));

    /// <summary>What a picture for the app says (the "Key Uri Format" that authenticator apps read).</summary>
    /// <param name="secret">The secret.</param>
    /// <param name="paper">The name of the paper.</param>
    /// <param name="account">The address with which the person signs in.</param>
    public static string Address(byte[] secret, string paper, string account) =>
        $"otpauth://totp/{Uri.EscapeDataString(paper)}:{Uri.EscapeDataString(account)}?secret={Encode(secret)}&issuer={Uri.EscapeDataString(paper)}";

    private static long StepOf(DateTimeOffset at) => at.ToUnixTimeSeconds() / (long)Step.TotalSeconds;

    private static string Code(byte[] secret, long step)
    {
        Span<byte> counter = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
#pragma warning disable CA5350 // SHA-1 is what the apps know, and as a keyed hash it is not broken (RFC 6194, 3).
        Span<byte> hash = stackalloc byte[HMACSHA1.HashSizeInBytes];
        HMACSHA1.HashData(secret, counter, hash);
#pragma warning restore CA5350
        var number = BinaryPrimitives.ReadInt32BigEndian(hash[(hash[^1] & 0xF)..]) & 0x7FFF_FFFF;
        return (number % 1_000_000).ToString("D6", CultureInfo.InvariantCulture);
    }

    private static string Encode(byte[] bytes)
    {
        var (text, bits, held) = (new System.Text.StringBuilder(), 0, 0);
        foreach (var b in bytes)
        {
            (held, bits) = ((held << 8) | b, bits + 8);
            for (; bits >= 5; bits -= 5)
                text.Append(Base32[(held >> (bits - 5)) & 31]);
            held &= (1 << bits) - 1;
        }

        return bits > 0 ? text.Append(Base32[(held << (5 - bits)) & 31]).ToString() : text.ToString();
    }
}
