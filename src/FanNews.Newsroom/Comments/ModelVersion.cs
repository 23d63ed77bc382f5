using System.Globalization;
using FanNews.Screening;

namespace FanNews.Comments;

/// <summary>What a model tells apart.</summary>
public enum ModelKind
{
    /// <summary>Spam from what is approved.</summary>
    Spam,

    /// <summary>What moderators put into the trash from what they approve.</summary>
    Trash,
}

/// <summary>A model as it was learnt once, with what was known of it then.</summary>
public sealed class ModelVersion
{
    /// <summary>Number in the store; the newest of a kind is in use.</summary>
    public long Id { get; init; }

    /// <summary>What it tells apart.</summary>
    public ModelKind Kind { get; init; }

    /// <summary>When it was learnt (UTC).</summary>
    public DateTimeOffset LearntAt { get; init; }

    /// <summary>From how many decisions of the newsroom.</summary>
    public int Decisions { get; init; }

    /// <summary>From how many examples of a file.</summary>
    public int Examples { get; init; }

    /// <summary>The newest decision that it knew; 0 for none.</summary>
    public long LastDecision { get; init; }

    /// <summary>How many refused comments it was measured on.</summary>
    public int Refused { get; init; }

    /// <summary>How many comments that passed it was measured on.</summary>
    public int Passed { get; init; }

    /// <summary>As in <see cref="ModelReport.Precision"/>.</summary>
    public double Precision { get; init; }

    /// <summary>As in <see cref="ModelReport.Recall"/>.</summary>
    public double Recall { get; init; }

    /// <summary>As in <see cref="ModelReport.Auc"/>.</summary>
    public double Auc { get; init; }

    /// <summary>As in <see cref="ModelReport.Threshold"/>.</summary>
    public double Threshold { get; init; }

    /// <summary>As in <see cref="ModelReport.Steps"/>: a line each, probability, caught and wrong separated by blanks.</summary>
    public required string Steps { get; init; }

    /// <summary>The model itself.</summary>
    public required byte[] Bytes { get; init; }

    /// <summary>What it would have done at several thresholds.</summary>
    public IReadOnlyList<ThresholdStep> ThresholdSteps() => ReadSteps(Steps);

    /// <summary>Reads <see cref="Steps"/>.</summary>
    public static IReadOnlyList<ThresholdStep> ReadSteps(string steps) =>
        [.. steps.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' ')).Select(parts => new ThresholdStep(
            double.Parse(parts[0], CultureInfo.InvariantCulture), int.Parse(parts[1], CultureInfo.InvariantCulture), int.Parse(parts[2], CultureInfo.InvariantCulture)))];

    // The same model once more, as the newest.
    internal ModelVersion Again(long lastDecision) => new()
    {
        Kind = Kind,
        LearntAt = LearntAt,
        Decisions = Decisions,
        Examples = Examples,
        LastDecision = lastDecision,
        Refused = Refused,
        Passed = Passed,
        Precision = Precision,
        Recall = Recall,
        Auc = Auc,
        Threshold = Threshold,
        Steps = Steps,
        Bytes = Bytes,
    };

    internal static ModelVersion Of(ModelKind kind, LearntModel learnt, DateTimeOffset at, int decisions, int examples, long last)
    {
        var report = learnt.Report;
        return new()
        {
            Kind = kind,
            LearntAt = at,
            Decisions = decisions,
            Examples = examples,
            LastDecision = last,
            Refused = report.Refused,
            Passed = report.Passed,
            Precision = report.Precision,
            Recall = report.Recall,
            Auc = report.Auc,
            Threshold = report.Threshold,
            Steps = string.Join('\n', report.Steps.Select(s => string.Create(CultureInfo.InvariantCulture, $"{s.Probability:0.####} {s.Caught} {s.Wrong}"))),
            Bytes = learnt.Model.ToBytes(),
        };
    }
}

/// <summary>The examples of the last file that was given to learn from.</summary>
public sealed class ModelExamples
{
    /// <summary>Number in the store.</summary>
    public long Id { get; init; }

    /// <summary>When they came (UTC).</summary>
    public DateTimeOffset AddedAt { get; init; }

    /// <summary>How many.</summary>
    public int Count { get; init; }

    /// <summary>The lines of JSON, packed (Brotli).</summary>
    public required byte[] Bytes { get; init; }
}
