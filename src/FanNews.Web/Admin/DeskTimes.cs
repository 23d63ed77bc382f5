using System.Globalization;
using FanNews.Articles;
using FanNews.Settings;

namespace FanNews.Web.Admin;

/// <summary>Times as the desk prints them: in the zone of the paper, in the words of the desk.</summary>
/// <param name="site">The zone.</param>
/// <param name="now">The instant of the page (UTC).</param>
public sealed class DeskTimes(Site site, DateTimeOffset now)
{
    /// <summary>The instant of the page (UTC).</summary>
    public DateTimeOffset Now => now;

    /// <summary>"11:20" on the day itself, "23 Nov, 11:20" in the same year, "23 Nov 2025, 11:20" else.</summary>
    public string Time(DateTimeOffset at)
    {
        var (then, today) = (site.Local(at), site.Local(now));
        var format = then.Date == today.Date ? "HH:mm" : then.Year == today.Year ? "d MMM, HH:mm" : "d MMM yyyy, HH:mm";
        return then.ToString(format, CultureInfo.InvariantCulture);
    }

    /// <summary>"11:20:07".</summary>
    public string Second(DateTimeOffset at) => site.Local(at).Date == site.Local(now).Date ? site.Local(at).ToString("HH:mm:ss", CultureInfo.InvariantCulture) : Time(at);

    /// <summary>"in 6 h 18 min", "in 3 days"; for times to come.</summary>
    public string Until(DateTimeOffset at) => "in " + Span(at - now);

    /// <summary>"5 h 42 min", "3 days".</summary>
    public static string Span(TimeSpan span) => span switch
    {
        { TotalMinutes: < 1 } => "less than a minute",
        { TotalHours: < 1 } => string.Create(CultureInfo.InvariantCulture, $"{span.Minutes} min"),
        { TotalDays: < 2 } => string.Create(CultureInfo.InvariantCulture, $"{(int)span.TotalHours} h {span.Minutes} min"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{(int)span.TotalDays} days"),
    };

    /// <summary>The heading of a day: "Today", "Yesterday" or none, and the date.</summary>
    public (string Name, string Date) Day(DateTimeOffset at)
    {
        var (then, today) = (site.Local(at), site.Local(now));
        var date = then.ToString(then.Year == today.Year ? "d MMMM" : "d MMMM yyyy", CultureInfo.InvariantCulture);
        return (today.Date - then.Date).Days switch
        {
            0 => ("Today", date),
            1 => ("Yesterday", date),
            _ => (then.ToString("dddd", CultureInfo.InvariantCulture), date),
        };
    }

    /// <summary>The day in figures: "2026-11-24".</summary>
    public string Date(DateTimeOffset at) => site.Local(at).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>For machines: local time with its offset (RFC 3339).</summary>
    public string Machine(DateTimeOffset at) => site.Local(at).ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);

    /// <summary>A zone by its city: "London".</summary>
    public static string City(TimeZoneInfo zone) => zone.Id[(zone.Id.LastIndexOf('/') + 1)..].Replace('_', ' ');

    /// <summary>The zone and its offset at an instant: "Europe/London, UTC+0".</summary>
    public string Zone(DateTimeOffset at) => $"{site.Zone.Id}, {LocalTime.Name(site.Local(at).Offset)}";
}
