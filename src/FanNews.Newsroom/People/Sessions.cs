using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using FanNews.Sections;
using FanNews.Settings;
using FanNews.Storage;
using Microsoft.EntityFrameworkCore;

namespace FanNews.People;

/// <summary>
/// Who is signed in. Each sign-in is kept in the store, so that signing out, disabling somebody or a new role ends it for good, wherever its cookie went.
/// </summary>
public sealed class Sessions(NewsroomStore store, SecondFactorRule rule, TimeProvider clock)
{
    /// <summary>However busy, a session ends this long after sign-in.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(7);

    /// <summary>Begins a session.</summary>
    /// <param name="person">Who.</param>
    /// <param name="proven">Whether a second factor was shown.</param>
    /// <param name="device">The browser in words, so that the person knows the session again; null where it does not say.</param>
    /// <param name="ct">Ends the wait.</param>
    /// <returns>Its secret (256 bits), for the cookie alone; the store keeps a hash.</returns>
    public async Task<string> Begin(Person person, bool proven, string? device = null, CancellationToken ct = default)
    {
        var secret = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        await store.Change(Actor.Of(person), async change =>
        {
            var old = change.Now - Longest;
            await change.Db.DeskSessions.Where(s => s.PersonId == person.Id && s.BeganAt <= old).ExecuteDeleteAsync(ct);
            change.Db.DeskSessions.Add(new DeskSession { PersonId = person.Id, SecretHash = Hash(secret), BeganAt = change.Now, Proven = proven, Device = device });
            change.Record("signed in", Accounts.Subject(person), proven ? "with a second factor" : null);
            change.TouchesNothing();
        }, ct);
        return secret;
    }

    /// <summary>Whose session it is, while it holds: not ended, not too old, and the person's rights are what they were at sign-in.</summary>
    /// <param name="personId">The person.</param>
    /// <param name="secret">The session's secret.</param>
    /// <param name="stamp">The security stamp of the person when they signed in.</param>
    /// <param name="ct">Ends the wait.</param>
    /// <returns>What the person may do as of now; null when the session does not hold.</returns>
    public async Task<Standing?> Holder(long personId, string secret, string stamp, CancellationToken ct = default)
    {
        var hash = Hash(secret);
        await using var db = store.Open();
        var (settings, limits) = (db.Settings, db.PersonSections);
        var found = await (
            from person in db.People
            join session in db.DeskSessions on person.Id equals session.PersonId
            where person.Id == personId && person.DisabledAt == null && person.SecurityStamp == stamp && session.SecretHash == hash
            select new
            {
                session.BeganAt,
                session.Proven,
                person.Name,
                person.Role,
                Rule = settings.Where(s => s.Key == SecondFactorRule.Key).Select(s => s.Value).FirstOrDefault(),
                Limited = limits.Any(l => l.PersonId == person.Id),
            }).FirstOrDefaultAsync(ct);
        if (found is null || clock.Now() - found.BeganAt >= Longest)
            return null;
        return new(found.Name, found.Role, found.BeganAt, found.Proven || !rule.Of(found.Rule).Contains(found.Role), found.Limited ? await Limit(db, personId, ct) : null);
    }

    /// <summary>Ends one session. Ending it twice is no error.</summary>
    public Task End(Person person, string secret, CancellationToken ct = default) => store.Change(Actor.Of(person), async change =>
    {
        var hash = Hash(secret);
        await change.Db.DeskSessions.Where(s => s.PersonId == person.Id && s.SecretHash == hash).ExecuteDeleteAsync(ct);
        change.Record("signed out", Accounts.Subject(person));
        change.TouchesNothing();
    }, ct);

    /// <summary>The sessions of a person that still hold, the newest first.</summary>
    /// <param name="personId">The person.</param>
    /// <param name="secret">Secret of the session that asks, which is marked.</param>
    /// <param name="ct">Ends the wait.</param>
    public Task<List<OpenSession>> Of(long personId, string secret, CancellationToken ct = default)
    {
        var (since, mine) = (clock.Now() - Longest, Hash(secret));
        return store.Read(db => db.DeskSessions.AsNoTracking().Where(s => s.PersonId == personId && s.BeganAt > since).OrderByDescending(s => s.BeganAt).ThenByDescending(s => s.Id)
            .Select(s => new OpenSession(s.Id, s.BeganAt, s.SecretHash == mine, s.Device, s.Proven)).ToListAsync(ct), ct);
    }

    /// <summary>Ends one session of a person by its number.</summary>
    /// <returns>Whether there was one.</returns>
    public Task<bool> End(long personId, long session, Actor by, CancellationToken ct = default) => store.Change(by, async change =>
    {
        if (await change.Db.DeskSessions.Where(s => s.PersonId == personId && s.Id == session).ExecuteDeleteAsync(ct) == 0)
            return change.Abandon(false);
        change.Record("ended a session", $"person:{personId}");
        change.TouchesNothing();
        return true;
    }, ct);

    /// <summary>Ends all sessions of a person but the one that asks.</summary>
    /// <param name="personId">The person.</param>
    /// <param name="secret">Secret of the one that stays; null to end all.</param>
    /// <param name="by">Who does it.</param>
    /// <param name="ct">Ends the wait.</param>
    /// <returns>How many ended; none is no error.</returns>
    public Task<int> EndOthers(long personId, string? secret, Actor by, CancellationToken ct = default) => store.Change(by, async change =>
    {
        var ended = await EndOthers(change.Db, personId, secret, ct);
        if (ended == 0)
            return change.Abandon(0);
        change.Record(secret is null ? "ended sessions" : "ended other sessions", $"person:{personId}", ended.ToString(CultureInfo.InvariantCulture));
        change.TouchesNothing();
        return ended;
    }, ct);

    internal static Task EndAll(NewsroomDb db, long personId, CancellationToken ct) => EndOthers(db, personId, secret: null, ct);

    internal static Task<int> EndOthers(NewsroomDb db, long personId, string? secret, CancellationToken ct)
    {
        var hash = secret is null ? "" : Hash(secret);
        return db.DeskSessions.Where(s => s.PersonId == personId && s.SecretHash != hash).ExecuteDeleteAsync(ct);
    }

    /// <summary>Marks the session as one that showed a second factor, and ends the person's others, which did not.</summary>
    internal static async Task Prove(NewsroomDb db, long personId, string secret, CancellationToken ct)
    {
        var hash = Hash(secret);
        await db.DeskSessions.Where(s => s.PersonId == personId && s.SecretHash != hash && !s.Proven).ExecuteDeleteAsync(ct);
        await db.DeskSessions.Where(s => s.PersonId == personId && s.SecretHash == hash).ExecuteUpdateAsync(set => set.SetProperty(s => s.Proven, true), ct);
    }

    /// <summary>The sections to which people are limited, with those below them, by person; whoever has the whole paper is left out. One query where nobody is limited, two otherwise.</summary>
    internal static async Task<IReadOnlyDictionary<long, IReadOnlyList<long>>> Limits(NewsroomDb db, CancellationToken ct)
    {
        var chosen = (await db.PersonSections.AsNoTracking().ToListAsync(ct)).ToLookup(l => l.PersonId, l => l.SectionId);
        if (chosen.Count == 0)
            return new Dictionary<long, IReadOnlyList<long>>();
        var tree = await SectionTree.Read(db, ct);
        return chosen.ToDictionary(c => c.Key, c => (IReadOnlyList<long>)[.. c.SelectMany(tree.Within).Distinct()]);
    }

    /// <summary>The sections to which a person is limited, with those below them; null for the whole paper.</summary>
    internal static async Task<IReadOnlyList<long>?> Limit(NewsroomDb db, long personId, CancellationToken ct)
    {
        var (tree, chosen) = (await SectionTree.Read(db, ct), await db.PersonSections.Where(l => l.PersonId == personId).Select(l => l.SectionId).ToListAsync(ct));
        return chosen.Count == 0 ? null : [.. chosen.SelectMany(tree.Within).Distinct()];
    }

    private static string Hash(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));
}

/// <summary>A sign-in that still holds.</summary>
/// <param name="Id">Number in the store.</param>
/// <param name="BeganAt">When it began (UTC).</param>
/// <param name="Mine">Whether it is the one that asks.</param>
/// <param name="Device">The browser in words; null where it did not say.</param>
/// <param name="Proven">Whether a second factor was shown.</param>
public sealed record OpenSession(long Id, DateTimeOffset BeganAt, bool Mine, string? Device, bool Proven);

/// <summary>What whoever is signed in may do, as of now.</summary>
/// <param name="Name">Their name.</param>
/// <param name="Role">Their role.</param>
/// <param name="BeganAt">When they signed in (UTC).</param>
/// <param name="Proven">Whether they showed all that their role asks for. Who did not may only set a second factor up.</param>
/// <param name="Sections">Numbers of the sections that they work in, those under them included; null for the whole paper.</param>
public sealed record Standing(string Name, Role Role, DateTimeOffset BeganAt, bool Proven, IReadOnlyList<long>? Sections);
