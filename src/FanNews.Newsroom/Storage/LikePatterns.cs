using System.Globalization;

namespace FanNews.Storage;

/// <summary>A plain look for a word in a small table, the same on both engines. Stories have an index (<see cref="Search.FindStories"/>).</summary>
internal static class LikePatterns
{
    /// <summary>Patterns for LIKE on a lowered text, with a backslash as escape: the forms that the word takes in engines that fold case differently.</summary>
    internal static (string Lower, string Title, string Upper) Of(string word)
    {
        var lower = word.ToLowerInvariant();
        var title = lower.Length > 0 ? char.ToUpper(lower[0], CultureInfo.InvariantCulture) + lower[1..] : lower;
        return (Pattern(lower), Pattern(FoldAscii(title)), Pattern(FoldAscii(lower.ToUpperInvariant())));
    }

    // As SQLite's lower() leaves it.
    private static string FoldAscii(string word) => string.Concat(word.Select(c => char.IsAsciiLetterUpper(c) ? (char)(c | 0x20) : c));

    private static string Pattern(string word) =>
        "%" + word.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal) + "%";
}
