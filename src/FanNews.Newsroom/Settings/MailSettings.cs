using System.Globalization;
using System.Security.Cryptography;
using FanNews.Outbox;
using FanNews.Storage;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;

namespace FanNews.Settings;

/// <summary>
/// The newsroom's way to its mail server. What is set from outside wins. Where the server is set from outside, so are user and password:
/// nobody at the desk can lead a password that they do not know to a server of theirs.
/// </summary>
/// <param name="store">Where the desk's choices are kept.</param>
/// <param name="outside">The configuration whose section <c>FanNews</c> may hold the same keys.</param>
/// <param name="protection">Protects the password in the store.</param>
public sealed class MailSettings(NewsroomStore store, IConfiguration outside, IDataProtectionProvider protection)
{
    /// <summary>The key of the server's name; without one, no mail is sent.</summary>
    public const string Host = "Smtp:Host";

    /// <summary>The key of the port.</summary>
    public const string Port = "Smtp:Port";

    /// <summary>The key of <see cref="MailSecurity"/>.</summary>
    public const string Security = "Smtp:Security";

    /// <summary>The key of the user.</summary>
    public const string User = "Smtp:User";

    /// <summary>The key of the password, which is never shown again and stands protected in the store.</summary>
    public const string Password = "Smtp:Password";

    /// <summary>The key of the sender.</summary>
    public const string From = "Smtp:From";

    /// <summary>The keys whose values may be shown.</summary>
    public static IReadOnlyList<string> Shown { get; } = [Host, Port, Security, User, From];

    private readonly IDataProtector protector = protection.CreateProtector("FanNews.Smtp.Password");

    /// <summary>Whether the key is set from outside.</summary>
    public bool IsLocked(string key) => Outside(key) is not null && key != Password || key is User or Password && Outside(Host) is not null;

    /// <summary>Whether the newsroom can send mail at all.</summary>
    public async Task<bool> IsSetUp(NewsroomDb db, CancellationToken ct = default) =>
        Outside(Host) is not null || await db.Settings.AnyAsync(s => s.Key == Host, ct);

    /// <summary>The values that hold, without the password.</summary>
    public async Task<MailChoices> Read(CancellationToken ct = default)
    {
        var stored = await store.Read(db => Stored(db, ct), ct);
        return Choices(stored);
    }

    /// <summary>The server that holds; null where none is set.</summary>
    /// <exception cref="StoreTrouble">A value from outside cannot be used; the sentence names the key.</exception>
    public async Task<MailServer?> Server(CancellationToken ct = default)
    {
        var (stored, site) = await store.Read(async db => (await Stored(db, ct), await Site.Read(db, outside, ct)), ct);
        var choices = Choices(stored);
        if (choices[Host].Length == 0)
            return null;
        Check();
        var security = MailRules.ReadSecurity(choices[Security]) ?? MailSecurity.Auto;
        var port = choices[Port].Length == 0 ? MailServer.DefaultPort(security) : int.Parse(choices[Port], CultureInfo.InvariantCulture);
        var from = choices[From].Length > 0 ? choices[From] : MailRules.DefaultSender(site);
        var user = choices[User].Length > 0 ? choices[User] : null;
        return new(choices[Host], port, security, user, user is null ? null : Outside(Host) is not null ? Outside(Password) : Unprotect(stored.GetValueOrDefault(Password)), from);
    }

    /// <summary>Who sends where nobody chose a sender: the paper, from an address of its own host.</summary>
    public static string DefaultSender(Site site) => MailRules.DefaultSender(site);

    /// <summary>Looks whether what is set from outside can be used.</summary>
    /// <exception cref="StoreTrouble">It cannot; the sentence names the key.</exception>
    public void Check()
    {
        foreach (var key in Shown)
        {
            if (Outside(key) is { } value && MailRules.Refuse(key, value) is { } sentence)
                throw new StoreTrouble($"The setting {key} cannot be \"{value}\": {sentence}.");
        }
    }

    /// <summary>Stores the choices: all of them, or none when one is refused.</summary>
    /// <param name="typed">The values by key. A key that is missing stays as it is.</param>
    /// <param name="password">A new password; null or empty to keep the one there is.</param>
    /// <param name="by">Who chooses.</param>
    /// <param name="ct">Ends the wait.</param>
    /// <returns>Why not; each names its key. Empty when stored.</returns>
    public async Task<IReadOnlyList<Refusal>> Save(IReadOnlyDictionary<string, string> typed, string? password, Actor by, CancellationToken ct = default)
    {
        var open = Shown.Where(key => typed.ContainsKey(key) && !IsLocked(key)).ToDictionary(key => key, key => typed[key].Trim());
        if (IsLocked(Password))
            password = null;
        var refusals = open.Where(o => MailRules.Refuse(o.Key, o.Value) is not null).Select(o => new Refusal(o.Key, MailRules.Refuse(o.Key, o.Value)!)).ToList();
        if (MailRules.RefusePassword(password) is { } sentence)
            refusals.Add(new(Password, sentence));
        if (refusals.Count > 0)
            return refusals;
        // Before the transaction: a first use makes a key, which is a change of its own.
        var kept = string.IsNullOrEmpty(password) ? null : protector.Protect(password);
        return await store.Change(by, async change =>
        {
            var stored = await Stored(change.Db, ct);
            var (before, after) = (Choices(stored), Choices(Merge(stored, open)));
            if (!IsLocked(Password) && MailRules.RefuseLogin(before, after, kept is not null) is { } refusal)
                return change.Abandon<IReadOnlyList<Refusal>>([refusal]);
            foreach (var key in open.Keys.Where(key => after[key] != before[key]))
                await Set(change, key, after[key], key is User or From ? null : $"\"{before[key]}\" to \"{after[key]}\"", ct);
            if (kept is not null || (!IsLocked(Password) && after[User].Length == 0 && stored.ContainsKey(Password)))
                await Set(change, Password, after[User].Length == 0 ? "" : kept!, null, ct);
            return [];
        }, ct);
    }

    private static async Task Set(Change change, string key, string value, string? detail, CancellationToken ct)
    {
        var stored = await change.Db.Settings.FirstOrDefaultAsync(s => s.Key == key, ct);
        if (stored is not null && value.Length == 0)
            change.Db.Settings.Remove(stored);
        else if (stored is not null)
            stored.Value = value;
        else if (value.Length > 0)
            change.Db.Settings.Add(new Setting { Key = key, Value = value });
        change.Record("set", "setting:" + key, detail);
    }

    private static Task<Dictionary<string, string>> Stored(NewsroomDb db, CancellationToken ct) =>
        db.Settings.AsNoTracking().Where(s => s.Key.StartsWith("Smtp:")).ToDictionaryAsync(s => s.Key, s => s.Value, ct);

    private static Dictionary<string, string> Merge(Dictionary<string, string> stored, Dictionary<string, string> typed)
    {
        var merged = new Dictionary<string, string>(stored);
        foreach (var (key, value) in typed)
            merged[key] = key == Security ? MailRules.ReadSecurity(value)!.Value.ToString().ToLowerInvariant() : value;
        return merged;
    }

    private MailChoices Choices(Dictionary<string, string> stored) => new(
        Shown.ToDictionary(key => key, key => Outside(key) ?? (IsLocked(key) ? "" : stored.GetValueOrDefault(key, key == Security ? "auto" : ""))),
        IsLocked(Password) ? Outside(Password) is not null : stored.ContainsKey(Password));

    private string? Outside(string key) => outside["FanNews:" + key] is { Length: > 0 } set ? set : null;

    // A restored newsroom without its keys has a password that nobody can read: as good as none.
    private string? Unprotect(string? kept)
    {
        try
        {
            return kept is null ? null : protector.Unprotect(kept);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}

/// <summary>What holds for mail, as far as it may be shown.</summary>
/// <param name="Values">By key; empty where nothing is set.</param>
/// <param name="HasPassword">Whether there is a password.</param>
public sealed record MailChoices(IReadOnlyDictionary<string, string> Values, bool HasPassword)
{
    /// <summary>The value of a key of <see cref="MailSettings.Shown"/>; empty where nothing is set.</summary>
    public string this[string key] => Values[key];
}
