namespace FanNews.Screening;

/// <summary>Judging a model by comments that it did not learn from.</summary>
internal static class HeldOut
{
    /// <summary>Into how many parts the examples are cut; each is held out once.</summary>
    public const int Parts = 8;

    /// <summary>The fewest examples of each kind that can be measured on.</summary>
    public const int Fewest = 40;

    /// <summary>The part of each example. The same words are always in the same part, so that nothing is measured on what was learnt by heart.</summary>
    /// <param name="examples">What is cut.</param>
    /// <param name="cut">Which of many ways to cut.</param>
    public static int[] Folds(IReadOnlyList<JudgedWording> examples, int cut)
    {
        var (folds, texts) = (new int[examples.Count], new Dictionary<string, int>(StringComparer.Ordinal));
        Span<int> next = [0, 0];
        // By a fixed shuffle, and each kind in turn, so that all parts are alike.
        var order = Enumerable.Range(0, examples.Count).ToArray();
        new Random(23 + cut).Shuffle(order);
        foreach (var i in order)
        {
            var words = string.Join(' ', WordedText.Of(examples[i].Wording.Text).Words);
            ref var turn = ref next[examples[i].Refused ? 1 : 0];
            if (!texts.TryGetValue(words, out folds[i]))
                texts[words] = folds[i] = turn++ % Parts;
        }

        return folds;
    }

    /// <summary>The logistic curve that turns scores into probabilities (Platt 1999, with the targets and the Newton steps of Lin, Lin and Weng 2007).</summary>
    public static (double Slope, double Offset) Curve(double[] scores, bool[] refused)
    {
        var (yes, no) = (refused.Count(r => r), refused.Count(r => !r));
        var (high, low) = ((yes + 1.0) / (yes + 2), 1.0 / (no + 2));
        var (slope, offset) = (1.0, 0.0);
        for (var round = 0; round < 100; round++)
        {
            double ss = 1e-9, so = 0, oo = 1e-9, gs = 0, go = 0;
            for (var i = 0; i < scores.Length; i++)
            {
                var p = 1 / (1 + Math.Exp(-(slope * scores[i] + offset)));
                var (gap, spread) = (p - (refused[i] ? high : low), Math.Max(1e-12, p * (1 - p)));
                gs += gap * scores[i];
                go += gap;
                ss += spread * scores[i] * scores[i];
                so += spread * scores[i];
                oo += spread;
            }

            var determinant = ss * oo - so * so;
            var (ds, d0) = ((oo * gs - so * go) / determinant, (ss * go - so * gs) / determinant);
            // A step is bounded: far from the goal Newton leaps too far.
            slope -= Math.Clamp(ds, -1, 1);
            offset -= Math.Clamp(d0, -1, 1);
            if (Math.Abs(ds) + Math.Abs(d0) < 1e-7)
                break;
        }

        return (Math.Max(slope, 0.1), offset);
    }
}
