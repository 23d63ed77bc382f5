using System.Diagnostics;
using System.Globalization;

namespace FanNews.Bench;

/// <summary>The one table: what was measured, beside what was asked of it.</summary>
internal sealed class Table(IReadOnlyList<string> only)
{
    private readonly List<(string What, string Measured, string Bar, bool? Met)> rows = [];

    /// <summary>How many bars were missed.</summary>
    public int Missed => rows.Count(r => r.Met == false);

    /// <summary>Runs a part, if it was asked for.</summary>
    public async Task Run(string part, Func<Task> measure)
    {
        if (only.Count > 0 && !only.Contains(part))
            return;
        await Console.Error.WriteLineAsync($"{part} …");
        var started = Stopwatch.StartNew();
        await measure();
        await Console.Error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{part}: {started.Elapsed.TotalSeconds:F0} s"));
    }

    /// <summary>A figure to know, without a bar.</summary>
    public void Note(string what, string measured) => Add(what, measured, "", null);

    /// <summary>A figure that must not be above the bar.</summary>
    public void AtMost(string what, double figure, double bar, string unit, string? more = null) =>
        Add(what, Text(figure, unit) + more, "≤ " + Text(bar, unit), figure <= bar);

    /// <summary>A figure that must not be below the bar.</summary>
    public void AtLeast(string what, double figure, double bar, string unit, string? more = null) =>
        Add(what, Text(figure, unit) + more, "≥ " + Text(bar, unit), figure >= bar);

    /// <summary>Prints it as Markdown.</summary>
    public void Print()
    {
        Console.WriteLine("| what | measured | bar | met |");
        Console.WriteLine("|---|---|---|---|");
        foreach (var (what, measured, bar, met) in rows)
            Console.WriteLine($"| {what} | {measured} | {bar} | {(met is { } yes ? yes ? "yes" : "**no**" : "")} |");
    }

    /// <summary>A number with its unit.</summary>
    public static string Text(double figure, string unit) => figure.ToString(figure < 10 ? "0.00" : figure < 100 ? "0.0" : "#,0", CultureInfo.InvariantCulture) + unit;

    private void Add(string what, string measured, string bar, bool? met)
    {
        rows.Add((what, measured, bar, met));
        Console.Error.WriteLine($"  {what}: {measured} {bar}{(met == false ? "  MISSED" : "")}");
    }
}
