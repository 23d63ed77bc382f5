namespace FanNews.Screening;

/// <summary>The comments that a model starts from before the newsroom has decided anything; written for FanNews, in several languages.</summary>
public static class SeedComments
{
    // A newsroom's own decisions count for more than what we imagined.
    private const double Weight = 0.3;

    private static readonly Lazy<IReadOnlyList<JudgedWording>> Read = new(() =>
    {
        using var file = typeof(SeedComments).Assembly.GetManifestResourceStream("FanNews.Screening.seed.txt")!;
        using var lines = new StreamReader(file);
        return [.. Lines(lines).Where(l => l.Length > 2 && l[0] is '+' or '-').Select(Parse)];
    });

    /// <summary>All of them.</summary>
    public static IReadOnlyList<JudgedWording> All => Read.Value;

    private static JudgedWording Parse(string line)
    {
        var parts = line[2..].Split(" ~~ ");
        return new(new Wording(parts[0], parts.ElementAtOrDefault(1), parts.ElementAtOrDefault(2)), line[0] == '-', Weight);
    }

    private static IEnumerable<string> Lines(StreamReader file)
    {
        while (file.ReadLine() is { } line)
            yield return line;
    }
}
