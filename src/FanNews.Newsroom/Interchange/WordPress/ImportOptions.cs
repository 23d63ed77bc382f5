namespace FanNews.Interchange.WordPress;

/// <summary>What the person at the command line asked for.</summary>
public sealed record ImportOptions
{
    /// <summary>A copy of <c>wp-content/uploads</c>; null for none.</summary>
    public string? Media { get; init; }

    /// <summary>Slugs of categories that name the source of a report and no section.</summary>
    public IReadOnlyList<string> SourceCategories { get; init; } = [];

    /// <summary>Whether to count and store nothing.</summary>
    public bool DryRun { get; init; }

    /// <summary>Takes a line of JSON for each thing that was not carried; null for none.</summary>
    public TextWriter? Report { get; init; }
}

/// <summary>How far an import is.</summary>
/// <param name="Phase">What it does, in words.</param>
/// <param name="Done">How many are done.</param>
/// <param name="Total">Of how many; 0 where that is not known.</param>
public sealed record ImportProgress(string Phase, int Done, int Total);
