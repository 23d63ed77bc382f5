using FanNews.Storage;

namespace FanNews.People;

/// <summary>Lets whoever has a link choose the password of the account that it is for.</summary>
public sealed class PasswordByLink(NewsroomStore store, TimeProvider clock)
{
    /// <summary>Whose password the link lets choose now; null when it does not hold.</summary>
    /// <param name="token">From the link.</param>
    /// <param name="ct">Ends the wait.</param>
    public Task<Person?> Opens(string? token, CancellationToken ct = default) =>
        string.IsNullOrEmpty(token) ? Task.FromResult<Person?>(null) : store.Read(db => Links.Holder(db, token, clock.Now(), ct), ct);

    /// <summary>Gives the account a password. The link and all others of the person end, and so do all sessions. Of two who try at once, one succeeds.</summary>
    /// <param name="token">From the link.</param>
    /// <param name="password">The new password.</param>
    /// <param name="paper">The name of the paper, which may not be the password.</param>
    /// <param name="ct">Ends the wait.</param>
    /// <returns>The person, or why not; null when the link does not hold.</returns>
    public async Task<Added?> Choose(string? token, string? password, string paper, CancellationToken ct = default)
    {
        // Looked at first, so that nobody without a link makes us hash passwords.
        if (await Opens(token, ct) is not { } before)
            return null;
        if (Passwords.Refuse(password, paper, before.Name, before.Email, before.Email?.Split('@')[0]) is { } sentence)
            return new(null, [new("Password", sentence)]);
        var hash = Passwords.Hash(password!);
        return await store.Change(Actor.Of(before), async change =>
        {
            if (await Links.Holder(change.Db, token, change.Now, ct) is not { } person || await Links.EndAll(change.Db, person.Id, ct) == 0)
                return change.Abandon<Added?>(null);
            change.Record(person.IsInvited ? "accepted invitation" : "chose a password by link", Accounts.Subject(person));
            person.PasswordHash = hash;
            person.SecurityStamp = Accounts.NewStamp();
            await Sessions.EndAll(change.Db, person.Id, ct);
            return new(person, []);
        }, ct);
    }
}
