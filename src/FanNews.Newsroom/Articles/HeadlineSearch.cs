using System.Globalization;
using Microsoft.EntityFrameworkCore;

namespace FanNews.Articles;

/// <summary>A plain search in headlines and deks, the same on both engines.</summary>
public static class HeadlineSearch
{
    private const int MostWords = 8;

    /// <summary>Those whose headline or dek holds every word of the question, in any case.</summary>
    public static IQueryable<LiveArticle> Saying(this IQueryable<LiveArticle> live, string question)
    {
        foreach (var word in question.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Take(MostWords))
        {
            // SQLite folds the case of ASCII letters only: the other forms of the word are asked for by name.
            var (a, b, c) = Patterns(word);
#pragma warning disable CA1304, CA1311 // The engine lowers the letters, and knows no cultures.
            live = live.Where(l =>
                EF.Functions.Like(l.Text.Headline.ToLower(), a, "\\") || EF.Functions.Like(l.Text.Headline.ToLower(), b, "\\") || EF.Functions.Like(l.Text.Headline.ToLower(), c, "\\")
                || EF.Functions.Like(l.Text.Dek!.ToLower(), a, "\\") || EF.Functions.Like(l.Text.Dek!.ToLower(), b, "\\") || EF.Functions.Like(l.Text.Dek!.ToLower(), c, "\\"));
#pragma warning restore CA1304, CA1311
        }

        return live;
    }

    /// <summary>Patterns for LIKE on a lowered text, with a backslash as escape: the forms that the word takes in engines that fold case differently.</summary>
    internal static (string Lower, string Title, string Upper) Patterns(string word)
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
