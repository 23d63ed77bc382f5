namespace FanNews.Screening;

/// <summary>What a model would have done with held-out comments from a probability on.</summary>
/// <param name="Probability">The threshold.</param>
/// <param name="Caught">Refused comments at or above it.</param>
/// <param name="Wrong">Comments at or above it that had passed.</param>
public sealed record ThresholdStep(double Probability, int Caught, int Wrong);

/// <summary>How well a model did on comments that it had not learnt from.</summary>
public sealed record ModelReport
{
    /// <summary>How much of what is refused by itself must deserve it, before the newsroom chooses otherwise.</summary>
    public const double SafePrecision = 0.995;

    // However well a small sample looks: below this nothing is refused by itself.
    private const double LowestThreshold = 0.88;

    private static readonly double[] Levels = [0.3, 0.5, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99];

    /// <summary>How many refused comments it was measured on.</summary>
    public int Refused { get; init; }

    /// <summary>How many comments that passed it was measured on.</summary>
    public int Passed { get; init; }

    /// <summary>Of those that it called likelier refused than not, the share that was; 0 to 1.</summary>
    public double Precision { get; init; }

    /// <summary>Of the refused, the share that it called so; 0 to 1.</summary>
    public double Recall { get; init; }

    /// <summary>The harmonic mean of both.</summary>
    public double F1 { get; init; }

    /// <summary>The chance that it finds a refused comment likelier refused than one that passed (area under the ROC curve).</summary>
    public double Auc { get; init; }

    /// <summary>The lowest probability from which on <see cref="SafePrecision"/> held; the default for deciding by itself.</summary>
    public double Threshold { get; init; }

    /// <summary>Precision from the threshold on.</summary>
    public double ThresholdPrecision { get; init; }

    /// <summary>The share of the refused that the threshold catches.</summary>
    public double ThresholdRecall { get; init; }

    /// <summary>What several thresholds would have done, the lowest first.</summary>
    public IReadOnlyList<ThresholdStep> Steps { get; init; } = [];

    /// <summary>Sums up probabilities that were given to held-out comments.</summary>
    public static ModelReport Of(double[] probabilities, bool[] refused)
    {
        var order = Enumerable.Range(0, probabilities.Length).OrderByDescending(i => probabilities[i]).ThenBy(i => i).ToArray();
        var (yes, no) = (refused.Count(r => r), refused.Count(r => !r));
        var report = new ModelReport { Refused = yes, Passed = no, Threshold = 1, ThresholdPrecision = 1 };
        double right = 0, wrong = 0, area = 0, safeRight = 0, safeWrong = 0, halfRight = 0, halfWrong = 0, threshold = 1;
        for (var at = 0; at < order.Length;)
        {
            // Equal probabilities cannot be told apart.
            var (level, before) = (probabilities[order[at]], right);
            var passed = 0;
            for (; at < order.Length && probabilities[order[at]] == level; at++)
            {
                if (refused[order[at]])
                    right++;
                else
                    passed++;
            }

            wrong += passed;
            area += passed * (before + right) / 2;
            if (level >= 0.5)
                (halfRight, halfWrong) = (right, wrong);
            if (level >= LowestThreshold && right / (right + wrong) >= SafePrecision)
                (safeRight, safeWrong, threshold) = (right, wrong, level);
        }

        return report with
        {
            Precision = Share(halfRight, halfRight + halfWrong),
            Recall = Share(halfRight, yes),
            F1 = Share(2 * halfRight, halfRight + halfWrong + yes),
            Auc = Share(area, (double)yes * no),
            Threshold = threshold,
            ThresholdPrecision = safeRight + safeWrong > 0 ? safeRight / (safeRight + safeWrong) : 1,
            ThresholdRecall = Share(safeRight, yes),
            Steps = [.. Levels.Append(threshold).Distinct().Order().Select(level => new ThresholdStep(
                level,
                order.Count(i => refused[i] && probabilities[i] >= level),
                order.Count(i => !refused[i] && probabilities[i] >= level)))],
        };
    }

    private static double Share(double part, double whole) => whole > 0 ? part / whole : 0;
}
