using System.CommandLine;
using System.Globalization;
using System.Xml;

namespace FanNews.Web.Verbs;

/// <summary><c>fannews check urls FILE</c>: what the site answers at addresses that another site had.</summary>
public static class CheckUrls
{
    /// <summary>The verb.</summary>
    public static Command Verb()
    {
        var file = new Argument<string>("FILE") { Description = "Addresses, one a line, or a sitemap; - is standard input. Hosts are left out of account." };
        file.Validators.Add(CommandLine.RefuseOptions);
        var json = CommandLine.JsonOption();
        var verb = new Command("urls", "Asks for every old address and reports 200, 301, 410 or missing.") { file, json };
        verb.SetAction((parsed, ct) => Run(parsed.GetRequiredValue(file), parsed.GetValue(json), ct));
        return verb;
    }

    private static async Task<int> Run(string file, bool json, CancellationToken ct)
    {
        IReadOnlyList<string> asked;
        try
        {
            asked = OldAddresses.Read(file == "-" ? await Console.In.ReadToEndAsync(ct) : await File.ReadAllTextAsync(file, ct));
        }
        catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException or XmlException or FormatException)
        {
            return CommandLine.Fail(trouble is FileNotFoundException or DirectoryNotFoundException ? $"There is no file {file}." : $"The file {file} can't be read: {trouble.Message}");
        }

        if (asked.Count == 0)
            return CommandLine.Fail($"There is no address in {file}.");
        var answers = new List<OldAddress>();
        await using (var site = await SiteInside.Open(ct))
        {
            using var progress = new Progress();
            foreach (var address in asked)
            {
                answers.Add(await OldAddresses.Ask(site.Visit, address, ct));
                progress.Show("Asked", answers.Count, asked.Count);
            }
        }

        var missing = answers.Count(a => a.Status == OldAddresses.Missing);
        if (json)
            CommandLine.PrintJson(new { asked = answers.Count, ok = Count(answers, "200"), moved = Count(answers, "301"), gone = Count(answers, "410"), missing, addresses = answers });
        else
            Print(answers);
        return missing == 0 ? 0 : CommandLine.Fail(string.Create(CultureInfo.InvariantCulture, $"{missing} of {answers.Count} addresses are missing."));
    }

    private static void Print(List<OldAddress> answers)
    {
        foreach (var answer in answers)
            Console.WriteLine($"{answer.Status}\t{answer.Address}{(answer.To is { } to ? " → " + to : "")}");
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"Of {answers.Count} addresses {Count(answers, "200")} are there, {Count(answers, "301")} lead on, {Count(answers, "410")} are withdrawn and {Count(answers, OldAddresses.Missing)} are missing."));
    }

    private static int Count(List<OldAddress> answers, string status) => answers.Count(a => a.Status == status);
}
