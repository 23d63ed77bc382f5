using System.Collections.Concurrent;
using System.Collections.Frozen;
using Lucene.Net.Tartarus.Snowball;
using Lucene.Net.Tartarus.Snowball.Ext;

namespace FanNews.Search;

/// <summary>What search knows of a language: the stem of a word, and the words that say nothing alone.</summary>
internal sealed class Language
{
    private const int MostStems = 100_000;

    private static readonly ConcurrentDictionary<string, Language> Known = new();

    private readonly Func<SnowballProgram>? make;

    // A stemmer serves one caller at a time.
    private readonly ConcurrentBag<SnowballProgram> idle = [];
    private readonly ConcurrentDictionary<string, string> stems = new();
    private readonly FrozenSet<string> stopWords;
    private readonly FrozenSet<uint> stopHashes;

    private Language(string name)
    {
        Name = name;
        make = Stemmers.GetValueOrDefault(name);
        stopWords = (name == "en" ? English : "").Split(' ', StringSplitOptions.RemoveEmptyEntries).ToFrozenSet();
        stopHashes = stopWords.Select(word => TermVector.Hash(Stem(word))).ToFrozenSet();
    }

    /// <summary>Its code, as in <c>en</c>.</summary>
    public string Name { get; }

    /// <summary>The language of a site, named as in <c>pt-BR</c>. One without a stemmer keeps its words as they are.</summary>
    public static Language Of(string tag)
    {
        var name = tag.Split('-', '_')[0].ToLowerInvariant();
        return Known.GetOrAdd(name is "nb" or "nn" ? "no" : name, n => new Language(n));
    }

    /// <summary>The stem of a folded word.</summary>
    public string Stem(string word)
    {
        if (make is null || word.Length < 3 || char.IsAsciiDigit(word[0]))
            return word;
        if (stems.TryGetValue(word, out var known))
            return known;
        if (!idle.TryTake(out var program))
            program = make();
        program.SetCurrent(word);
        program.Stem();
        // Some stems keep an accent of their own.
        var stem = Folding.Fold(program.Current);
        idle.Add(program);
        if (stem.Length == 0)
            stem = word;
        if (stems.Count >= MostStems)
            stems.Clear();
        return stems[word] = stem;
    }

    /// <summary>Whether a folded word is too common to ask for.</summary>
    public bool IsStopWord(string word) => stopWords.Contains(word);

    /// <summary>Whether a hash is that of such a word's stem.</summary>
    public bool IsStopHash(uint hash) => stopHashes.Contains(hash);

    private static readonly FrozenDictionary<string, Func<SnowballProgram>> Stemmers = new Dictionary<string, Func<SnowballProgram>>
    {
        ["ca"] = () => new CatalanStemmer(),
        ["da"] = () => new DanishStemmer(),
        ["de"] = () => new GermanStemmer(),
        ["en"] = () => new EnglishStemmer(),
        ["es"] = () => new SpanishStemmer(),
        ["eu"] = () => new BasqueStemmer(),
        ["fi"] = () => new FinnishStemmer(),
        ["fr"] = () => new FrenchStemmer(),
        ["ga"] = () => new IrishStemmer(),
        ["hu"] = () => new HungarianStemmer(),
        ["hy"] = () => new ArmenianStemmer(),
        ["it"] = () => new ItalianStemmer(),
        ["nl"] = () => new DutchStemmer(),
        ["no"] = () => new NorwegianStemmer(),
        ["pt"] = () => new PortugueseStemmer(),
        ["ro"] = () => new RomanianStemmer(),
        ["ru"] = () => new RussianStemmer(),
        ["sv"] = () => new SwedishStemmer(),
        ["tr"] = () => new TurkishStemmer(),
    }.ToFrozenDictionary();

    private const string English =
        "a about all also am an and any are as at be been being but by can could did do does for from had has have he her his how i if in into is it its "
        + "may might more most must my no not of on only or other our over shall she should so some such than that the their them then there these they this "
        + "those to under up us very was we were what when where which while who whose why will with would you your";
}
