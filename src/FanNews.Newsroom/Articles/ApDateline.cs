namespace FanNews.Articles;

/// <summary>Datelines as the Associated Press sets them: the city in capitals, state or country after a comma, the day where it matters ("SALTBY, Kent, Nov. 24").</summary>
public static class ApDateline
{
    // Months of five letters or fewer are never cut (AP Stylebook, "months").
    private static readonly string[] Months = ["Jan.", "Feb.", "March", "April", "May", "June", "July", "Aug.", "Sept.", "Oct.", "Nov.", "Dec."];

    /// <summary>The ways to set what somebody typed: without and with the day. What stands there already is not among them; blank has none.</summary>
    /// <param name="typed">A place, perhaps with its state or country and a day.</param>
    /// <param name="today">The day in the zone of the paper.</param>
    public static IReadOnlyList<string> Of(string? typed, DateOnly today)
    {
        var parts = TypedStory.Clean(typed).Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Where(part => !IsDay(part)).ToList();
        if (parts.Count == 0)
            return [];
        parts[0] = parts[0].ToUpperInvariant();
        var place = string.Join(", ", parts);
        return [.. new[] { place, string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{place}, {Months[today.Month - 1]} {today.Day}") }.Where(way => way != TypedStory.Clean(typed))];
    }

    private static bool IsDay(string part) =>
        part.Split(' ') is [var month, var day] && Months.Contains(month, StringComparer.OrdinalIgnoreCase) && day.Length <= 2 && day.All(char.IsAsciiDigit);
}
