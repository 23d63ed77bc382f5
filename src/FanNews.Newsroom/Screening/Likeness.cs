using System.Numerics;

namespace FanNews.Screening;

/// <summary>Tells texts that are nearly the same by one number (Charikar, Similarity Estimation Techniques from Rounding Algorithms, STOC 2002).</summary>
public static class Likeness
{
    // Short texts are alike by chance: "Thank you!" is no repetition.
    private const int FewestWords = 10;
    private const int MostDifferentBits = 6;

    /// <summary>The number of a text; null for one that is too short to be told by it.</summary>
    public static long? Of(string text)
    {
        var words = WordedText.Of(text).Words;
        if (words.Count < FewestWords)
            return null;
        Span<int> votes = stackalloc int[64];
        for (var i = 0; i < words.Count; i++)
        {
            Vote(votes, Hash(words[i], ""));
            if (i > 0)
                Vote(votes, Hash(words[i - 1], words[i]));
        }

        var number = 0UL;
        for (var bit = 0; bit < 64; bit++)
        {
            if (votes[bit] > 0)
                number |= 1UL << bit;
        }

        return (long)number;
    }

    /// <summary>Whether two numbers are of texts that are nearly the same.</summary>
    public static bool Near(long one, long other) => BitOperations.PopCount((ulong)(one ^ other)) <= MostDifferentBits;

    private static void Vote(Span<int> votes, ulong hash)
    {
        for (var bit = 0; bit < 64; bit++)
            votes[bit] += (hash >> bit & 1) == 1 ? 1 : -1;
    }

    // FNV-1a, then the finishing steps of MurmurHash3, so that every bit depends on every letter.
    private static ulong Hash(string first, string second)
    {
        var hash = 14695981039346656037UL;
        foreach (var c in first)
            hash = (hash ^ c) * 1099511628211UL;
        hash = (hash ^ 1) * 1099511628211UL;
        foreach (var c in second)
            hash = (hash ^ c) * 1099511628211UL;
        hash = (hash ^ hash >> 33) * 0xff51afd7ed558ccdUL;
        hash = (hash ^ hash >> 33) * 0xc4ceb9fe1a85ec53UL;
        return hash ^ hash >> 33;
    }
}
