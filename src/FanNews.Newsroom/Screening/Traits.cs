namespace FanNews.Screening;

/// <summary>One thing that the model knows a comment by.</summary>
/// <param name="Index">Its place in the model.</param>
/// <param name="Value">How strongly it is there.</param>
/// <param name="Source">The word, as a number in <see cref="Traits.Sources"/>, in which it was seen.</param>
internal readonly record struct Trait(int Index, float Value, int Source);

/// <summary>A comment as the model sees it: hashed words, pairs of words, pieces of words, and its shape.</summary>
internal sealed class Traits
{
    /// <summary>Places in a model; hashes fall into them.</summary>
    public const int Places = 1 << Bits;

    private const int Bits = 20;
    private const float ShapeWeight = 0.35f;

    private readonly List<Trait> found = new(256);
    private readonly HashSet<int> seen = new(256);

    /// <summary>The traits, each place once.</summary>
    public IReadOnlyList<Trait> All => found;

    /// <summary>What a person would call the sources of the traits.</summary>
    public List<string> Sources { get; } = [];

    /// <summary>Reads the traits of a comment.</summary>
    public static Traits Of(Wording wording)
    {
        var traits = new Traits();
        var text = WordedText.Of(wording.Text);
        traits.AddWords(text.Words);
        traits.AddPieces(text.Words);
        traits.AddLinks(text.Links, wording.Url);
        traits.AddAuthor(wording.Author);
        traits.AddShape(text);
        return traits;
    }

    private void AddWords(List<string> words)
    {
        var start = found.Count;
        for (var i = 0; i < words.Count; i++)
        {
            var (word, source) = (words[i], Source(words[i] == WordedText.LinkWord ? "a link" : words[i]));
            Add(Hash('w', word), source);
            if (PlainWords.Unleet(word) is { } meant)
                Add(Hash('w', meant), source);
            if (i > 0)
                Add(Hash('b', words[i - 1], word), Source($"{words[i - 1]} {word}"));
            if (i > 1)
                Add(Hash('t', words[i - 2], words[i - 1], word), Source($"{words[i - 2]} {words[i - 1]} {word}"));
        }

        if (words.Count > 0)
            Add(Hash('f', words[0]), Source(words[0]));
        Scale(start, 1f);
    }

    private void AddPieces(List<string> words)
    {
        var start = found.Count;
        Span<char> padded = stackalloc char[64];
        foreach (var word in words)
        {
            if (word == WordedText.LinkWord)
                continue;
            var source = Source(word);
            padded[0] = ' ';
            word.CopyTo(padded[1..]);
            padded[word.Length + 1] = ' ';
            var whole = padded[..(word.Length + 2)];
            for (var length = 3; length <= 5; length++)
            {
                for (var i = 0; i + length <= whole.Length; i++)
                    Add(Hash('c', whole.Slice(i, length)), source);
            }
        }

        Scale(start, 1f);
    }

    private void AddLinks(List<string> links, string? site)
    {
        var start = found.Count;
        foreach (var link in links.Take(20))
            AddLink('l', link);
        if (!string.IsNullOrWhiteSpace(site))
        {
            Add(Hash('s', "site"), Source("the sender's site"));
            AddLink('u', PlainWords.Fold(site));
        }

        Scale(start, 1f);
    }

    private void AddLink(char kind, string link)
    {
        var rest = link.AsSpan();
        if (rest.IndexOf("://") is var scheme and >= 0)
            rest = rest[(scheme + 3)..];
        var host = rest[..(rest.IndexOfAny('/', '?', '#') is var end and >= 0 ? end : rest.Length)];
        var source = Source(host.ToString());
        Add(Hash(kind, host), source);
        if (host.LastIndexOf('.') is var dot and >= 0)
            Add(Hash(kind, host[dot..]), source);
        foreach (var part in host.SplitAny('.', '-'))
            Add(Hash('h', host[part]), source);
        var path = rest[host.Length..];
        var parts = 0;
        foreach (var part in path.SplitAny('/', '?', '&', '=', '-', '_', '#', '.'))
        {
            if (path[part].Length is > 1 and < 25 && parts++ < 12)
                Add(Hash('p', path[part]), source);
        }
    }

    private void AddAuthor(string? author)
    {
        if (string.IsNullOrWhiteSpace(author))
            return;
        var start = found.Count;
        foreach (var word in WordedText.Of(author).Words.Take(12))
            Add(Hash('a', word), Source(word));
        Scale(start, 0.5f);
    }

    private void AddShape(WordedText text)
    {
        foreach (var (name, words) in Shape.Of(text))
        {
            var index = Hash('z', name);
            if (seen.Add(index))
                found.Add(new(index, ShapeWeight, Source(words)));
        }
    }

    private void Add(int index, int source)
    {
        if (seen.Add(index))
            found.Add(new(index, 1f, source));
    }

    // Every kind of trait has the same length in all comments, so that long ones do not outweigh short ones.
    private void Scale(int start, float length)
    {
        var value = length / MathF.Sqrt(Math.Max(1, found.Count - start));
        for (var i = start; i < found.Count; i++)
            found[i] = found[i] with { Value = value };
    }

    private int Source(string words)
    {
        Sources.Add(words);
        return Sources.Count - 1;
    }

    // FNV-1a over UTF-16, finished by a multiplication that spreads it over the upper bits.
    private static int Hash(char kind, ReadOnlySpan<char> first, ReadOnlySpan<char> second = default, ReadOnlySpan<char> third = default)
    {
        var hash = Mix(Mix(14695981039346656037UL, kind), 0);
        foreach (var c in first)
            hash = Mix(hash, c);
        hash = Mix(hash, 1);
        foreach (var c in second)
            hash = Mix(hash, c);
        hash = Mix(hash, 1);
        foreach (var c in third)
            hash = Mix(hash, c);
        return (int)(hash * 0x9E3779B97F4A7C15UL >> (64 - Bits));
    }

    private static ulong Mix(ulong hash, uint value) => (hash ^ value) * 1099511628211UL;
}
