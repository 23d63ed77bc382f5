using System.Globalization;
using FanNews.Articles;
using FanNews.Sections;
using FanNews.Storage;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace FanNews.People;

/// <summary>Who is to have an account.</summary>
/// <param name="Name">What colleagues call them.</param>
/// <param name="Email">Their address, with which they sign in.</param>
/// <param name="Password">What they typed; never kept as such.</param>
/// <param name="Role">What they may do.</param>
public sealed record NewPerson(string? Name, string? Email, string? Password, Role Role);

/// <summary>A person who was added, or every reason why not.</summary>
/// <param name="Person">The account; null when refused.</param>
/// <param name="Refusals">Why not; empty when added.</param>
public sealed record Added(Person? Person, IReadOnlyList<Refusal> Refusals);

/// <summary>
/// The accounts of the newsroom. Every change of a person goes through here: one transaction, one trace, and who loses a right is out with their next request.
/// </summary>
public sealed class Accounts(NewsroomStore store)
{
    // RFC 2606: no mail ever goes there.
    private const string Erased = "@erased.invalid";

    private static readonly UpperInvariantLookupNormalizer Normalizer = new();

    /// <summary>Makes an account.</summary>
    /// <param name="who">The person.</param>
    /// <param name="paper">The name of the paper, which may not be the password.</param>
    /// <param name="by">Who makes it.</param>
    /// <param name="ct">Ends the wait.</param>
    public async Task<Added> Add(NewPerson who, string paper, Actor by, CancellationToken ct = default)
    {
        var candidate = Candidate.Of(who, paper);
        try
        {
            return await store.Change(by, async change =>
            {
                var added = await Insert(change, candidate, ct);
                return added.Person is null ? change.Abandon(added) : added;
            }, ct);
        }
        catch (DbUpdateException) when (who.Email is not null)
        {
            // On PostgreSQL somebody else may have taken the address since we looked.
            if (await store.Read(db => Find(db, who.Email, ct), ct) is null)
                throw;
            return new(null, [Taken]);
        }
    }

    /// <summary>Takes somebody's access away; their sessions end with the next request.</summary>
    /// <returns>Null, or why not.</returns>
    public Task<Refusal?> Disable(string email, Actor by, CancellationToken ct = default) => ChangePerson(email, by, async (change, person) =>
    {
        if (person.DisabledAt is not null)
            return new("Email", $"{person.Email} is disabled already.");
        if (await IsLastAdministrator(change.Db, person, ct))
            return LastAdministrator;
        person.DisabledAt = change.Now;
        await Links.EndAll(change.Db, person.Id, ct);
        change.Record("disabled", Subject(person));
        return null;
    }, ct);

    /// <summary>Gives access back to somebody who was disabled.</summary>
    /// <returns>Null, or why not.</returns>
    public Task<Refusal?> Enable(string email, Actor by, CancellationToken ct = default) => ChangePerson(email, by, (change, person) =>
    {
        if (person.DisabledAt is null)
            return Task.FromResult<Refusal?>(new("Email", $"{person.Email} is not disabled."));
        person.DisabledAt = null;
        change.Record("enabled", Subject(person));
        return Task.FromResult<Refusal?>(null);
    }, ct);

    /// <summary>Gives somebody another role; their sessions end with the next request.</summary>
    /// <returns>Null, or why not.</returns>
    public Task<Refusal?> ChangeRole(string email, Role role, Actor by, CancellationToken ct = default) => ChangePerson(email, by, async (change, person) =>
    {
        if (person.Role == role)
            return new("Role", $"{person.Email} has the role {role} already.");
        if (await IsLastAdministrator(change.Db, person, ct))
            return LastAdministrator;
        change.Record("changed role", Subject(person), $"{person.Role} to {role}");
        person.Role = role;
        // An administrator gives rights to others: no section holds one in.
        if (role == Role.Administrator)
            await change.Db.PersonSections.Where(l => l.PersonId == person.Id).ExecuteDeleteAsync(ct);
        return null;
    }, ct);

    /// <summary>
    /// Erases who somebody was, who left (GDPR, article 17): name, address, password, second factors, texts that they did not save. What they did stays in
    /// the trail under their number, which the newsroom needs to answer for it; what was printed under their name stays printed.
    /// </summary>
    /// <returns>Null, or why not.</returns>
    public Task<Refusal?> Erase(string email, Actor by, CancellationToken ct = default)
    {
        var nothing = Passwords.Hash(Passwords.Generate());
        return ChangePerson(email, by, async (change, person) =>
        {
            if (person.DisabledAt is null)
                return new("Email", $"{person.Email} has access. Disable the account first.");
            if (IsErased(person))
                return new("Email", "This account is erased already.");
            var (db, id, name) = (change.Db, person.Id, string.Create(CultureInfo.InvariantCulture, $"person {person.Id}"));
            var address = string.Create(CultureInfo.InvariantCulture, $"{person.Id}{Erased}");
            (person.Name, person.Email, person.UserName, person.PasswordHash) = (name, address, address, nothing);
            (person.NormalizedEmail, person.NormalizedUserName) = (Normalizer.NormalizeEmail(address), Normalizer.NormalizeName(address));
            await SecondFactor.DropAll(db, id, ct);
            await Links.EndAll(db, id, ct);
            await db.WorkingCopies.Where(c => c.PersonId == id).ExecuteDeleteAsync(ct);
            // The one change of the trail that the store lets pass: a name gives way to the number.
            await db.AuditLines.Where(l => l.ById == id && l.Verb == "changed name").ExecuteUpdateAsync(set => set.SetProperty(l => l.By, name).SetProperty(l => l.Detail, (string?)null), ct);
            await db.AuditLines.Where(l => l.ById == id && l.Verb != "changed name").ExecuteUpdateAsync(set => set.SetProperty(l => l.By, name), ct);
            change.Record("erased name and address of", Subject(person));
            return null;
        }, ct);
    }

    /// <summary>Whether name and address of somebody were erased.</summary>
    public static bool IsErased(Person person) => person.Email?.EndsWith(Erased, StringComparison.Ordinal) == true;

    /// <summary>Limits somebody to some sections and those under them, or to none; their sessions end with the next request.</summary>
    /// <param name="email">Whose.</param>
    /// <param name="sections">Numbers of the sections; empty for the whole paper.</param>
    /// <param name="by">Who does it.</param>
    /// <param name="ct">Ends the wait.</param>
    /// <returns>Null, or why not.</returns>
    public Task<Refusal?> Limit(string email, IReadOnlyCollection<long> sections, Actor by, CancellationToken ct = default) => ChangePerson(email, by, async (change, person) =>
    {
        var known = await change.Db.Sections.Where(s => sections.Contains(s.Id)).OrderBy(s => s.Name).Select(s => new { s.Id, s.Name }).ToListAsync(ct);
        if (known.Count < sections.Distinct().Count())
            return new("Sections", "One of these sections is not there any more.");
        if (person.Role == Role.Administrator && known.Count > 0)
            return new("Sections", $"{person.Email} is an administrator, who works for the whole paper. Choose another role first.");
        var before = await change.Db.PersonSections.Where(l => l.PersonId == person.Id).Select(l => l.SectionId).ToListAsync(ct);
        if (before.Order().SequenceEqual(known.Select(k => k.Id).Order()))
            return new("Sections", $"{person.Email} works there already.");
        await change.Db.PersonSections.Where(l => l.PersonId == person.Id).ExecuteDeleteAsync(ct);
        change.Db.PersonSections.AddRange(known.Select(k => new PersonSection { PersonId = person.Id, SectionId = k.Id }));
        change.Record("changed sections", Subject(person), known.Count == 0 ? "the whole paper" : string.Join(", ", known.Select(k => k.Name)));
        return null;
    }, ct);

    /// <summary>The sections that people are limited to, by the person's number. Who is not in it works for the whole paper.</summary>
    public Task<ILookup<long, long>> Limits(CancellationToken ct = default) =>
        store.Read(async db => (await db.PersonSections.AsNoTracking().ToListAsync(ct)).ToLookup(l => l.PersonId, l => l.SectionId), ct);

    /// <summary>Takes all of somebody's second factors away, for whoever lost them; their sessions end with the next request.</summary>
    /// <returns>Null, or why not.</returns>
    public Task<Refusal?> DropFactors(string email, Actor by, CancellationToken ct = default) => ChangePerson(email, by, async (change, person) =>
    {
        // Who has a desk left open could take away what guards it.
        if (person.Id == by.PersonId)
            return new("Email", "This is your own account. Change your second factor under your name.");
        if (!await SecondFactor.DropAll(change.Db, person.Id, ct))
            return new("Email", $"{person.Email} has no second factor.");
        change.Record("took away the second factor of", Subject(person));
        return null;
    }, ct);

    /// <summary>Gives somebody another password; their sessions end with the next request.</summary>
    /// <param name="email">Whose.</param>
    /// <param name="password">The new one, such as <see cref="Passwords.Generate"/> makes.</param>
    /// <param name="by">Who does it.</param>
    /// <param name="ct">Ends the wait.</param>
    /// <returns>Null, or why not.</returns>
    public Task<Refusal?> Reset(string email, string password, Actor by, CancellationToken ct = default)
    {
        var hash = Passwords.Hash(password);
        return ChangePerson(email, by, async (change, person) =>
        {
            // Their session ends: they would be shut out with a password that they have not read yet.
            if (person.Id == by.PersonId)
                return new("Email", "This is your own account. Change your password under your name.");
            person.PasswordHash = hash;
            await Links.EndAll(change.Db, person.Id, ct);
            change.Record("reset password", Subject(person));
            return null;
        }, ct);
    }

    /// <summary>Everybody who has an account, by address.</summary>
    public Task<List<Person>> All(CancellationToken ct = default) =>
        store.Read(db => db.People.AsNoTracking().OrderBy(p => p.NormalizedEmail).ToListAsync(ct), ct);

    /// <summary>
    /// The person whom address and password name; null for a wrong password, an unknown address and a disabled account alike, after the same time.
    /// </summary>
    public async Task<Person?> Check(string email, string password, CancellationToken ct = default)
    {
        var person = await store.Read(db => Find(db, email, ct), ct);
        var matches = Passwords.Matches(person?.PasswordHash, password);
        return matches && person!.DisabledAt is null ? person : null;
    }

    /// <summary>Somebody by their number, while they may sign in and nothing about their access changed since.</summary>
    /// <param name="id">Number of the person.</param>
    /// <param name="stamp">Their security stamp as it was.</param>
    /// <param name="ct">Ends the wait.</param>
    public Task<Person?> Holder(long id, string stamp, CancellationToken ct = default) =>
        store.Read(db => db.People.AsNoTracking().FirstOrDefaultAsync(p => p.Id == id && p.SecurityStamp == stamp && p.DisabledAt == null, ct), ct);

    internal static async Task<Added> Insert(Change change, Candidate candidate, CancellationToken ct)
    {
        var (who, refusals) = (candidate.Who, candidate.Refusals.ToList());
        if (!refusals.Exists(r => r.Field == "Email") && await Find(change.Db, who.Email!, ct) is not null)
            refusals.Add(Taken);
        if (refusals.Count > 0)
            return new(null, refusals);
        var email = who.Email!.Trim();
        var person = new Person
        {
            Name = who.Name!.Trim(),
            Email = email,
            NormalizedEmail = Normalizer.NormalizeEmail(email),
            UserName = email,
            NormalizedUserName = Normalizer.NormalizeName(email),
            EmailConfirmed = true,
            Role = who.Role,
            CreatedAt = change.Now,
            PasswordHash = candidate.PasswordHash,
            SecurityStamp = NewStamp(),
        };
        change.Db.People.Add(person);
        await change.Db.SaveChangesAsync(ct);
        change.Record("added", Subject(person), who.Role.ToString());
        return new(person, []);
    }

    internal static string Subject(Person person) => $"person:{person.Id}";

    internal static Refusal Taken { get; } = new("Email", "Somebody with this email address has an account already");

    private static Refusal LastAdministrator { get; } = new("Email", "This is the only administrator. Make another one first.");

    internal static Task<Person?> Find(NewsroomDb db, string email, CancellationToken ct)
    {
        var key = Key(email);
        return db.People.FirstOrDefaultAsync(p => p.NormalizedUserName == key, ct);
    }

    // Half a surrogate pair cannot be normalised and names nobody.
    private static string Key(string email)
    {
        try
        {
            return Normalizer.NormalizeName(email.Trim());
        }
        catch (ArgumentException)
        {
            return "";
        }
    }

    private async Task<Refusal?> ChangePerson(string email, Actor by, Func<Change, Person, Task<Refusal?>> work, CancellationToken ct) => await store.Change(by, async change =>
    {
        if (await Find(change.Db, email, ct) is not { } person)
            return change.Abandon<Refusal?>(new("Email", $"Nobody with the email address {email} has an account."));
        if (await work(change, person) is { } refusal)
            return change.Abandon<Refusal?>(refusal);
        person.SecurityStamp = NewStamp();
        await Sessions.EndAll(change.Db, person.Id, ct);
        return null;
    }, ct);

    private static async Task<bool> IsLastAdministrator(NewsroomDb db, Person person, CancellationToken ct) =>
        // Who is invited may never come: such an administrator does not count.
        person is { Role: Role.Administrator, DisabledAt: null, IsInvited: false }
        && !await db.People.AnyAsync(p => p.Role == Role.Administrator && p.DisabledAt == null && p.PasswordHash != null && p.Id != person.Id, ct);

    internal static string NewStamp() => Guid.NewGuid().ToString("N");
}
