using System.Globalization;

namespace FanNews.Interchange.WordPress;

/// <summary>Reads the dates of WordPress, which writes zeros where it has none.</summary>
internal static class ImportDates
{
    private static readonly string[] Formats = ["yyyy-MM-dd HH:mm:ss", "yyyy-MM-ddTHH:mm:ss", "yyyy-MM-dd HH:mm", "yyyy-MM-dd"];

    /// <summary>The instant of a date in UTC, else of the same in the site's zone, else of the RSS date; null when all are zeros or nonsense.</summary>
    public static DateTimeOffset? Read(string gmt, string local, string rss, TimeZoneInfo zone)
    {
        if (Parse(gmt) is { } utc) return new DateTimeOffset(utc, TimeSpan.Zero);
        if (Parse(local) is { } there) return InZone(there, zone);
        return DateTimeOffset.TryParse(rss, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var published) && published.Year >= 1900
            ? published.ToUniversalTime() : null;
    }

    // An hour that the clocks skipped never was: what was written in it happened an hour later.
    private static DateTimeOffset InZone(DateTime there, TimeZoneInfo zone)
    {
        if (zone.IsInvalidTime(there)) there = there.AddHours(1);
        return new DateTimeOffset(there, zone.GetUtcOffset(there)).ToUniversalTime();
    }

    private static DateTime? Parse(string text) =>
        DateTime.TryParseExact(text.Trim(), Formats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) && date.Year >= 1900 ? date : null;
}
