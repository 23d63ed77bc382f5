using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using FanNews.People;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;

namespace FanNews.Web.Admin;

/// <summary>What came of a try at the door.</summary>
/// <param name="In">Whether the person is signed in now.</param>
/// <param name="Wait">Where too much was tried, how long to wait; null else.</param>
/// <param name="Next">Where the password was right and a second factor is to follow: who waits for it, sealed for the form; null else.</param>
public sealed record Entry(bool In, TimeSpan? Wait = null, string? Next = null);

/// <summary>Lets people in and out. There is no other way to a session than <see cref="Enter"/> and <see cref="Open"/>.</summary>
public sealed class Door(
    SignInManager<Person> signIn, Sessions sessions, Accounts accounts, SecondFactor second, SignInThrottle throttle, IDataProtectionProvider protection, TimeProvider clock, IConfiguration configuration)
{
    // From the password to the second factor.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(15);

    private readonly IDataProtector waiting = protection.CreateProtector("FanNews.Door");

    private bool IsLimited => !string.Equals(configuration["FanNews:Limits:Enabled"], "false", StringComparison.OrdinalIgnoreCase);

    /// <summary>Tries a password.</summary>
    public async Task<Entry> Try(HttpContext context, string email, string password)
    {
        if (await Pause(context, email) is { } wait)
            return new(false, wait);
        if (await accounts.Check(email, password, context.RequestAborted) is not { } person)
            return new(false);
        var entry = await Enter(context, person);
        await Passed(context, email, entry.In);
        return entry;
    }

    /// <summary>Lets somebody in who proved to have the password, or a link that stands for it. Whoever has a second factor must show it first.</summary>
    public async Task<Entry> Enter(HttpContext context, Person person)
    {
        if (!await second.Has(person.Id, context.RequestAborted))
        {
            await Open(context, person, proven: false);
            return new(true);
        }

        var until = (clock.Now() + Patience).ToUnixTimeMilliseconds();
        return new(false, Next: waiting.Protect(string.Create(CultureInfo.InvariantCulture, $"{person.Id}:{until}:{person.SecurityStamp}")));
    }

    /// <summary>Who waits to show the second factor; null for nobody, or where the password is too long ago or another one since.</summary>
    public async Task<Person?> Waiting(string? next, CancellationToken ct)
    {
        try
        {
            return next is not null && waiting.Unprotect(next).Split(':') is [var id, var until, var stamp] && long.Parse(until, CultureInfo.InvariantCulture) > clock.Now().ToUnixTimeMilliseconds()
                ? await accounts.Holder(long.Parse(id, CultureInfo.InvariantCulture), stamp, ct)
                : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    /// <summary>Tries a code as second factor, and lets the person in.</summary>
    /// <param name="context">The request.</param>
    /// <param name="person">Who waits.</param>
    /// <param name="code">What was typed.</param>
    public async Task<Entry> TryCode(HttpContext context, Person person, string code)
    {
        // Counted apart from passwords, which a stranger can try: but whoever gets as far as here knows one.
        var counted = "code " + person.Email;
        if (await Pause(context, counted) is { } wait)
            return new(false, wait);
        if (!await second.TakeCode(person, code, context.RequestAborted))
            return new(false);
        await Passed(context, counted);
        await Known(context, person);
        await Open(context, person, proven: true);
        return new(true);
    }

    /// <summary>Asks whether somebody may try now.</summary>
    /// <returns>Null when they may, which counts as a failed try until <see cref="Passed"/>; else how long to wait.</returns>
    public async Task<TimeSpan?> Pause(HttpContext context, string email) =>
        IsLimited ? await throttle.Try(email, Network(context.Connection.RemoteIpAddress), context.RequestAborted) : null;

    /// <summary>Takes the try back that <see cref="Pause"/> counted.</summary>
    /// <param name="context">The request.</param>
    /// <param name="email">What was counted.</param>
    /// <param name="entered">Whether the person is in with it; half the way does not make the network known.</param>
    public Task Passed(HttpContext context, string email, bool entered = true) =>
        IsLimited ? throttle.Succeeded(email, Network(context.Connection.RemoteIpAddress), entered, context.RequestAborted) : Task.CompletedTask;

    /// <summary>Notes that the person came in from here: what others try from elsewhere does not hold them up.</summary>
    public Task Known(HttpContext context, Person person) => throttle.Learn(person.Email!, Network(context.Connection.RemoteIpAddress), context.RequestAborted);

    /// <summary>Says how long to wait, in the answer's header and in words.</summary>
    public static string Wait(HttpResponse response, TimeSpan wait)
    {
        var seconds = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds));
        response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        return $"Too many tries. Wait {(seconds < 120 ? $"{seconds} second{(seconds == 1 ? "" : "s")}" : $"{(seconds + 59) / 60} minutes")}, then try again";
    }

    /// <summary>Signs a person in, with a new session.</summary>
    /// <param name="context">The request.</param>
    /// <param name="person">Who.</param>
    /// <param name="proven">Whether they showed a second factor.</param>
    public async Task Open(HttpContext context, Person person, bool proven)
    {
        var session = await sessions.Begin(person, proven, Browsers.Words(context.Request.Headers.UserAgent.ToString()), context.RequestAborted);
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
