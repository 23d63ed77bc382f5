using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace FanNews.Bench;

/// <summary>What a round of load came to.</summary>
/// <param name="Rate">Answers in a second.</param>
/// <param name="Cpu">CPU time of this process for an answer, in microseconds; the load comes from another process.</param>
internal sealed record Round(double Rate, double Cpu)
{
    /// <summary>The better of both, figure by figure: what else runs on the machine only makes it worse.</summary>
    public Round Best(Round? other) => other is null ? this : new(Math.Max(Rate, other.Rate), Math.Min(Cpu, other.Cpu));
}

/// <summary>Load from wrk, which costs far less than what it measures.</summary>
internal static partial class Wrk
{
    /// <summary>Loads an address of this process.</summary>
    public static async Task<Round> Load(Uri address, int connections, int seconds, params string[] headers)
    {
        using var self = Process.GetCurrentProcess();
        var before = self.TotalProcessorTime;
        var (answers, rate) = await Run(["-t1", $"-c{connections}", $"-d{seconds}s", .. headers.SelectMany(h => new[] { "-H", h }), address.ToString()]);
        self.Refresh();
        return new(rate, (self.TotalProcessorTime - before).TotalMicroseconds / answers);
    }

    /// <summary>Asks for many addresses of a site in turn.</summary>
    public static async Task<(long Answers, double Rate)> Walk(Uri site, IEnumerable<string> paths, int seconds)
    {
        var script = Path.GetTempFileName();
        await File.WriteAllTextAsync(script, $"local paths = {{ {string.Join(",\n", paths.Select(p => $"\"{p}\""))} }}\nlocal at = 0\nrequest = function() at = at % #paths + 1; return wrk.format(\"GET\", paths[at]) end\n");
        try
        {
            return await Run(["-t1", "-c4", $"-d{seconds}s", "-s", script, site.ToString()]);
        }
        finally
        {
            File.Delete(script);
        }
    }

    private static async Task<(long Answers, double Rate)> Run(string[] args)
    {
        using var wrk = Process.Start(new ProcessStartInfo("wrk", args) { RedirectStandardOutput = true })!;
        var output = await wrk.StandardOutput.ReadToEndAsync();
        await wrk.WaitForExitAsync();
        if (Bad().IsMatch(output) || Answers().Match(output) is not { Success: true } answers)
            throw new InvalidOperationException("wrk: " + output);
        return (long.Parse(answers.Groups[1].Value, CultureInfo.InvariantCulture), double.Parse(Rate().Match(output).Groups[1].Value, CultureInfo.InvariantCulture));
    }

    [GeneratedRegex(@"(\d+) requests in")]
    private static partial Regex Answers();

    [GeneratedRegex(@"Requests/sec:\s+([\d.]+)")]
    private static partial Regex Rate();

    [GeneratedRegex(@"Non-2xx|connect [1-9]")]
    private static partial Regex Bad();
}
