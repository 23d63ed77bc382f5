using FanNews.Search;

namespace FanNews.Onward;

/// <summary>How much two stories are alike. What was tried is in docs/onward.md.</summary>
internal static class Kinship
{
    // BM25 on both sides, so that it is the same from either story; chosen on the Cranfield questions of odd number.
    private const double Headline = 4, Dek = 2, K1 = 4, B = 0.75;

    // A shared tag counts like a word of both headlines.
    private const double TagWeight = 6;

    // What came out later, or not long before, counts up to a fifth more. Not by today: a list that is stored must not age.
    private const double Later = 0.2, LaterHalf = 365;

    private const double SameHeadline = 0.6, LikeBody = 0.3, SameBody = 0.6;

    private static readonly Language Plain = Language.Of("");

    private const int FewTerms = 4, FewWords = 20;

    /// <summary>How often a word stands in a story, as one number.</summary>
    /// <param name="counts">Where it stands.</param>
    /// <param name="norm">The length of the body against the average; see <see cref="Norm"/>.</param>
    public static double Weight(TermCounts counts, double norm)
    {
        var count = (counts.Body / norm) + (Headline * counts.Headline) + (Dek * counts.Dek);
        return count * (K1 + 1) / (count + K1);
    }

    /// <summary>By what a body's counts are divided.</summary>
    public static double Norm(int length, double average) => 1 - B + (B * length / average);

    /// <summary>How much a word tells that <paramref name="holding"/> of <paramref name="all"/> stories have.</summary>
    public static double Rarity(double all, double holding) => Math.Log(1 + ((Math.Max(0, all - holding) + 0.5) / (holding + 0.5)));

    /// <summary>What sharing a tag, or a series, adds.</summary>
    public static double Shared(double all, double holding) => TagWeight * Rarity(all, holding);

    /// <summary>By how much more a story counts that came out at <paramref name="to"/> for readers of one of <paramref name="from"/>.</summary>
    public static double Recency(DateTimeOffset from, DateTimeOffset to) => 1 + (Later * (to >= from ? 1 : Math.Pow(2, -(from - to).TotalDays / LaterHalf)));

    /// <summary>Whether two headlines report the same event in nearly the same words.</summary>
    public static bool IsTwin(string one, string other)
    {
        var (mine, theirs) = (Words(one), Words(other));
        var both = mine.Count(theirs.Contains);
        var all = mine.Count + theirs.Count - both;
        return all >= FewTerms && both >= SameHeadline * all;

        static HashSet<string> Words(string headline) => [.. WordReader.Read(headline, Plain).Select(w => w.Folded)];
    }

    /// <summary>Whether both report the same event in nearly the same words.</summary>
    public static bool IsTwin(ReadOnlySpan<byte> one, ReadOnlySpan<byte> other)
    {
        var (headlines, bothHeadlines, bodies, bothBodies) = (0, 0, 0, 0);
        var (i, j) = (0, 0);
        while (i < TermVector.Count(one) || j < TermVector.Count(other))
        {
            var mine = i < TermVector.Count(one) ? TermVector.At(one, i) : (uint.MaxValue, default);
            var theirs = j < TermVector.Count(other) ? TermVector.At(other, j) : (uint.MaxValue, default);
            var (inMine, inTheirs) = (i < TermVector.Count(one) && (j >= TermVector.Count(other) || mine.Hash <= theirs.Hash), j < TermVector.Count(other) && (i >= TermVector.Count(one) || theirs.Hash <= mine.Hash));
            var (a, b) = (inMine ? mine.Counts : default, inTheirs ? theirs.Counts : default);
            headlines += a.Headline > 0 || b.Headline > 0 ? 1 : 0;
            bothHeadlines += a.Headline > 0 && b.Headline > 0 ? 1 : 0;
            bodies += a.Body > 0 || b.Body > 0 ? 1 : 0;
            bothBodies += a.Body > 0 && b.Body > 0 ? 1 : 0;
            i += inMine ? 1 : 0;
            j += inTheirs ? 1 : 0;
        }

        return (headlines >= FewTerms && bothHeadlines >= SameHeadline * headlines && bothBodies >= LikeBody * bodies) || (bodies >= FewWords && bothBodies >= SameBody * bodies);
    }
}
