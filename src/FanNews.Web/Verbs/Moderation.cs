using System.CommandLine;
using System.Globalization;
using System.Text;
using FanNews.Comments;
using FanNews.Screening;
using FanNews.Storage;

namespace FanNews.Web.Verbs;

/// <summary><c>fannews moderation train FILE</c> and <c>moderation score FILE</c>: the model of spam from the command line.</summary>
public static class Moderation
{
    private const string Lines = "Lines of JSON, each {\"text\", \"author\", \"url\", \"label\"}; - is standard input.";

    /// <summary>The verb.</summary>
    public static Command Verb() => new("moderation", "Teaches the model of spam, and asks it.") { TrainVerb(), ScoreVerb() };

    private static Argument<string> File()
    {
        var file = new Argument<string>("FILE") { Description = Lines };
        file.Validators.Add(CommandLine.RefuseOptions);
        return file;
    }

    private static Command TrainVerb()
    {
        var (file, json) = (File(), CommandLine.JsonOption());
        var verb = new Command("train", "Learns the model of spam from a file of comments with labels (spam or ham) together with the newsroom's own decisions, and puts it to use.") { file, json };
        verb.SetAction((parsed, ct) => Train(parsed.GetRequiredValue(file), parsed.GetValue(json), ct));
        return verb;
    }

    private static Command ScoreVerb()
    {
        var file = File();
        var verb = new Command("score", "Says of each comment of a file how likely it is spam, and by which words: a line of JSON for each.") { file };
        verb.SetAction((parsed, ct) => Score(parsed.GetRequiredValue(file), ct));
        return verb;
    }

    private static async Task<int> Train(string path, bool json, CancellationToken ct)
    {
        var examples = new List<JudgedWording>();
        try
        {
            using var file = Open(path);
            await foreach (var line in WordingLines.Read(file, ct))
            {
                if ((line.Trouble ?? (line.Refused is null ? "it has no \"label\"" : null)) is { } trouble)
                    return CommandLine.Fail($"Line {line.Number} cannot be used: {trouble}. Nothing was learnt.");
                if (examples.Count == TeachModel.MostExamples)
                    return CommandLine.Fail($"The file has more than {TeachModel.MostExamples} comments. Nothing was learnt.");
                examples.Add(new(line.Wording!, line.Refused!.Value));
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return CommandLine.Fail($"{path} cannot be read: {e.Message}");
        }

        if (!examples.Any(e => e.Refused) || examples.All(e => e.Refused))
            return CommandLine.Fail("There must be comments of both kinds, spam and ham. Nothing was learnt.");
        using var store = await CommandLine.OpenStore(ct);
        var (version, report) = await new TeachModel(store, TimeProvider.System).FromFile(examples, Actor.Command("moderation train"), ct);
        if (json)
            CommandLine.PrintJson(new
            {
                version = version.Id,
                examples = version.Examples,
                decisions = version.Decisions,
                precision = Short(report.Precision),
                recall = Short(report.Recall),
                f1 = Short(report.F1),
                auc = Short(report.Auc),
                threshold = Short(report.Threshold),
                thresholdPrecision = Short(report.ThresholdPrecision),
                thresholdRecall = Short(report.ThresholdRecall),
            });
        else
            Print(version, report);
        return 0;
    }

    private static void Print(ModelVersion version, ModelReport report)
    {
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Version {version.Id}, learnt from {version.Examples} examples and {version.Decisions} decisions of this newsroom."));
        Console.WriteLine("On comments that were held out in turn:");
        foreach (var (name, value) in new[]
        {
            ("precision", report.Precision), ("recall", report.Recall), ("F1", report.F1), ("AUC", report.Auc), ("threshold", report.Threshold),
            ("  precision there", report.ThresholdPrecision), ("  recall there", report.ThresholdRecall),
        })
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-18} {value:0.0000}"));
    }

    private static async Task<int> Score(string path, CancellationToken ct)
    {
        using var store = await CommandLine.OpenStore(ct);
        var model = (await store.Read(db => new PresentModels().Find(db, ct), ct))[ModelKind.Spam].Model;
        var wrong = 0;
        try
        {
            using var file = Open(path);
            await foreach (var line in WordingLines.Read(file, ct))
            {
                if (line.Wording is null)
                {
                    wrong++;
                    await Console.Error.WriteLineAsync($"Line {line.Number} cannot be read: {line.Trouble}.");
                    // A line all the same, so that the answers stay beside the questions.
                    CommandLine.PrintJson(new { line = line.Number, error = line.Trouble });
                    continue;
                }

                var judged = model.Judge(line.Wording);
                CommandLine.PrintJson(new { spam = Short(judged.Probability), because = judged.Words.Select(w => w.Word) });
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return CommandLine.Fail($"{path} cannot be read: {e.Message}");
        }

        return wrong == 0 ? 0 : CommandLine.Failed;
    }

    private static TextReader Open(string path) => path == "-" ? Console.In : new StreamReader(path, Encoding.UTF8);

    private static double Short(double value) => Math.Round(value, 4);
}
