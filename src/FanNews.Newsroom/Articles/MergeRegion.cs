using DiffPlex;
using DiffPlex.Model;

namespace FanNews.Articles;

/// <summary>Some pieces of a text, from one number up to another that is not among them.</summary>
internal readonly record struct Span(int From, int To)
{
    public int Count => To - From;
}

/// <summary>A part of three texts that belongs together: one piece that nobody changed, or a place that one or both changed.</summary>
internal readonly record struct MergeRegion(Span Base, Span Mine, Span Theirs, bool MineChanged, bool TheirsChanged)
{
    /// <summary>All parts, in order; together they are the three texts.</summary>
    /// <param name="b">The pieces of what both started from.</param>
    /// <param name="m">One's pieces.</param>
    /// <param name="t">The other's pieces.</param>
    /// <param name="parted">Whether the base's pieces from one number to another keep changes before and behind them apart.</param>
    public static IEnumerable<MergeRegion> All(IReadOnlyList<string> b, IReadOnlyList<string> m, IReadOnlyList<string> t, Func<int, int, bool> parted)
    {
        var hunks = Hunks(b, m, mine: true).Concat(Hunks(b, t, mine: false)).OrderBy(h => h.From).ThenBy(h => h.To).ToList();
        var (at, inMine, inTheirs) = (0, 0, 0);
        for (var i = 0; i < hunks.Count;)
        {
            var first = i;
            var (from, to) = (hunks[i].From, hunks[i].To);
            for (i++; i < hunks.Count && !(Apart(from, to, hunks[i]) && parted(to, hunks[i].From)); i++)
                to = Math.Max(to, hunks[i].To);
            for (; at < from; at++)
                yield return new(new(at, at + 1), new(inMine, ++inMine), new(inTheirs, ++inTheirs), MineChanged: false, TheirsChanged: false);
            var those = hunks[first..i];
            var (mine, theirs) = (inMine + to - from + those.Sum(h => h.Mine ? h.Growth : 0), inTheirs + to - from + those.Sum(h => h.Mine ? 0 : h.Growth));
            yield return new(new(from, to), new(inMine, mine), new(inTheirs, theirs), those.Exists(h => h.Mine), those.Exists(h => !h.Mine));
            (at, inMine, inTheirs) = (to, mine, theirs);
        }

        for (; at < b.Count; at++)
            yield return new(new(at, at + 1), new(inMine, ++inMine), new(inTheirs, ++inTheirs), MineChanged: false, TheirsChanged: false);
    }

    // Two that put something in at the same place do not lie apart: nobody knows which comes first.
    private static bool Apart(int from, int to, Hunk next) => next.From >= to && !(from == to && next.From == to && next.To == to);

    private static IEnumerable<Hunk> Hunks(IReadOnlyList<string> b, IReadOnlyList<string> side, bool mine) =>
        Differ.Instance.CreateDiffs(Given.Older, Given.Newer, ignoreWhiteSpace: false, ignoreCase: false, new Given(b, side)).DiffBlocks
            .Select((DiffBlock d) => new Hunk(d.DeleteStartA, d.DeleteStartA + d.DeleteCountA, d.InsertCountB - d.DeleteCountA, mine));

    private readonly record struct Hunk(int From, int To, int Growth, bool Mine);

    // DiffPlex cuts texts by itself; these are cut already.
    private sealed class Given(IReadOnlyList<string> older, IReadOnlyList<string> newer) : IChunker
    {
        public const string Older = "older", Newer = "newer";

        public IReadOnlyList<string> Chunk(string text) => text == Older ? older : newer;
    }
}
