using FanNews.People;
using FanNews.Web.Admin;

namespace FanNews.Web.Pages.Admin;

/// <summary>The second half of a sign-in: the password was right, and a second factor is to follow.</summary>
/// <param name="Next">Who waits, sealed.</param>
/// <param name="Passkey">What the browser's passkeys are asked; null where the person has none.</param>
/// <param name="HasApp">Whether the person has an authenticator app.</param>
/// <param name="Problems">What is wrong.</param>
public sealed record SecondStep(string Next, PasskeyAsk? Passkey, bool HasApp, IReadOnlyList<Refusal> Problems)
{
    /// <summary>Where the person was going; null for the front of the desk.</summary>
    public string? ReturnUrl { get; init; }

    /// <summary>What was typed into another page when the session had ended; null for nothing.</summary>
    public CarriedForm? Carried { get; init; }

    /// <summary>Makes it for whoever waits.</summary>
    public static async Task<SecondStep> Of(HttpContext http, string next, Person person, IReadOnlyList<Refusal> problems, SecondFactor second, PasskeyDoor passkeys)
    {
        var factors = await second.Of(person.Id, http.RequestAborted);
        return new(next, factors.Passkeys.Count > 0 ? await passkeys.Ask(http, person) : null, factors.App, problems);
    }
}

/// <summary>A button that asks the browser for a passkey; hidden until the script is there.</summary>
/// <param name="Action">Where the form goes.</param>
/// <param name="Ask">What is asked.</param>
/// <param name="Button">What the button says.</param>
public sealed record PasskeyButton(string Action, PasskeyAsk Ask, string Button)
{
    /// <summary>Whether a passkey is made, and not shown.</summary>
    public bool Makes { get; init; }

    /// <summary>Who waits to show a second factor, sealed; null at the first step.</summary>
    public string? Next { get; init; }

    /// <summary>Where the person was going.</summary>
    public string? ReturnUrl { get; init; }

    /// <summary>What travels through the sign-in.</summary>
    public CarriedForm? Carried { get; init; }

    /// <summary>What is wrong with a form that makes one.</summary>
    public IReadOnlyList<Refusal> Problems { get; init; } = [];
}
