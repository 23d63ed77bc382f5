using System.Text;

namespace FanNews.Invention;

/// <summary>
/// An invented language that behaves like English to a search engine and to the eye: common little words, the rest made of syllables, few
/// words often and many seldom (Zipf), and topics that have words of their own.
/// </summary>
internal sealed class Tongue
{
    private const int Count = 40_000, FirstOfTopics = 400, OfOneTopic = 30, NameCount = 12_000;

    // One word in so many of a hundred is of the topic.
    private const int TopicShare = 12;

    private static readonly string[] Onsets = ["b", "br", "c", "cl", "d", "dr", "f", "fl", "g", "gr", "h", "j", "k", "l", "m", "n", "p", "pl", "pr", "qu", "r", "s", "sh", "sl", "st", "str", "t", "th", "tr", "v", "w", "y"];
    private static readonly string[] Vowels = ["a", "e", "i", "o", "u", "ai", "ea", "ee", "oa", "ou", "a", "e", "i", "o"];
    private static readonly string[] Codas = ["", "", "", "", "", "", "", "", "l", "m", "n", "nd", "nt", "r", "rd", "rn", "s", "st", "t", "ck", "lt", "ng"];
    private static readonly string[] Endings = ["", "", "", "", "", "", "", "", "s", "s", "ed", "ing", "er", "ly"];

    private static readonly string[] Little =
        ("the of to and a in that for on is was with as it at by from he be they said has will are have not but had which an were their or who been its this would she after one more "
        + "when his her than about out up there all could also into two over last first new only between other before some against during under since where three while most no if them "
        + "because what can may through such now made many down day year city people those both through each off until around near then still even next against").Split(' ').Distinct().ToArray();

    private readonly string[] words;
    private readonly string[] names;

    /// <summary>Makes the language of a seed.</summary>
    public Tongue(long seed)
    {
        words = [.. Little.Concat(Distinct(new Chance(seed, Purpose.Words), Count - Little.Length, (chance, made) => Coin(chance, made < 4_000 ? 1 : 2)))];
        names = [.. Distinct(new Chance(seed, Purpose.Names), NameCount, (chance, _) => Capital(Syllables(chance, 2)))];
    }

    /// <summary>A word of a topic, or of no topic in particular.</summary>
    public string Word(Chance chance, int topic) =>
        chance.Below(100) < TopicShare ? OfTopic(chance, topic) : words[chance.Zipf(words.Length)];

    /// <summary>A word that says something: none of the little ones.</summary>
    public string OfTopic(Chance chance, int topic) =>
        words[FirstOfTopics + (int)(((uint)topic * 2654435761u + (uint)chance.Zipf(OfOneTopic) * 40503u) % (uint)(words.Length - FirstOfTopics))];

    /// <summary>A name, as of a town.</summary>
    public string Name(Chance chance) => names[chance.Zipf(names.Length)];

    /// <summary>A name that is as likely as any other.</summary>
    public string AnyName(Chance chance) => chance.Of(names);

    /// <summary>The word with a capital.</summary>
    public static string Capital(string word) => char.ToUpperInvariant(word[0]) + word[1..];

    private static IEnumerable<string> Distinct(Chance chance, int count, Func<Chance, int, string> make)
    {
        var made = new HashSet<string>(Little);
        for (var last = 0; last < count;)
        {
            var word = make(chance, last);
            if (!made.Add(word))
                continue;
            last++;
            yield return word;
        }
    }

    private static string Coin(Chance chance, int syllables) => Syllables(chance, syllables + chance.Below(2)) + chance.Of(Endings);

    private static string Syllables(Chance chance, int count)
    {
        var word = new StringBuilder();
        for (var i = 0; i < count; i++)
            word.Append(chance.Of(Onsets)).Append(chance.Of(Vowels)).Append(i == count - 1 ? chance.Of(Codas) : "");
        return word.ToString();
    }
}
