using FanNews.Storage;
using Microsoft.EntityFrameworkCore;

namespace FanNews.People;

/// <summary>What people may change about their own account, whatever their role.</summary>
public sealed class OwnAccount(NewsroomStore store)
{
    /// <summary>The account; null for nobody.</summary>
    public Task<Person?> Read(long personId, CancellationToken ct = default) =>
        store.Read(db => db.People.AsNoTracking().FirstOrDefaultAsync(p => p.Id == personId, ct), ct);

    /// <summary>Gives oneself another name. Replies that were written before keep the old one.</summary>
    /// <param name="by">The person.</param>
    /// <param name="name">The new name.</param>
    /// <param name="ct">Ends the wait.</param>
    /// <returns>Null, or why not.</returns>
    public async Task<Refusal?> Rename(Actor by, string? name, CancellationToken ct = default)
    {
        if (Candidate.RefuseName(name) is { } refusal)
            return refusal;
        return await store.Change(by, async change =>
        {
            var person = await Find(change.Db, by, ct);
            if (person.Name == name!.Trim())
                return change.Abandon<Refusal?>(null);
            change.Record("changed name", Accounts.Subject(person), $"{person.Name} to {name.Trim()}");
            person.Name = name.Trim();
            return null;
        }, ct);
    }

    /// <summary>Gives oneself another password. All sessions end, so the caller begins a new one for whoever asked.</summary>
    /// <param name="by">The person.</param>
    /// <param name="present">The present password: a desk that was left open is not enough.</param>
    /// <param name="next">The new one.</param>
    /// <param name="paper">The name of the paper, which may not be the password.</param>
    /// <param name="ct">Ends the wait.</param>
    /// <returns>The person with the new password, or every reason why not, about the fields Present and Password.</returns>
    public async Task<Added> ChangePassword(Actor by, string? present, string? next, string paper, CancellationToken ct = default)
    {
        var before = await store.Read(db => Find(db, by, ct), ct);
        var refusals = new List<Refusal>();
        if (string.IsNullOrEmpty(present))
            refusals.Add(new("Present", "Enter your present password"));
        else if (!Passwords.Matches(before.PasswordHash, present))
            refusals.Add(new("Present", "The present password is not right"));
        if (Passwords.Refuse(next, paper, before.Name, before.Email, before.Email?.Split('@')[0]) is { } sentence)
            refusals.Add(new("Password", sentence));
        if (refusals.Count > 0)
            return new(null, refusals);

        var hash = Passwords.Hash(next!);
        return await store.Change(by, async change =>
        {
            var person = await Find(change.Db, by, ct);
            // Somebody may have disabled or reset the account while the password was hashed.
            if (person.DisabledAt is not null || person.SecurityStamp != before.SecurityStamp)
                return change.Abandon<Added>(new(null, [new("Present", "Your account was changed a moment ago. Sign in again")]));
            person.PasswordHash = hash;
            person.SecurityStamp = Accounts.NewStamp();
            await Sessions.EndAll(change.Db, person.Id, ct);
            await Links.EndAll(change.Db, person.Id, ct);
            change.Record("changed password", Accounts.Subject(person));
            return new(person, []);
        }, ct);
    }

    private static Task<Person> Find(NewsroomDb db, Actor by, CancellationToken ct) => db.People.SingleAsync(p => p.Id == by.PersonId, ct);
}
