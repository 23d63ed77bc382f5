using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using FanNews.People;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;

namespace FanNews.Web.Admin;

/// <summary>What a page asks of the browser's passkeys.</summary>
/// <param name="Options">For the script: what <c>navigator.credentials</c> takes, JSON.</param>
/// <param name="State">For the form: what was asked, sealed.</param>
public sealed record PasskeyAsk(string Options, string State);

/// <summary>
/// Passkeys at the door and on the account's page, by Identity's handler. What was asked travels sealed in the form, not in a cookie: nothing is kept of
/// somebody who only opened the page. Each answer is taken once.
/// </summary>
public sealed class PasskeyDoor(IPasskeyHandler<Person> handler, SecondFactor second, Door door, IDataProtectionProvider protection, TimeProvider clock, IConfiguration configuration)
{
    // A page may stand open for so long before its button is pressed.
    private static readonly TimeSpan Patience = TimeSpan.FromHours(1);

    private readonly IDataProtector seal = protection.CreateProtector("FanNews.Passkey");

    /// <summary>Whether passkeys can work here: browsers bind them to a name, and to https but for localhost (Web Authentication, 5.1.3).</summary>
    public bool IsPossible => Domain(configuration) is not null;

    /// <summary>What the browser is asked at the door.</summary>
    /// <param name="http">The request.</param>
    /// <param name="person">Who is to show one; null for whoever has one.</param>
    public async Task<PasskeyAsk?> Ask(HttpContext http, Person? person = null)
    {
        if (!IsPossible)
            return null;
        var asked = await handler.MakeRequestOptionsAsync(person, http);
        return new(asked.RequestOptionsJson, Seal(asked.AssertionState));
    }

    /// <summary>What the browser is asked to add a passkey.</summary>
    /// <param name="http">The request.</param>
    /// <param name="person">Whose.</param>
    public async Task<PasskeyAsk?> AskToAdd(HttpContext http, Person person)
    {
        if (!IsPossible)
            return null;
        var asked = await handler.MakeCreationOptionsAsync(new() { Id = person.Id.ToString(CultureInfo.InvariantCulture), Name = person.Email!, DisplayName = person.Name }, http);
        return new(asked.CreationOptionsJson, Seal(asked.AttestationState));
    }

    /// <summary>Lets in whoever shows a passkey, which is password and second factor in one.</summary>
    /// <param name="http">The request.</param>
    /// <param name="state">What was asked, sealed.</param>
    /// <param name="answer">The browser's answer, JSON.</param>
    /// <param name="only">Who it must be; null for anybody.</param>
    /// <returns>Whether they are in.</returns>
    public async Task<bool> Enter(HttpContext http, string? state, string? answer, Person? only = null)
    {
        if (Open(state) is not { } asked || string.IsNullOrEmpty(answer))
            return false;
        var shown = await handler.PerformAssertionAsync(new() { HttpContext = http, CredentialJson = answer, AssertionState = asked });
        if (!shown.Succeeded || shown.User.DisabledAt is not null || (only is not null && only.Id != shown.User.Id))
            return false;
        if (!await second.TakePasskey(shown.User, shown.Passkey, asked, http.RequestAborted))
            return false;
        await door.Known(http, shown.User);
        await door.Open(http, shown.User, proven: true);
        return true;
    }

    /// <summary>Adds a passkey.</summary>
    /// <param name="http">The request.</param>
    /// <param name="me">Whose.</param>
    /// <param name="state">What was asked, sealed.</param>
    /// <param name="answer">The browser's answer, JSON.</param>
    /// <param name="name">What the person calls it.</param>
    public async Task<FactorAnswer> Add(HttpContext http, DeskPerson me, string? state, string? answer, string? name)
    {
        if (Open(state) is not { } asked || string.IsNullOrEmpty(answer))
            return new(new("Passkey", "The browser did not answer in time. Try again"), []);
        var made = await handler.PerformAttestationAsync(new() { HttpContext = http, CredentialJson = answer, AttestationState = asked });
        // The challenge says for whom it was made.
        if (!made.Succeeded || made.UserEntity.Id != me.Id.ToString(CultureInfo.InvariantCulture))
            return new(new("Passkey", "The browser’s answer could not be taken. Try again"), []);
        return await second.AddPasskey(me.Actor, me.Session, made.Passkey, name, asked, http.RequestAborted);
    }

    /// <summary>The name that passkeys are bound to; null where the site has none.</summary>
    internal static string? Domain(IConfiguration configuration) =>
        Uri.TryCreate(configuration["FanNews:Site:Url"], UriKind.Absolute, out var site) && !IPAddress.TryParse(site.Host.Trim('[', ']'), out _)
        && (site.Scheme == Uri.UriSchemeHttps || site.Host == "localhost")
            ? site.IdnHost
            : null;

    private string Seal(string? state) => seal.Protect(string.Create(CultureInfo.InvariantCulture, $"{(clock.Now() + Patience).ToUnixTimeMilliseconds()}:{state}"));

    private string? Open(string? state)
    {
        try
        {
            return state is not null && seal.Unprotect(state).Split(':', 2) is [var until, var asked] && long.Parse(until, CultureInfo.InvariantCulture) > clock.Now().ToUnixTimeMilliseconds() ? asked : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}

/// <summary>Readies Identity's passkeys for the site's own address.</summary>
internal static class Passkeys
{
    /// <summary>Adds them.</summary>
    public static void AddPasskeys(this IServiceCollection services)
    {
        services.AddScoped<PasskeyDoor>();
        services.AddOptions<IdentityPasskeyOptions>().Configure<IConfiguration>((passkeys, configuration) =>
        {
            passkeys.ServerDomain = PasskeyDoor.Domain(configuration);
            // Finger, face or PIN: then it is two factors in one. Kept by the authenticator, so that no address need be typed.
            passkeys.UserVerificationRequirement = "required";
            passkeys.ResidentKeyRequirement = "required";
            // The configured address, never the Host header.
            passkeys.ValidateOrigin = origin => ValueTask.FromResult(!origin.CrossOrigin && Uri.TryCreate(configuration["FanNews:Site:Url"], UriKind.Absolute, out var site)
                && origin.Origin == site.GetLeftPart(UriPartial.Authority));
        });
    }
}
