using System.Reflection;

namespace FanNews.People;

/// <summary>
/// What leaked passwords are made of, put together by us: some hundred words and rows of keys. A password of three of them or fewer, with figures and
/// signs around them or in the place of letters, is among the first that are tried, and there are more than a hundred million of those: more than any
/// list of leaked ones that one could ship.
/// </summary>
internal static class CommonWords
{
    private const int Most = 3;

    private static readonly Lazy<(HashSet<string> Words, int Longest)> List = new(Read);

    /// <summary>Whether a password is nothing else.</summary>
    /// <param name="plain">The password in small letters, without spaces.</param>
    public static bool MakeUp(string plain)
    {
        // "p4ssw0rd!2024": signs for letters first, then figures and signs away; and the other way round, for figures that are figures.
        var letters = Only(plain);
        return (letters.Length > 0 && IsMade(letters)) || IsMade(Only(string.Concat(plain.Select(Letter))));
    }

    // Where each beginning can be reached, with how few words.
    private static bool IsMade(string letters)
    {
        var (words, longest) = List.Value;
        var fewest = new int[letters.Length + 1];
        Array.Fill(fewest, Most + 1);
        fewest[0] = 0;
        for (var end = 1; end <= letters.Length; end++)
        {
            for (var start = Math.Max(0, end - longest); start < end; start++)
            {
                if (fewest[start] + 1 < fewest[end] && words.Contains(letters[start..end]))
                    fewest[end] = fewest[start] + 1;
            }
        }

        return letters.Length > 0 && fewest[^1] <= Most;
    }

    private static string Only(string text) => string.Concat(text.Where(char.IsLetter));

    private static char Letter(char c) => c switch
    {
        '0' => 'o',
        '1' or '!' => 'i',
        '3' => 'e',
        '4' or '@' => 'a',
        '5' or '$' => 's',
        '7' => 't',
        _ => c,
    };

    private static (HashSet<string> Words, int Longest) Read()
    {
        using var lines = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream("FanNews.People.passwords.txt")!);
        var words = lines.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).ToHashSet(StringComparer.Ordinal);
        return (words, words.Max(w => w.Length));
    }
}
