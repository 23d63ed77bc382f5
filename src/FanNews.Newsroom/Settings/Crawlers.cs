namespace FanNews.Settings;

/// <summary>Which crawlers are asked to stay away, by the names that they listen to in robots.txt (RFC 9309). Those who do not ask are not stopped by it.</summary>
public sealed class Crawlers
{
    /// <summary>The word for all of <see cref="Ai"/>.</summary>
    public const string AiWord = "ai";

    private const int LongestName = 100;

    private Crawlers(IReadOnlyList<string> away, string words) => (Away, Words) = (away, words);

    /// <summary>Programs that gather texts to train language models on, or to answer in the place of a page; as their makers name them.</summary>
    public static IReadOnlyList<string> Ai { get; } =
    [
        "AI2Bot", "Amazonbot", "anthropic-ai", "Applebot-Extended", "Bytespider", "CCBot", "ClaudeBot", "cohere-ai", "Diffbot", "FacebookBot", "Google-Extended",
        "GPTBot", "ImagesiftBot", "Meta-ExternalAgent", "omgili", "PerplexityBot", "Timpibot",
    ];

    /// <summary>All may come.</summary>
    public static Crawlers Welcome { get; } = new([], "");

    /// <summary>Names of those who are asked to stay away.</summary>
    public IReadOnlyList<string> Away { get; }

    /// <summary>The names as they were written, separated by commas.</summary>
    public string Words { get; }

    /// <summary>Reads names separated by commas: <c>ai</c> means all of <see cref="Ai"/>, a plus before a name makes it welcome all the same.</summary>
    /// <exception cref="FormatException">A word cannot be the name of a crawler.</exception>
    public static Crawlers Parse(string words)
    {
        var away = new List<string>();
        var welcome = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var written = words.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        foreach (var word in written)
        {
            var name = word.TrimStart('+').Trim();
            if (name.Length is 0 or > LongestName || !name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or '/'))
                throw new FormatException("write names of crawlers separated by commas, as in ai, +Applebot-Extended, BadBot");
            if (word.StartsWith('+'))
                welcome.Add(name);
            else if (name.Equals(AiWord, StringComparison.OrdinalIgnoreCase))
                away.AddRange(Ai);
            else
                away.Add(name);
        }

        return new([.. away.Where(name => !welcome.Contains(name)).Distinct(StringComparer.OrdinalIgnoreCase)], string.Join(", ", written));
    }
}
