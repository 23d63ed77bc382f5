using System.CommandLine;
using System.Text;
using FanNews.Body;

namespace FanNews.Web.Verbs;

/// <summary><c>fannews render FILE</c>: a story body in Markdown as the HTML that a reader gets. Needs no newsroom.</summary>
public static class Render
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>The verb.</summary>
    public static Command Verb()
    {
        var file = new Argument<string>("FILE") { Description = "The body in Markdown (docs/markdown.md), UTF-8; - is standard input." };
        file.Validators.Add(CommandLine.RefuseOptions);
        var verb = new Command("render", "Shows a story body as the HTML that a reader gets.") { file };
        verb.SetAction((parsed, ct) => Run(parsed.GetRequiredValue(file), ct));
        return verb;
    }

    private static async Task<int> Run(string file, CancellationToken ct)
    {
        string markdown;
        try
        {
            markdown = await Read(file, ct);
        }
        catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return CommandLine.Fail(trouble is FileNotFoundException or DirectoryNotFoundException
                ? $"There is no file {file}."
                : $"The file {file} can't be read: {trouble.Message}");
        }

        var html = BodyText.Parse(markdown).ToHtml(new BodySetting()).Value;
        await using var output = Console.OpenStandardOutput();
        await output.WriteAsync(Utf8.GetBytes(html.EndsWith('\n') || html.Length == 0 ? html : html + "\n"), ct);
        return 0;
    }

    private static async Task<string> Read(string file, CancellationToken ct)
    {
        if (file != "-")
            return await File.ReadAllTextAsync(file, Utf8, ct);
        using var input = new StreamReader(Console.OpenStandardInput(), Utf8);
        return await input.ReadToEndAsync(ct);
    }
}
