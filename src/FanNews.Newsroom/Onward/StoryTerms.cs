using FanNews.Search;

namespace FanNews.Onward;

/// <summary>A word that a story says.</summary>
/// <param name="Stem">As the index has it.</param>
/// <param name="Hash">As vectors have it.</param>
/// <param name="Shown">As the story mostly writes it.</param>
/// <param name="Counts">How often it stands where.</param>
internal sealed record StoryTerm(string Stem, uint Hash, string Shown, TermCounts Counts);

/// <summary>The words that may tell what a story is about: not the common ones, the most prominent first.</summary>
internal sealed record StoryTerms(int BodyLength, IReadOnlyList<StoryTerm> Terms)
{
    // Enough to choose from once it is known how rare they are.
    private const int Most = 100, MostWords = 16_000;

    private const int HeadlineLetters = 3;

    /// <summary>Reads a story as the index does.</summary>
    public static StoryTerms Of(StoryWords story, Language language)
    {
        var found = new Dictionary<string, Seen>();
        Read(story.Headline, c => c with { Headline = c.Headline + 1 });
        Read(story.Dek ?? "", c => c with { Dek = c.Dek + 1 });
        var length = Read(story.Body, c => c with { Body = c.Body + 1 });
        var terms = found.OrderByDescending(f => Kinship.Weight(f.Value.Counts, 1)).ThenBy(f => f.Value.Place).Take(Most)
            .Select(f => new StoryTerm(f.Key, TermVector.Hash(f.Key), f.Value.Shown, f.Value.Counts));
        return new(length, [.. terms]);

        int Read(string text, Func<TermCounts, TermCounts> count)
        {
            var words = 0;
            foreach (var word in WordReader.Read(text, language).Take(MostWords))
            {
                words++;
                if (word.Folded.Length < HeadlineLetters || language.IsStopWord(word.Folded) || word.Folded.All(char.IsAsciiDigit))
                    continue;
                if (!found.TryGetValue(word.Stem, out var seen))
                    found[word.Stem] = seen = new Seen(found.Count);
                seen.Counts = count(seen.Counts);
                seen.Note(text.Substring(word.Start, word.Length));
            }

            return words;
        }
    }

    private sealed class Seen(int place)
    {
        private readonly Dictionary<string, int> forms = [];

        public int Place => place;

        public TermCounts Counts { get; set; }

        // Lower case where it is as frequent: a capital may only begin a sentence.
        public string Shown => forms.OrderByDescending(f => f.Value).ThenByDescending(f => char.IsLower(f.Key[0])).ThenBy(f => f.Key, StringComparer.Ordinal).First().Key;

        public void Note(string form) => forms[form] = forms.GetValueOrDefault(form) + 1;
    }
}
