using System.Globalization;
using System.Text;

namespace FanNews.Search;

/// <summary>The words of a story as they go into the index.</summary>
internal sealed record StoryWords
{
    /// <summary>The headline.</summary>
    public required string Headline { get; init; }

    /// <summary>The dek.</summary>
    public string? Dek { get; init; }

    /// <summary>Names in the byline.</summary>
    public IReadOnlyList<string> Authors { get; init; } = [];

    /// <summary>Names of the tags.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>The body without markup.</summary>
    public string Body { get; init; } = "";
}

/// <summary>A story made ready for the index: its tokens in order, its marks, its packed counts.</summary>
/// <param name="Tokens">Stems; <see cref="Gap"/> keeps phrases from reaching from one field into the next.</param>
/// <param name="Marks">Tokens without a place: what the headline says, where it runs, who wrote it, when it came out.</param>
/// <param name="Vector">What ranking reads (<see cref="TermVector"/>).</param>
/// <param name="Vocabulary">The words themselves, for suggestions of spelling.</param>
internal sealed record IndexedStory(IReadOnlyList<string> Tokens, IReadOnlyCollection<string> Marks, byte[] Vector, IReadOnlyCollection<string> Vocabulary)
{
    /// <summary>Between two fields. No word has an underscore.</summary>
    public const string Gap = "_";

    // tsvector ends at position 16383, at 256 places of a word and at 1 MB. What one engine cannot find the other shall not.
    private const int MostTokens = 16_000, MostPlaces = 256, MostBytes = 600_000;

    private const int ShortestSpelling = 4, LongestSpelling = 24;

    /// <summary>The mark of a stem in the headline.</summary>
    public static string InHeadline(string stem) => "_h" + stem;

    /// <summary>The mark of a word as typed in headline, byline or tags, for finding it by its beginning.</summary>
    public static string Typed(string folded) => "_w" + folded;

    /// <summary>The mark of a section.</summary>
    public static string InSection(long section) => string.Create(CultureInfo.InvariantCulture, $"_s{section}");

    /// <summary>The mark of an author.</summary>
    public static string ByAuthor(long author) => string.Create(CultureInfo.InvariantCulture, $"_a{author}");

    /// <summary>The mark of a year (UTC).</summary>
    public static string InYear(int year) => string.Create(CultureInfo.InvariantCulture, $"_y{year:0000}");

    /// <summary>The mark of a month (UTC).</summary>
    public static string InMonth(int year, int month) => string.Create(CultureInfo.InvariantCulture, $"_m{year:0000}{month:00}");

    /// <summary>Reads a story.</summary>
    public static IndexedStory Of(StoryWords story, Language language)
    {
        var reading = new Reading(language);
        reading.Field(story.Headline, c => c with { Headline = c.Headline + 1 }, word => reading.Mark(InHeadline(word.Stem), Typed(word.Folded)));
        reading.Field(story.Dek ?? "", c => c with { Dek = c.Dek + 1 });
        foreach (var author in story.Authors)
            reading.Field(author, c => c with { Byline = c.Byline + 1 }, word => reading.Mark(Typed(word.Folded)));
        foreach (var tag in story.Tags)
            reading.Field(tag, c => c with { Tags = c.Tags + 1 }, word => reading.Mark(Typed(word.Folded)));
        var length = reading.Field(story.Body, c => c with { Body = c.Body + 1 });
        return reading.Done(length);
    }

    private sealed class Reading(Language language)
    {
        private readonly List<string> tokens = [];
        private readonly HashSet<string> marks = [];
        private readonly Dictionary<uint, TermCounts> counts = [];
        private readonly Dictionary<string, int> places = [];
        private readonly HashSet<string> vocabulary = [];
        private int bytes;

        public int Field(string text, Func<TermCounts, TermCounts> count, Action<Word>? also = null)
        {
            var words = 0;
            if (tokens.Count > 0)
                tokens.Add(Gap);
            foreach (var word in WordReader.Read(text, language))
            {
                if (tokens.Count >= MostTokens || bytes >= MostBytes)
                    break;
                words++;
                var place = places[word.Stem] = places.GetValueOrDefault(word.Stem) + 1;
                tokens.Add(place > MostPlaces ? Gap : word.Stem);
                if (place == 1)
                    bytes += Encoding.UTF8.GetByteCount(word.Stem);
                var hash = TermVector.Hash(word.Stem);
                counts[hash] = count(counts.GetValueOrDefault(hash));
                if (word.Folded.Length is >= ShortestSpelling and <= LongestSpelling && word.Folded.All(char.IsLetter))
                    vocabulary.Add(word.Folded);
                also?.Invoke(word);
            }

            return words;
        }

        public void Mark(params ReadOnlySpan<string> names)
        {
            foreach (var name in names)
                marks.Add(name);
        }

        public IndexedStory Done(int bodyLength) => new(tokens, marks, TermVector.Pack(bodyLength, counts), vocabulary);
    }
}
