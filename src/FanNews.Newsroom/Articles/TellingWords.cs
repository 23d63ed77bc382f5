using System.Text.RegularExpressions;

namespace FanNews.Articles;

/// <summary>The words of a text on which its meaning hangs. Numbers in words and negations are known in a few languages; names by their capitals.</summary>
internal sealed partial class TellingWords
{
    private static readonly Dictionary<string, string> Numerals = new()
    {
        ["en"] = "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred hundreds thousand thousands million millions billion billions dozen half quarter twice",
        ["de"] = "zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn siebzehn achtzehn neunzehn zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig hundert tausend million millionen milliarde milliarden dutzend halb",
        ["fr"] = "deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize vingt trente quarante cinquante soixante cent cents mille million millions milliard milliards douzaine moitié",
        ["es"] = "dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa cien ciento mil millón millones docena mitad",
        ["it"] = "due tre quattro cinque sei sette otto nove dieci undici dodici tredici quattordici quindici venti trenta quaranta cinquanta sessanta settanta ottanta novanta cento mille milione milioni miliardo miliardi dozzina metà",
    };

    private static readonly Dictionary<string, string> Nots = new()
    {
        ["en"] = "not no never none nobody nothing neither nor without cannot denied denies unable",
        ["de"] = "nicht nichts kein keine keinen keinem keiner keines nie niemals niemand weder ohne",
        ["fr"] = "ne pas jamais aucun aucune rien personne sans ni",
        ["es"] = "no nunca jamás ningún ninguna ninguno nada nadie sin ni tampoco",
        ["it"] = "non mai nessun nessuno nessuna nulla niente senza né",
    };

    private readonly HashSet<string> numerals;
    private readonly HashSet<string> nots;
    private readonly HashSet<string> known = [];
    private readonly bool german;

    /// <summary>Reads both texts for the names in them.</summary>
    public TellingWords(string language, params ReadOnlySpan<string> texts)
    {
        var spoken = language.Split('-')[0].ToLowerInvariant();
        (numerals, nots) = (Set(Numerals, spoken), Set(Nots, spoken));
        german = spoken == "de";
        foreach (var text in texts)
            known.UnionWith(Capitals(text, anywhere: false));
    }

    /// <summary>Numbers, in figures and in words.</summary>
    public IEnumerable<string> Numbers(string text) =>
        Figure.Matches(text).Select(m => m.Value).Concat(Word.Matches(text).Select(m => m.Value.ToLowerInvariant()).Where(numerals.Contains));

    /// <summary>What stands in quotation marks.</summary>
    public static IEnumerable<string> Quotations(string text) => Quotation.Matches(text).Select(m => Blanks.Replace(m.Value, " "));

    /// <summary>Names: words with a capital that do not begin a sentence, or are known as such. In German, where every noun has one, two in a row.</summary>
    public IEnumerable<string> Names(string text) => Capitals(text, anywhere: true);

    /// <summary>Words that turn a sentence round.</summary>
    public IEnumerable<string> Negations(string text) =>
        Word.Matches(text).Select(m => m.Value.ToLowerInvariant().Replace('’', '\'')).Where(w => nots.Contains(w) || w.EndsWith("n't", StringComparison.Ordinal));

    /// <summary>Whether one run of words can be a slip of the other: as many words, each within a letter or two; or marks only.</summary>
    public static bool Alike(string one, string other)
    {
        var (was, became) = (Word.Matches(one).Select(m => m.Value.ToLowerInvariant()).ToList(), Word.Matches(other).Select(m => m.Value.ToLowerInvariant()).ToList());
        return was.Count == became.Count && was.Zip(became).All(pair => pair.First == pair.Second || Near(pair.First, pair.Second));
    }

    // By letters: a figure is never a slip of another.
    private static bool Near(string one, string other)
    {
        var most = Math.Min(one.Length, other.Length) switch { < 3 => 0, < 6 => 1, _ => 2 };
        if (Math.Abs(one.Length - other.Length) > most || one.Any(char.IsDigit) || other.Any(char.IsDigit))
            return false;
        var (before, row) = (new int[other.Length + 1], Enumerable.Range(0, other.Length + 1).ToArray());
        var last = new int[other.Length + 1];
        for (var i = 1; i <= one.Length; i++)
        {
            (last, before, row) = (before, row, last);
            row[0] = i;
            for (var j = 1; j <= other.Length; j++)
            {
                row[j] = Math.Min(Math.Min(row[j - 1], before[j]) + 1, before[j - 1] + (one[i - 1] == other[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && one[i - 1] == other[j - 2] && one[i - 2] == other[j - 1])
                    row[j] = Math.Min(row[j], last[j - 2] + 1);
            }
        }

        return row[other.Length] <= most;
    }

    private IEnumerable<string> Capitals(string text, bool anywhere)
    {
        if (german)
        {
            foreach (Match pair in PairOfCapitals.Matches(text))
                yield return pair.Value;
            yield break;
        }

        foreach (Match word in Capital.Matches(text))
        {
            var name = word.Value.EndsWith("'s", StringComparison.Ordinal) || word.Value.EndsWith("’s", StringComparison.Ordinal) ? word.Value[..^2] : word.Value;
            if (name.Length > 1 && (anywhere && known.Contains(name) || !Begins(text, word.Index)))
                yield return name;
        }
    }

    // Whether a sentence begins there: after nothing, a line's end, a full stop or a quotation mark that opens.
    private static bool Begins(string text, int at)
    {
        var before = at - 1;
        while (before >= 0 && text[before] is ' ' or '\u00a0' or '*' or '_')
            before--;
        return before < 0 || text[before] is '\n' or '.' or '!' or '?' or ':' or '"' or '“' or '„' or '«' or '»' or '‘' or '(' or '–' or '—' or '-' or '•';
    }

    private static HashSet<string> Set(Dictionary<string, string> words, string language) => words.TryGetValue(language, out var known) ? [.. known.Split(' ')] : [];

    [GeneratedRegex(@"\p{Nd}+(?:[.,:/\u00a0\u202f’']\p{Nd}+)*", RegexOptions.CultureInvariant)]
    private static partial Regex Figure { get; }

    [GeneratedRegex(@"[\p{L}\p{M}\p{N}]+(?:[’'][\p{L}\p{M}]+)*", RegexOptions.CultureInvariant)]
    private static partial Regex Word { get; }

    [GeneratedRegex(@"(?<![\p{L}\p{M}\p{N}])\p{Lu}[\p{L}\p{M}]*(?:[’'\-][\p{L}\p{M}]+)*", RegexOptions.CultureInvariant)]
    private static partial Regex Capital { get; }

    [GeneratedRegex(@"(?<![\p{L}\p{M}\p{N}])\p{Lu}[\p{L}\p{M}]+ \p{Lu}[\p{L}\p{M}]+", RegexOptions.CultureInvariant)]
    private static partial Regex PairOfCapitals { get; }

    [GeneratedRegex("“[^”“\n]{2,}”|\"[^\"\n]{2,}\"|„[^“”„\n]{2,}[“”]|«[^»«\n]{2,}»|»[^»«\n]{2,}«", RegexOptions.CultureInvariant)]
    private static partial Regex Quotation { get; }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks { get; }
}
