using FanNews.Settings;
using FanNews.Storage;
using Microsoft.EntityFrameworkCore;

namespace FanNews.People;

/// <summary>What came of an invitation.</summary>
/// <param name="Person">Who is invited; null when refused.</param>
/// <param name="Link">The link to pass on, where it was not mailed. It is to be shown once and kept nowhere.</param>
/// <param name="Refusals">Why not; empty when invited.</param>
public sealed record Invited(Person? Person, string? Link, IReadOnlyList<Refusal> Refusals);

/// <summary>
/// Accounts that wait for their people: made without a password, with a link that lets their person choose one, once, within seven days.
/// The link goes by mail; where none is set up, or on demand, it is handed to whoever invites.
/// </summary>
public sealed class Invitations(NewsroomStore store, MailSettings mail)
{
    /// <summary>Makes an account without a password, and its link.</summary>
    /// <param name="who">The person; a password is not looked at.</param>
    /// <param name="site">The paper, for the letter.</param>
    /// <param name="by">Who invites.</param>
    /// <param name="ct">Ends the wait.</param>
    public async Task<Invited> Invite(NewPerson who, Site site, Actor by, CancellationToken ct = default)
    {
        var candidate = Candidate.Invited(who);
        try
        {
            return await store.Change(by, async change =>
            {
                var added = await Accounts.Insert(change, candidate, ct);
                return added.Person is { } person ? await Ask(change, person, byMail: true, site, ct) : change.Abandon(new Invited(null, null, added.Refusals));
            }, ct);
        }
        catch (DbUpdateException e) when (NewsroomStore.IsUniqueViolation(e))
        {
            return new(null, null, [Accounts.Taken]);
        }
    }

    /// <summary>Makes a new link for somebody who did not come yet; the earlier one ends.</summary>
    /// <param name="personId">Who.</param>
    /// <param name="byMail">Whether to mail it, where mail is set up; else it is handed back.</param>
    /// <param name="site">The paper, for the letter.</param>
    /// <param name="by">Who invites.</param>
    /// <param name="ct">Ends the wait.</param>
    public Task<Invited> Again(long personId, bool byMail, Site site, Actor by, CancellationToken ct = default) => store.Change(by, async change =>
        await Waiting(change.Db, personId, ct) is { } person
            ? await Ask(change, person, byMail, site, ct)
            : change.Abandon(new Invited(null, null, [Came])), ct);

    /// <summary>Takes an invitation back: the account is gone, and its address free.</summary>
    /// <returns>Null, or why not.</returns>
    public Task<Refusal?> Withdraw(long personId, Actor by, CancellationToken ct = default) => store.Change(by, async change =>
    {
        if (await Waiting(change.Db, personId, ct) is not { } person)
            return change.Abandon<Refusal?>(Came);
        change.Db.People.Remove(person);
        change.Record("withdrew invitation", Accounts.Subject(person));
        return null;
    }, ct);

    /// <summary>When the link of each who is invited ends (UTC), by the person's number.</summary>
    public Task<Dictionary<long, DateTimeOffset>> Ends(CancellationToken ct = default) => store.Read(db => Links.Ends(db, LinkKind.Invitation, ct), ct);

    private static Refusal Came { get; } = new("Email", "This person is not waiting for an invitation: they have a password already, or the invitation was withdrawn.");

    private static Task<Person?> Waiting(NewsroomDb db, long personId, CancellationToken ct) =>
        db.People.FirstOrDefaultAsync(p => p.Id == personId && p.PasswordHash == null && p.DisabledAt == null, ct);

    private async Task<Invited> Ask(Change change, Person person, bool byMail, Site site, CancellationToken ct)
    {
        var link = Letters.Link(site, await Links.Make(change, person.Id, LinkKind.Invitation, ct));
        var mailed = byMail && await mail.IsSetUp(change.Db, ct);
        if (mailed)
            Letters.Invitation(person, change.By.Name, link, change.Now + Links.Lifetime(LinkKind.Invitation), site).Send(change);
        change.Record("invited", Accounts.Subject(person), mailed ? "by mail" : "by a link");
        return new(person, mailed ? null : link, []);
    }
}
