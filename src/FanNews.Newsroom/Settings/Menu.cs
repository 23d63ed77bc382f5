using System.Globalization;

namespace FanNews.Settings;

/// <summary>A link of the navigation or the footer.</summary>
/// <param name="Label">What it says.</param>
/// <param name="Address">Where it leads, percent-encoded: a path of this site, or an address that begins with https.</param>
public sealed record MenuLine(string Label, string Address)
{
    /// <summary>Whether it leads to this site.</summary>
    public bool IsLocal => Address[0] == '/';
}

/// <summary>Lines of the form <c>Label | /path</c>. An empty line begins another column; a semicolon ends a line too, for the environment.</summary>
public static class Menu
{
    private const int MostLines = 40;
    private const int LongestLabel = 40;
    private const int LongestAddress = 300;

    /// <summary>Reads the lines.</summary>
    /// <param name="text">What was typed.</param>
    /// <returns>The columns, none of them empty; or a sentence that says which line is wrong and why.</returns>
    public static (IReadOnlyList<IReadOnlyList<MenuLine>> Columns, string? Problem) Read(string text)
    {
        var columns = new List<List<MenuLine>> { new() };
        var number = 0;
        foreach (var line in text.ReplaceLineEndings("\n").Split('\n', ';').Select(l => l.Trim()))
        {
            number++;
            if (line.Length == 0)
            {
                columns.Add([]);
                continue;
            }

            if (Line(line) is not (var link, null) || link is null)
                return ([], string.Create(CultureInfo.InvariantCulture, $"Line {number}: {Line(line).Problem}"));
            columns[^1].Add(link);
        }

        columns.RemoveAll(c => c.Count == 0);
        return columns.Sum(c => c.Count) > MostLines ? ([], $"There may be at most {MostLines} lines") : (columns, null);
    }

    private static (MenuLine? Link, string? Problem) Line(string line)
    {
        var at = line.LastIndexOf('|');
        var (label, address) = at < 0 ? ("", "") : (line[..at].Trim(), line[(at + 1)..].Trim());
        if (label.Length == 0 || address.Length == 0)
            return (null, "write it like About us | /about/");
        if (label.Length > LongestLabel || label.Any(char.IsControl))
            return (null, $"the label must have {LongestLabel} characters or fewer");
        return Address(address) is { } usable ? (new(label, usable), null) : (null, "the address begins with / for a page of this site, or with https://");
    }

    private static string? Address(string typed)
    {
        if (typed.Length > LongestAddress || typed.Any(c => char.IsControl(c) || c == '\\'))
            return null;
        if (typed[0] == '/' && !typed.StartsWith("//", StringComparison.Ordinal))
            return Uri.TryCreate("http://site" + typed, UriKind.Absolute, out var local) ? local.PathAndQuery + local.Fragment : null;
        return Uri.TryCreate(typed, UriKind.Absolute, out var other) && other.Scheme == Uri.UriSchemeHttps ? other.AbsoluteUri : null;
    }
}
