using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using FanNews.Storage;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace FanNews.People;

/// <summary>What somebody can prove themselves with besides the password.</summary>
/// <param name="App">Whether an authenticator app is set up.</param>
/// <param name="Passkeys">Their passkeys, the oldest first.</param>
/// <param name="Codes">How many recovery codes are left.</param>
/// <param name="Required">Whether their role asks for a second factor.</param>
public sealed record Factors(bool App, IReadOnlyList<Passkey> Passkeys, int Codes, bool Required)
{
    /// <summary>Whether there is one.</summary>
    public bool Any => App || Passkeys.Count > 0;
}

/// <summary>What came of setting a factor up.</summary>
/// <param name="Refusal">Why not; null when it is set up.</param>
/// <param name="Codes">New recovery codes, to be shown once; empty where the person has some already.</param>
public sealed record FactorAnswer(Refusal? Refusal, IReadOnlyList<string> Codes)
{
    internal static FactorAnswer No(string field, string sentence) => new(new(field, sentence), []);
}

/// <summary>
/// The second factors of people: an authenticator app, passkeys, recovery codes. A passkey that asked its owner (a finger, a face, a PIN) is both factors
/// in one. Secrets of apps stand protected in the store.
/// </summary>
/// <param name="store">Where they are kept.</param>
/// <param name="rule">Whose role asks for one.</param>
/// <param name="protection">Protects the secrets.</param>
/// <param name="clock">The clock.</param>
public sealed class SecondFactor(NewsroomStore store, SecondFactorRule rule, IDataProtectionProvider protection, TimeProvider clock)
{
    private const string Provider = "authenticator";
    private const string Name = "secret";
    private const int MostPasskeys = 20;

    // A challenge or a code that is older is refused for its age.
    private static readonly TimeSpan Remembered = TimeSpan.FromDays(1);

    // How long a secret that was shown may be confirmed.
    private static readonly TimeSpan OfferTime = TimeSpan.FromHours(1);

    private readonly IDataProtector secrets = protection.CreateProtector("FanNews.SecondFactor");
    private readonly IDataProtector offers = protection.CreateProtector("FanNews.SecondFactor.Offer");

    /// <summary>What somebody has.</summary>
    public Task<Factors> Of(long personId, CancellationToken ct = default) => store.Read(async db =>
    {
        var role = await db.People.Where(p => p.Id == personId).Select(p => p.Role).SingleAsync(ct);
        return new Factors(
            await HasApp(db, personId, ct),
            await db.Passkeys.AsNoTracking().Where(p => p.PersonId == personId).OrderBy(p => p.Id).ToListAsync(ct),
            await RecoveryCodes.Left(db, personId, ct),
            (await rule.Read(db, ct)).Contains(role));
    }, ct);

    /// <summary>Those who have one.</summary>
    public Task<HashSet<long>> Holders(CancellationToken ct = default) => store.Read(async db => (HashSet<long>)
        [.. await db.UserTokens.Where(t => t.LoginProvider == Provider).Select(t => t.UserId).ToListAsync(ct), .. await db.Passkeys.Select(p => p.PersonId).Distinct().ToListAsync(ct)], ct);

    /// <summary>Offers a secret for an app. Nothing is kept until the app shows that it has it.</summary>
    /// <returns>The secret, and the same sealed for the form.</returns>
    public (byte[] Secret, string Sealed) Offer(long personId)
    {
        var secret = TimeCodes.NewSecret();
        return (secret, offers.Protect(string.Create(CultureInfo.InvariantCulture, $"{personId}:{(clock.Now() + OfferTime).ToUnixTimeMilliseconds()}:{Convert.ToBase64String(secret)}")));
    }

    /// <summary>The secret that was offered to the person; null for one that was not, or too long ago.</summary>
    public byte[]? ReadOffer(long personId, string? offer)
    {
        try
        {
            return offer is not null && offers.Unprotect(offer).Split(':') is [var person, var until, var secret]
                && person == personId.ToString(CultureInfo.InvariantCulture) && long.Parse(until, CultureInfo.InvariantCulture) > clock.Now().ToUnixTimeMilliseconds()
                    ? Convert.FromBase64String(secret)
                    : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    /// <summary>Sets an app up, in the place of an earlier one. The session that asks counts as proven; the person's others that are not end.</summary>
    /// <param name="by">The person.</param>
    /// <param name="session">Secret of the session that asks.</param>
    /// <param name="offer">The offer, sealed.</param>
    /// <param name="code">What the app shows.</param>
    /// <param name="ct">Ends the wait.</param>
    public async Task<FactorAnswer> SetUpApp(Actor by, string session, string? offer, string? code, CancellationToken ct = default)
    {
        if (ReadOffer(by.PersonId!.Value, offer) is not { } secret)
            return FactorAnswer.No("Code", "Too much time has passed. Begin again with a new key");
        if (TimeCodes.Match(secret, code ?? "", clock.Now()) is not { } step)
            return FactorAnswer.No("Code", string.IsNullOrWhiteSpace(code) ? "Enter the six digits that the app shows" : "The app shows another code now. If it does again, set the clock of your device");
        var kept = secrets.Protect(Convert.ToBase64String(secret));
        return await store.Change(by, async change =>
        {
            var person = by.PersonId.Value;
            await change.Db.Lock(Key(person), ct);
            if (!await Spend(change, AppStep(person, step), ct))
                return change.Abandon(FactorAnswer.No("Code", "This code was used already. Wait for the next one"));
            await DropApp(change.Db, person, ct);
            change.Db.UserTokens.Add(new IdentityUserToken<long> { UserId = person, LoginProvider = Provider, Name = Name, Value = kept });
            change.Record("set up an authenticator app", $"person:{person}");
            return await Proven(change, person, session, ct);
        }, ct);
    }

    /// <summary>Adds a passkey that the browser made and Identity has looked at.</summary>
    /// <param name="by">The person.</param>
    /// <param name="session">Secret of the session that asks.</param>
    /// <param name="info">The passkey.</param>
    /// <param name="name">What the person calls it; empty for its number.</param>
    /// <param name="challenge">What the browser was asked to sign.</param>
    /// <param name="ct">Ends the wait.</param>
    public Task<FactorAnswer> AddPasskey(Actor by, string session, UserPasskeyInfo info, string? name, string challenge, CancellationToken ct = default) => store.Change(by, async change =>
    {
        var person = by.PersonId!.Value;
        await change.Db.Lock(Key(person), ct);
        var count = await change.Db.Passkeys.CountAsync(p => p.PersonId == person, ct);
        var called = string.Concat((name ?? "").Where(c => !char.IsControl(c))).Trim();
        if (count >= MostPasskeys)
            return change.Abandon(FactorAnswer.No("Passkey", "You have twenty passkeys. Remove one first"));
        if (called.Length > Passkey.LongestName)
            return change.Abandon(FactorAnswer.No("PasskeyName", $"The name must have {Passkey.LongestName} characters or fewer"));
        if (await change.Db.Passkeys.AnyAsync(p => p.CredentialId == info.CredentialId, ct) || !await Spend(change, challenge, ct))
            return change.Abandon(FactorAnswer.No("Passkey", "This passkey was added already"));
        change.Db.Passkeys.Add(Passkey.Of(person, called.Length > 0 ? called : string.Create(CultureInfo.InvariantCulture, $"Passkey {count + 1}"), info, change.Now));
        change.Record("added a passkey", $"person:{person}");
        return await Proven(change, person, session, ct);
    }, ct);

    /// <summary>Notes that somebody showed a passkey.</summary>
    /// <param name="person">Who.</param>
    /// <param name="info">The passkey as it is now.</param>
    /// <param name="challenge">What the browser was asked to sign; each is taken once.</param>
    /// <param name="ct">Ends the wait.</param>
    /// <returns>Whether it is good.</returns>
    public Task<bool> TakePasskey(Person person, UserPasskeyInfo info, string challenge, CancellationToken ct = default) => store.Change(Actor.Of(person), async change =>
    {
        await change.Db.Lock(Key(person.Id), ct);
        if (await change.Db.Passkeys.SingleOrDefaultAsync(p => p.CredentialId == info.CredentialId && p.PersonId == person.Id, ct) is not { } passkey || !await Spend(change, challenge, ct))
            return change.Abandon(false);
        (passkey.SignCount, passkey.BackedUp, passkey.UsedAt) = (info.SignCount, info.IsBackedUp, change.Now);
        change.Untraced();
        return true;
    }, ct);

    /// <summary>Tries a code: the app's, or a recovery code. Each is taken once.</summary>
    /// <returns>Whether it is good.</returns>
    public async Task<bool> TakeCode(Person person, string typed, CancellationToken ct = default)
    {
        // Before the transaction: to open it may make a key, which is a change of its own.
        var kept = await store.Read(db => App(db, person.Id).Select(t => t.Value).SingleOrDefaultAsync(ct), ct);
        var secret = Open(kept);
        return await store.Change(Actor.Of(person), async change =>
        {
            await change.Db.Lock(Key(person.Id), ct);
            if (await RecoveryCodes.Take(change.Db, person.Id, typed, ct))
            {
                var left = await RecoveryCodes.Left(change.Db, person.Id, ct);
                change.Record("used a recovery code", Accounts.Subject(person), string.Create(CultureInfo.InvariantCulture, $"{left} left"));
                change.TouchesNothing();
                return true;
            }

            if (secret is null || TimeCodes.Match(secret, typed, change.Now) is not { } step
                || !await App(change.Db, person.Id).AnyAsync(t => t.Value == kept, ct) || !await Spend(change, AppStep(person.Id, step), ct))
                return change.Abandon(false);
            change.Untraced();
            return true;
        }, ct);
    }

    /// <summary>Takes the app away.</summary>
    /// <returns>Null, or why not.</returns>
    public Task<Refusal?> RemoveApp(Actor by, CancellationToken ct = default) => Remove(by, "removed the authenticator app", db => DropApp(db, by.PersonId!.Value, ct), ct);

    /// <summary>Takes a passkey away.</summary>
    /// <returns>Null, or why not.</returns>
    public Task<Refusal?> RemovePasskey(Actor by, long id, CancellationToken ct = default) =>
        Remove(by, "removed a passkey", db => db.Passkeys.Where(p => p.Id == id && p.PersonId == by.PersonId).ExecuteDeleteAsync(ct), ct);

    /// <summary>Makes new recovery codes; earlier ones end.</summary>
    /// <returns>The codes, to be shown once; empty for somebody without a second factor.</returns>
    public Task<IReadOnlyList<string>> NewCodes(Actor by, CancellationToken ct = default) => store.Change(by, async change =>
    {
        var person = by.PersonId!.Value;
        await change.Db.Lock(Key(person), ct);
        if (!await Has(change.Db, person, ct))
            return change.Abandon<IReadOnlyList<string>>([]);
        var codes = await RecoveryCodes.Make(change, person, ct);
        change.Record("made recovery codes", $"person:{person}");
        change.TouchesNothing();
        return codes;
    }, ct);

    /// <summary>Whether somebody has one.</summary>
    public Task<bool> Has(long personId, CancellationToken ct = default) => store.Read(db => Has(db, personId, ct), ct);

    internal static async Task<bool> Has(NewsroomDb db, long personId, CancellationToken ct) =>
        await HasApp(db, personId, ct) || await db.Passkeys.AnyAsync(p => p.PersonId == personId, ct);

    /// <summary>Takes all of somebody's away, for whoever lost them.</summary>
    /// <returns>Whether there were any.</returns>
    internal static async Task<bool> DropAll(NewsroomDb db, long personId, CancellationToken ct)
    {
        var dropped = await DropApp(db, personId, ct) + await db.Passkeys.Where(p => p.PersonId == personId).ExecuteDeleteAsync(ct);
        await RecoveryCodes.DropAll(db, personId, ct);
        return dropped > 0;
    }

    private async Task<Refusal?> Remove(Actor by, string verb, Func<NewsroomDb, Task<int>> remove, CancellationToken ct) => await store.Change(by, async change =>
    {
        var person = by.PersonId!.Value;
        await change.Db.Lock(Key(person), ct);
        if (await remove(change.Db) == 0)
            return change.Abandon<Refusal?>(new("Factor", "It is not there any more"));
        if (!await Has(change.Db, person, ct))
        {
            var role = await change.Db.People.Where(p => p.Id == person).Select(p => p.Role).SingleAsync(ct);
            if ((await rule.Read(change.Db, ct)).Contains(role))
                return change.Abandon<Refusal?>(new("Factor", "Your role asks for a second factor, and this is your only one. Set another one up first"));
            await RecoveryCodes.DropAll(change.Db, person, ct);
        }

        change.Record(verb, $"person:{person}");
        change.TouchesNothing();
        return null;
    }, ct);

    private static async Task<FactorAnswer> Proven(Change change, long person, string session, CancellationToken ct)
    {
        await Sessions.Prove(change.Db, person, session, ct);
        change.TouchesNothing();
        return new(null, await RecoveryCodes.Left(change.Db, person, ct) > 0 ? [] : await RecoveryCodes.Make(change, person, ct));
    }

    private static async Task<bool> Spend(Change change, string proof, CancellationToken ct)
    {
        var (hash, old) = (Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(proof))), change.Now - Remembered);
        await change.Db.SpentProofs.Where(p => p.At < old).ExecuteDeleteAsync(ct);
        if (await change.Db.SpentProofs.AnyAsync(p => p.Hash == hash, ct))
            return false;
        change.Db.SpentProofs.Add(new SpentProof { Hash = hash, At = change.Now });
        return true;
    }

    private static IQueryable<IdentityUserToken<long>> App(NewsroomDb db, long personId) => db.UserTokens.Where(t => t.UserId == personId && t.LoginProvider == Provider);

    private static Task<bool> HasApp(NewsroomDb db, long personId, CancellationToken ct) => App(db, personId).AnyAsync(ct);

    private static Task<int> DropApp(NewsroomDb db, long personId, CancellationToken ct) => App(db, personId).ExecuteDeleteAsync(ct);

    private static string AppStep(long person, long step) => string.Create(CultureInfo.InvariantCulture, $"code {person} {step}");

    private static string Key(long person) => string.Create(CultureInfo.InvariantCulture, $"second factor {person}");

    // A restored newsroom without its keys has secrets that nobody can read: recovery codes still open.
    private byte[]? Open(string? kept)
    {
        try
        {
            return kept is null ? null : Convert.FromBase64String(secrets.Unprotect(kept));
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
