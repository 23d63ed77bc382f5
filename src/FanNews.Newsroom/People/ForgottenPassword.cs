using System.Text.Json;
using FanNews.Outbox;
using FanNews.Settings;
using FanNews.Storage;
using Microsoft.Extensions.Configuration;

namespace FanNews.People;

/// <summary>
/// Mails a link for a new password to whoever asks for one with the address of an account. What is asked goes into the outbox, whatever
/// the address, and is looked at only there: so asking takes the same steps, and tells the same, for everybody.
/// </summary>
public sealed class ForgottenPassword(NewsroomStore store, MailSettings mail, IConfiguration outside)
{
    /// <summary>The kind of its rows in the outbox.</summary>
    public const string Kind = "forgotten password";

    /// <summary>After a mail the same person gets no other one for so long, however often somebody asks.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromMinutes(5);

    /// <summary>Whether links can be mailed at all.</summary>
    public Task<bool> IsPossible(CancellationToken ct = default) => store.Read(db => mail.IsSetUp(db, ct), ct);

    /// <summary>Takes the wish for a link.</summary>
    /// <param name="email">The address as typed, whether or not somebody has it.</param>
    /// <param name="ct">Ends the wait.</param>
    public Task Ask(string email, CancellationToken ct = default) => store.Change(Actor.Reader, change =>
    {
        change.Send(Kind, JsonSerializer.Serialize(email));
        change.Record("asked for a password link", "sign-in");
        // Anybody may ask: it must not cost the readers' pages.
        change.TouchesNothing();
        return Task.CompletedTask;
    }, ct);

    /// <summary>Looks whose address it is, and writes to them.</summary>
    public async Task<Delivery> Deliver(OutboxRow row, CancellationToken ct)
    {
        var email = JsonSerializer.Deserialize<string>(row.Payload) ?? "";
        await store.Change(Actor.Program, async change =>
        {
            if (await Accounts.Find(change.Db, email, ct) is not { DisabledAt: null } person || !await mail.IsSetUp(change.Db, ct) || await IsTooSoon(change, person, ct))
                return change.Abandon(false);
            var site = await Site.Read(change.Db, outside, ct);
            var link = Letters.Link(site, await Links.Make(change, person.Id, LinkKind.Password, ct));
            Letters.Password(person, link, change.Now + Links.Lifetime(LinkKind.Password), site).Send(change);
            change.Record("sent a password link", Accounts.Subject(person));
            change.TouchesNothing();
            return true;
        }, ct);
        return new Delivery.Done();
    }

    private static async Task<bool> IsTooSoon(Change change, Person person, CancellationToken ct) =>
        (await Links.Ends(change.Db, LinkKind.Password, ct)).TryGetValue(person.Id, out var ends) && ends - Links.Lifetime(LinkKind.Password) > change.Now - Pause;
}
