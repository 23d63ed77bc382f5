using System.Net.Mail;

namespace FanNews.People;

/// <summary>Somebody who may get an account: looked at, and the password hashed, before the transaction, which should hold the write lock only briefly.</summary>
internal sealed record Candidate(NewPerson Who, IReadOnlyList<Refusal> Refusals, string? PasswordHash)
{
    public static Candidate Of(NewPerson who, string paper)
    {
        var refusals = Refuse(who, paper).ToList();
        return new(who, refusals, refusals.Count == 0 ? Passwords.Hash(who.Password!) : null);
    }

    /// <summary>Somebody who is to choose the password later.</summary>
    public static Candidate Invited(NewPerson who) => new(who, [.. Refuse(who)], null);

    private static IEnumerable<Refusal> Refuse(NewPerson who)
    {
        if (RefuseName(who.Name) is { } nameless)
            yield return nameless;
        var email = who.Email?.Trim() ?? "";
        if (email.Length == 0)
            yield return new("Email", "Enter an email address");
        else if (!IsAddress(email))
            yield return new("Email", "Enter an email address in the right form, like name@example.com");
    }

    private static IEnumerable<Refusal> Refuse(NewPerson who, string paper)
    {
        foreach (var refusal in Refuse(who))
            yield return refusal;
        var (name, email) = (who.Name?.Trim() ?? "", who.Email?.Trim() ?? "");
        if (Passwords.Refuse(who.Password, paper, name, email, email.Split('@')[0]) is { } sentence)
            yield return new("Password", sentence);
    }

    internal static Refusal? RefuseName(string? typed) => typed?.Trim() switch
    {
        null or "" => new("Name", "Enter a name"),
        var name when name.Length > 245 || name.Any(char.IsControl) => new("Name", "The name must be one line of 245 characters or fewer"),
        _ => null,
    };

    private static bool IsAddress(string email) =>
        email.Length <= 254 && !email.Any(c => char.IsControl(c) || char.IsWhiteSpace(c)) && MailAddress.TryCreate(email, out var address) && address.Address == email;
}
