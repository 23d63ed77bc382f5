using System.Globalization;
using System.Text.RegularExpressions;
using FanNews.Articles;
using FanNews.Settings;

namespace FanNews.Web.Pages;

/// <summary>Dates and times as a page prints them: in the site's zone and language, the same for every reader.</summary>
/// <param name="site">Zone and language.</param>
/// <param name="now">The instant of the page (UTC).</param>
public sealed partial class Times(Site site, DateTimeOffset now)
{
    /// <summary>Into how many parts its slashes divide the path of a year.</summary>
    internal const int YearDepth = 3;

    /// <summary>Into how many parts its slashes divide the path of a month.</summary>
    internal const int MonthDepth = 4;

    private readonly CultureInfo culture = site.Culture;

    /// <summary>"24 November 2026".</summary>
    public string Day(DateTimeOffset instant) => site.Local(instant).ToString(DayPattern, culture);

    /// <summary>"24 November 2026", for a day without an hour.</summary>
    public string Day(DateOnly day) => day.ToDateTime(TimeOnly.MinValue).ToString(DayPattern, culture);

    /// <summary>"Tuesday 24 November 2026".</summary>
    public string Weekday(DateTimeOffset instant) => site.Local(instant).ToString(Plain ? "dddd d MMMM yyyy" : culture.DateTimeFormat.LongDatePattern, culture);

    /// <summary>"24 November 2026, 06:00 GMT".</summary>
    public string Full(DateTimeOffset instant) => $"{Day(instant)}, {Clock(instant)} {Zone(instant)}";

    /// <summary>"06:00".</summary>
    public string Clock(DateTimeOffset instant) => site.Local(instant).ToString(Plain ? "HH:mm" : culture.DateTimeFormat.ShortTimePattern, culture);

    /// <summary>"06:41" on the day itself, "23 November" in the same year, "23 November 2025" before.</summary>
    public string Brief(DateTimeOffset instant)
    {
        var (then, today) = (site.Local(instant), site.Local(now));
        if (then.Date == today.Date)
            return Clock(instant);
        return then.Year == today.Year ? then.ToString(Plain ? "d MMMM" : culture.DateTimeFormat.MonthDayPattern, culture) : Day(instant);
    }

    /// <summary>Like <see cref="Brief"/>, with the time of other days too; for comments.</summary>
    public string Moment(DateTimeOffset instant) => site.Local(instant).Date == site.Local(now).Date ? Clock(instant) : $"{Brief(instant)}, {Clock(instant)}";

    /// <summary>"Updated 11:20", with its day where that is not the day of publication.</summary>
    public string Update(DateTimeOffset updated, DateTimeOffset published) =>
        site.Local(updated).Date == site.Local(published).Date ? Clock(updated) : $"{Day(updated)}, {Clock(updated)}";

    /// <summary>"November 2026".</summary>
    public string Month(int year, int month) => new DateTime(year, month, 1, new GregorianCalendar()).ToString(Plain ? "MMMM yyyy" : culture.DateTimeFormat.YearMonthPattern, culture);

    /// <summary>"November", in the calendar of <see cref="Month"/>.</summary>
    public string MonthName(DateOnly day) => day.ToDateTime(TimeOnly.MinValue).ToString("MMMM", culture);

    /// <summary>"24", in the calendar of <see cref="Day(DateOnly)"/>.</summary>
    public string DayNumber(DateOnly day) => day.ToDateTime(TimeOnly.MinValue).ToString("%d", culture);

    /// <summary>What a list is called: a year, month or day in the site's language, or its own name.</summary>
    public string Heading(StoryList list) => list.From is not { } day ? list.Heading : list.Path.Split('/').Length switch
    {
        YearDepth => day.Year.ToString("0000", CultureInfo.InvariantCulture),
        MonthDepth => Month(day.Year, day.Month),
        _ => Day(day),
    };

    /// <summary>For machines: local time with its offset (RFC 3339).</summary>
    public string Machine(DateTimeOffset instant) => site.Local(instant).ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);

    /// <summary>For machines: the day in the site's zone, without an hour (RFC 3339).</summary>
    public string Date(DateTimeOffset instant) => site.Local(instant).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    // The names of zones differ between systems; the offset is the same everywhere (CLDR's "localized GMT format").
    private string Zone(DateTimeOffset instant)
    {
        var offset = site.Local(instant).Offset;
        if (offset == TimeSpan.Zero)
            return site.Zone.Id is "UTC" or "Etc/UTC" ? "UTC" : "GMT";
        var minutes = offset.Minutes == 0 ? "" : offset.ToString(@"\:mm", CultureInfo.InvariantCulture);
        return string.Create(CultureInfo.InvariantCulture, $"GMT{(offset < TimeSpan.Zero ? "−" : "+")}{Math.Abs(offset.Hours)}{minutes}");
    }

    // A paper in plain "en" is not American; whoever is says "en-US".
    private bool Plain => culture.Name is "en" or "en-GB" or "en-IE" or "en-AU" or "en-NZ";

    private string DayPattern => Plain ? "d MMMM yyyy" : WeekdayPart().Replace(culture.DateTimeFormat.LongDatePattern, "").Trim(' ', ',', '،', '.');

    [GeneratedRegex(@"d{4}(\s*de)?[,،、]?\s*")]
    private static partial Regex WeekdayPart();
}
