using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace FanNews.People;

/// <summary>
/// What a password must be, and how it is kept. Length counts, composition does not (NIST SP 800-63B-4, OWASP ASVS 6.2).
/// </summary>
public static class Passwords
{
    /// <summary>The fewest characters.</summary>
    public const int Shortest = 15;

    /// <summary>The most characters: enough for any sentence, too few to make hashing slow.</summary>
    public const int Longest = 200;

    // OWASP Password Storage Cheat Sheet: PBKDF2-HMAC-SHA512 with 210,000 rounds.
    private static readonly PasswordHasher<Person> Hasher = new(Options.Create(new PasswordHasherOptions { IterationCount = 210_000 }));

    // Somebody who is not there is checked against this, so that the answer takes as long.
    private static readonly Lazy<string> Dummy = new(() => Hasher.HashPassword(new Person(), Generate()));

    // Letters and digits that are not mistaken for each other in print.
    private const string Alphabet = "abcdefghjkmnpqrstuvwxyz23456789";

    // Long enough, and yet among the first that are tried. Compared without spaces, hyphens and case.
    private static readonly HashSet<string> Common = new(StringComparer.Ordinal)
    {
        "123456789012345", "1234567890123456", "123456789123456", "123456789123456789", "12345678901234567890", "0123456789012345", "987654321098765",
        "098765432109876", "112233445566778", "11223344556677889900", "1q2w3e4r5t6y7u8i", "1q2w3e4r5t6y7u8i9o0p", "1qaz2wsx3edc4rfv", "1qaz2wsx3edc4rfv5tgb",
        "q1w2e3r4t5y6u7i8", "qazwsxedcrfvtgb", "qazwsxedcrfvtgbyhn", "qwertyuiopasdfg", "qwertyuiopasdfgh", "qwertyuiopasdfghjkl", "qwertyuiopasdfghjklzxcvbnm",
        "qwertyuiop123456", "qwertyuiop1234567890", "asdfghjklqwertyuiop", "zxcvbnmasdfghjkl", "azertyuiopqsdfghjklm", "qwertzuiopasdfghjkl", "abcdefghijklmno",
        "abcdefghijklmnop", "abcdefghijklmnopqrstuvwxyz", "abcdefghijklmnopqrstuvwxyz123456", "abcdefgh12345678", "abcd1234abcd1234", "abc123abc123abc123",
        "password1234567", "password12345678", "password123456789", "password1234567890", "passwordpassword", "passwordpassword1", "password123password", "mypassword123456",
        "mypasswordispassword", "thisismypassword", "thisisapassword", "thisisthepassword", "thisismypassword1", "thisissecret123", "iforgotmypassword", "dontforgetpassword",
        "correcthorsebatterystaple", "correcthorsebattery", "trustno1trustno1", "letmeinletmeinletmein", "letmeinletmein1", "letmein123456789", "changemechangeme", "changeme12345678",
        "changemeplease1", "changethispassword", "administrator123", "administrator1234", "adminadminadmin", "administratoradministrator", "rootrootrootroot", "welcome123456789",
        "welcomewelcome1", "welcometothejungle", "iloveyou12345678", "iloveyouiloveyou", "iloveyouforever", "iloveyousomuch1", "iloveyousomuch", "ilovemyfamily123",
        "jesuschristislord", "jesusisthelord1", "superman12345678", "football12345678", "baseball12345678", "liverpoolfootballclub", "manchesterunited", "manchestercity1",
        "chelseafootballclub", "maythe4thbewithyou", "maytheforcebewithyou", "harrypotter12345", "gandalfthegrey1", "winniethepooh123", "tobeornottobethatisthequestion",
        "thequickbrownfox", "thequickbrownfoxjumps", "thequickbrownfoxjumpsoverthelazydog", "onetwothreefour", "onetwothreefourfive", "mothersmaidenname",
        "supercalifragilistic", "supercalifragilisticexpialidocious", "summersummersummer", "winterwinterwinter", "secretsecretsecret", "testtesttesttest", "testpassword1234",
        "temporarypassword", "defaultpassword1", "openthedoorplease", "passw0rdpassw0rd", "p@ssw0rdp@ssw0rd", "p@ssword12345678", "p@ssw0rd12345678",
    };

    /// <summary>Says why the password may not be used, or null.</summary>
    /// <param name="password">What was typed.</param>
    /// <param name="close">Words that a guesser would try first: the paper's name, the person's name and address.</param>
    public static string? Refuse(string? password, params ReadOnlySpan<string?> close)
    {
        if (string.IsNullOrEmpty(password))
            return "Enter a password";
        if (password.Length < Shortest)
            return $"The password must have {Shortest} characters or more. Four words that have nothing to do with each other are easy to remember";
        if (password.Length > Longest)
            return $"The password must have {Longest} characters or fewer";
        if (Prepare(password) is not { } text)
            return "The password has a character in it that is no character. Type it again";
        var plain = new string([.. text.ToLowerInvariant().Where(c => !char.IsWhiteSpace(c) && c is not ('-' or '_' or '.'))]);
        if (plain.Distinct().Count() < 5)
            return "The password must not repeat the same few characters";
        if (Common.Contains(plain) || IsRepeated(plain) || IsRun(plain) || CommonWords.MakeUp(plain))
            return "This password is among the first that somebody would try. Choose another one";
        var letters = Letters(plain);
        foreach (var word in close)
        {
            var name = Letters(word ?? "");
            if (name.Length >= 4 && letters.Contains(name, StringComparison.Ordinal) && letters.Replace(name, "", StringComparison.Ordinal).Length < 8)
                return "The password must be more than a name or an address with something added";
        }

        return null;
    }

    /// <summary>The password as it is kept: salted, slow to try.</summary>
    /// <param name="password">One that <see cref="Refuse"/> let pass.</param>
    public static string Hash(string password) => Hasher.HashPassword(new Person(), Prepare(password) ?? throw new ArgumentException("Not text.", nameof(password)));

    /// <summary>Whether the password is the one that was kept. Takes as long where nothing was kept.</summary>
    /// <param name="hash">What is kept; null for somebody who is not there.</param>
    /// <param name="password">What was typed.</param>
    public static bool Matches(string? hash, string password)
    {
        var typed = password.Length > Longest ? null : Prepare(password);
        var result = Hasher.VerifyHashedPassword(new Person(), hash ?? Dummy.Value, typed ?? "");
        return hash is not null && typed is not null && result != PasswordVerificationResult.Failed;
    }

    /// <summary>A password of 25 letters and digits in groups (more than 120 bits), to be shown once.</summary>
    public static string Generate() => string.Join('-', Enumerable.Range(0, 5).Select(_ => RandomNumberGenerator.GetString(Alphabet, 5)));

    // The same characters typed on another keyboard must be the same password (NIST SP 800-63B-4, 3.1.1.2). Null for half a character.
    private static string? Prepare(string password)
    {
        try
        {
            return password.Normalize(NormalizationForm.FormKC);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private static string Letters(string text) => new([.. text.ToLowerInvariant().Where(char.IsLetterOrDigit)]);

    private static bool IsRepeated(string text) =>
        Enumerable.Range(1, text.Length / 2).Any(unit => unit <= 8 && Enumerable.Range(unit, text.Length - unit).All(i => text[i] == text[i - unit]));

    private static bool IsRun(string text) =>
        Enumerable.Range(1, text.Length - 1).All(i => text[i] - text[i - 1] == 1) || Enumerable.Range(1, text.Length - 1).All(i => text[i] - text[i - 1] == -1);
}
