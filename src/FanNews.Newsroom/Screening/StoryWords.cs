namespace FanNews.Screening;

/// <summary>The words of a story, for what is only copied from it. Of them only numbers are kept, by which three words in a row are found again.</summary>
public sealed class StoryWords(string text)
{
    // Of so many words at least four fifths must stand in the story for a comment to be a piece of it.
    private const int FewestWords = 20;

    private readonly Lazy<HashSet<int>> pieces = new(() => [.. Triples(WordedText.Whole(text).Words)]);

    /// <summary>The story as it is written.</summary>
    public string Text => text;

    /// <summary>Whether a text is a piece of the story.</summary>
    public bool Has(string piece)
    {
        var words = WordedText.Whole(piece).Words;
        if (words.Count < FewestWords)
            return false;
        var found = Triples(words).Select(pieces.Value.Contains).ToList();
        return found.Count(f => f) * 5 >= found.Count * 4;
    }

    private static IEnumerable<int> Triples(List<string> words)
    {
        for (var i = 2; i < words.Count; i++)
            yield return HashCode.Combine(words[i - 2], words[i - 1], words[i]);
    }
}
