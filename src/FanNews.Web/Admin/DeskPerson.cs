using System.Globalization;
using System.Security.Claims;
using FanNews.Articles;
using FanNews.Media;
using FanNews.People;
using FanNews.Storage;
using Microsoft.AspNetCore.Identity;

namespace FanNews.Web.Admin;

/// <summary>Who is signed in, as the store says at this request.</summary>
/// <param name="Id">Number of the person.</param>
/// <param name="Name">What colleagues call them.</param>
/// <param name="Role">What they may do.</param>
/// <param name="Session">Secret of the session.</param>
/// <param name="Stamp">Security stamp at sign-in.</param>
public sealed record DeskPerson(long Id, string Name, Role Role, string Session, string Stamp)
{
    // Whoever signed in so lately need not type the password again to change what guards the account.
    private static readonly TimeSpan Lately = TimeSpan.FromMinutes(10);

    private const string NameClaim = "fannews:name";
    private const string RoleClaim = "fannews:role";
    private const string SessionClaim = "fannews:session";
    private const string BeganClaim = "fannews:began";
    private const string UnprovenClaim = "fannews:unproven";
    private const string SectionsClaim = "fannews:sections";
    private static readonly string StampClaim = new ClaimsIdentityOptions().SecurityStampClaimType;

    /// <summary>Whether they showed all that their role asks for.</summary>
    public bool Proven { get; private init; }

    /// <summary>When they signed in (UTC).</summary>
    public DateTimeOffset BeganAt { get; private init; }

    /// <summary>Numbers of the sections that they work in; null for the whole paper.</summary>
    public IReadOnlyList<long>? Sections { get; private init; }

    /// <summary>What they may do with stories.</summary>
    public StoryRights Rights => new(Id, Role) { Sections = Sections };

    /// <summary>What they may do with pictures.</summary>
    public PictureRights PictureRights => new(Id, Role, Limited: Sections is not null);

    /// <summary>Who acts, for the trace of a change.</summary>
    public Actor Actor => new(Id, Name) { Sections = Sections };

    /// <summary>Whether they may do something at the desk.</summary>
    public bool May(Permission permission) => Role.May(permission, limited: Sections is not null);

    /// <summary>Whether they signed in a few minutes ago.</summary>
    public bool IsFresh(DateTimeOffset now) => now - BeganAt < Lately;

    /// <summary>Reads the person out of their claims; null for nobody.</summary>
    public static DeskPerson? Of(ClaimsPrincipal? user) =>
        user?.Identity is { IsAuthenticated: true }
        && long.TryParse(user.FindFirstValue(ClaimTypes.NameIdentifier), NumberStyles.None, CultureInfo.InvariantCulture, out var id)
        && Enum.TryParse<Role>(user.FindFirstValue(RoleClaim), out var role)
        && user.FindFirstValue(SessionClaim) is { } session
        && user.FindFirstValue(StampClaim) is { } stamp
            ? new(id, user.FindFirstValue(NameClaim) ?? "", role, session, stamp)
            {
                // The store says both at each request; without it nothing is proven.
                Proven = user.FindFirstValue(UnprovenClaim) == bool.FalseString,
                BeganAt = DateTimeOffset.FromUnixTimeMilliseconds(long.TryParse(user.FindFirstValue(BeganClaim), NumberStyles.None, CultureInfo.InvariantCulture, out var began) ? began : 0),
                Sections = user.FindFirstValue(SectionsClaim) is { } sections ? [.. sections.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(s => long.Parse(s, CultureInfo.InvariantCulture))] : null,
            }
            : null;

    /// <summary>The claims with what the store says now.</summary>
    public static ClaimsPrincipal With(ClaimsPrincipal user, Standing standing)
    {
        var identity = ((ClaimsIdentity)user.Identity!).Clone();
        foreach (var kind in (ReadOnlySpan<string>)[NameClaim, RoleClaim, BeganClaim, UnprovenClaim, SectionsClaim])
        {
            foreach (var claim in identity.FindAll(kind).ToList())
                identity.RemoveClaim(claim);
        }

        identity.AddClaims(
        [
            new(NameClaim, standing.Name), new(RoleClaim, standing.Role.ToString()), new(UnprovenClaim, (!standing.Proven).ToString()),
            new(BeganClaim, standing.BeganAt.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture)),
        ]);
        if (standing.Sections is { } sections)
            identity.AddClaim(new(SectionsClaim, string.Join(',', sections.Select(s => s.ToString(CultureInfo.InvariantCulture)))));
        return new(identity);
    }

    /// <summary>What the session says besides the person's number and stamp.</summary>
    public static IEnumerable<Claim> Claims(Person person, string session) =>
        [new(NameClaim, person.Name), new(RoleClaim, person.Role.ToString()), new(SessionClaim, session)];
}
