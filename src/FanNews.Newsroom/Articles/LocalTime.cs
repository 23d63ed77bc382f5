using System.Globalization;

namespace FanNews.Articles;

/// <summary>A local time of the site as an editor types it, and the instant that is meant. Summer time makes some times twice and some never.</summary>
/// <param name="At">The instant (UTC); null where none is meant or it cannot be told.</param>
/// <param name="Problem">Why it cannot be told; null when it can.</param>
/// <param name="Choices">The two offsets from UTC of a time that happens twice, the earlier instant first; else empty.</param>
public sealed record LocalTime(DateTimeOffset? At, string? Problem, IReadOnlyList<TimeSpan> Choices)
{
    private static readonly string[] Formats = ["yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd HH:mm", "yyyy-MM-dd HH:mm:ss", "d MMM yyyy, HH:mm", "d MMMM yyyy, HH:mm"];

    /// <summary>Reads it.</summary>
    /// <param name="typed">What was typed; blank means no time.</param>
    /// <param name="offset">The offset that was chosen for a time that happens twice, as <see cref="Name"/> writes it.</param>
    /// <param name="zone">The site's zone.</param>
    public static LocalTime Read(string? typed, string? offset, TimeZoneInfo zone)
    {
        if (string.IsNullOrWhiteSpace(typed))
            return new(null, null, []);
        if (!DateTime.TryParseExact(typed.Trim(), Formats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local) || local.Year is < 1000 or > 9000)
            return new(null, "Write the time like 2026-11-24 18:00", []);
        if (zone.IsInvalidTime(local))
            return new(null, $"There is no {local:HH:mm} on {Day(local)} in {zone.Id}: the clocks go forward over it. Choose another time", []);
        if (!zone.IsAmbiguousTime(local))
            return new(new DateTimeOffset(local, zone.GetUtcOffset(local)).ToUniversalTime(), null, []);
        TimeSpan[] choices = [.. zone.GetAmbiguousTimeOffsets(local).OrderDescending()];
        foreach (var choice in choices)
        {
            if (Name(choice) == offset)
                return new(new DateTimeOffset(local, choice).ToUniversalTime(), null, choices);
        }

        return new(null, $"{local:HH:mm} happens twice on {Day(local)} in {zone.Id}: the clocks go back. Say which one you mean", choices);
    }

    /// <summary>How a form writes an instant, in the site's zone, to the minute.</summary>
    public static string Write(DateTimeOffset at, TimeZoneInfo zone) => TimeZoneInfo.ConvertTime(at, zone).ToString("yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture);

    /// <summary>An offset as people write it: <c>UTC+1</c>, <c>UTC−3:30</c>.</summary>
    public static string Name(TimeSpan offset)
    {
        var minutes = offset.Minutes == 0 ? "" : offset.ToString(@"\:mm", CultureInfo.InvariantCulture);
        return string.Create(CultureInfo.InvariantCulture, $"UTC{(offset < TimeSpan.Zero ? "−" : "+")}{Math.Abs(offset.Hours)}{minutes}");
    }

    private static string Day(DateTime local) => local.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);
}
