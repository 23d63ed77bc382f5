namespace FanNews.Interchange.WordPress;

/// <summary>Counts what a conversion could not carry, by kind and name.</summary>
public sealed class Losses
{
    private readonly SortedDictionary<string, int> _counts = new(StringComparer.Ordinal);

    /// <summary>How often each thing occurred, in the order of their names.</summary>
    public IReadOnlyDictionary<string, int> Counts => _counts;

    /// <summary>Notes one more of <paramref name="what"/>, such as <c>block jetpack/map</c>.</summary>
    public void Add(string what) => _counts[what] = _counts.GetValueOrDefault(what) + 1;

    /// <summary>Adds the counts of another.</summary>
    public void Add(Losses other)
    {
        foreach (var (what, count) in other._counts) _counts[what] = _counts.GetValueOrDefault(what) + count;
    }
}
