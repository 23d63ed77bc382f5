using System.Globalization;
using System.Net;
using System.Net.Sockets;
using FanNews.People;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;

namespace FanNews.Web.Admin;

/// <summary>Lets people in and out.</summary>
public sealed class Door(SignInManager<Person> signIn, Sessions sessions, Accounts accounts, SignInThrottle throttle, IConfiguration configuration)
{
    private bool IsLimited => !string.Equals(configuration["FanNews:Limits:Enabled"], "false", StringComparison.OrdinalIgnoreCase);

    /// <summary>Tries a password.</summary>
    /// <returns>Whether the person is signed in now; where too much was tried, how long to wait.</returns>
    public async Task<(bool In, TimeSpan? Wait)> Try(HttpContext context, string email, string password)
    {
        if (Pause(context, email) is { } wait)
            return (false, wait);
        if (await accounts.Check(email, password, context.RequestAborted) is not { } person)
            return (false, null);
        Passed(context, email);
        await Open(person, context.RequestAborted);
        return (true, null);
    }

    /// <summary>Asks whether somebody who is signed in may try a password now, which counts like a try at the door.</summary>
    /// <returns>Null when they may, else how long to wait.</returns>
    public TimeSpan? Pause(HttpContext context, string email) => IsLimited ? throttle.Try(email, Network(context.Connection.RemoteIpAddress)) : null;

    /// <summary>Takes the try back that <see cref="Pause"/> counted: the password was right.</summary>
    public void Passed(HttpContext context, string email)
    {
        if (IsLimited)
            throttle.Succeeded(email, Network(context.Connection.RemoteIpAddress));
    }

    /// <summary>Says how long to wait, in the answer's header and in words.</summary>
    public static string Wait(HttpResponse response, TimeSpan wait)
    {
        var seconds = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds));
        response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        return $"Too many tries. Wait {(seconds < 120 ? $"{seconds} second{(seconds == 1 ? "" : "s")}" : $"{(seconds + 59) / 60} minutes")}, then try again";
    }

    /// <summary>Signs a person in, with a new session.</summary>
    public async Task Open(Person person, CancellationToken ct)
    {
        var session = await sessions.Begin(person, ct);
        await signIn.SignInWithClaimsAsync(person, isPersistent: false, DeskPerson.Claims(person, session));
    }

    /// <summary>Ends the session of whoever is signed in.</summary>
    public async Task Leave(DeskPerson person, CancellationToken ct)
    {
        await sessions.End(new Person { Id = person.Id, Name = person.Name }, person.Session, ct);
        await signIn.Context.SignOutAsync(IdentityConstants.ApplicationScheme);
    }

    /// <summary>An address of the desk to go on to; the desk's own front for anything else, other hosts above all.</summary>
    public static string Onward(string? address) =>
        address is not null
        && (address == "/admin" || address.StartsWith("/admin/", StringComparison.Ordinal) || address.StartsWith("/admin?", StringComparison.Ordinal))
        && !address.StartsWith(Desk.SignInPath, StringComparison.OrdinalIgnoreCase)
        && !address.Contains("//", StringComparison.Ordinal)
        && !address.Any(c => char.IsControl(c) || c == '\\')
            ? address
            : "/admin/";

    // A household shares an IPv4 address or an IPv6 /64.
    private static string Network(IPAddress? address)
    {
        if (address is null)
            return "none";
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        return address.AddressFamily == AddressFamily.InterNetworkV6 ? Convert.ToHexString(address.GetAddressBytes().AsSpan(0, 8)) : address.ToString();
    }
}
