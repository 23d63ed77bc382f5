using System.Diagnostics;
using System.Text.Json;
using FanNews.Tests.Browser;

namespace FanNews.Tests.Pages.Admin;

/// <summary>What the rich editor made of a text.</summary>
/// <param name="Same">Whether it gave the text back as it was.</param>
/// <param name="Anew">The text with every block written anew.</param>
/// <param name="Opaque">How many blocks it keeps as they are, for it could not write them.</param>
/// <param name="Blocks">How many blocks there are.</param>
/// <param name="Broken">Where a change of one block touched another, or could not be taken back.</param>
public sealed record RichAnswer(bool Same, string Anew, int Opaque, int Blocks, IReadOnlyList<string> Broken);

/// <summary>What became of a block that was written, read and written again.</summary>
/// <param name="Text">Its Markdown.</param>
/// <param name="Means">Its words with their marks.</param>
/// <param name="Reads">The words and marks that its Markdown is read as.</param>
/// <param name="Again">The Markdown of what was read.</param>
public sealed record RichReturn(string Text, string Means, string Reads, string Again);

/// <summary>The rich editor's reading and writing, in Node.js.</summary>
internal static class RichText
{
    /// <summary>Where its source is.</summary>
    private static readonly string Folder = Checkout.Path("src", "FanNews.Web", "Browser");

    private static readonly Lazy<Task<string>> Program = new(Bundle);

    /// <summary>Why there are no tests of the rich editor here; null when there are.</summary>
    public static string? Missing { get; } =
        Needs.Program("node") is null ? "Node.js is not installed (apt: nodejs, npm)"
        : !File.Exists(Checkout.Path("wwwroot", "js", "editor.js")) || !File.Exists(Path.Combine(Folder, "node_modules", ".package-lock.json")) ? "the rich editor is not built (npm ci in src/FanNews.Web/Browser, then build)"
        : null;

    /// <summary>Has it read, change and write texts.</summary>
    public static Task<IReadOnlyList<RichAnswer>> Walk(IEnumerable<string> texts) => Ask<RichAnswer>(texts);

    /// <summary>Asks it for an answer to each question; trip.ts says which there are.</summary>
    public static async Task<IReadOnlyList<T>> Ask<T>(IEnumerable<object> questions)
    {
        Assert.Null(Missing);
        var said = await Run("node", [await Program.Value], string.Concat(questions.Select(q => JsonSerializer.Serialize(q, JsonSerializerOptions.Web) + "\n")));
        return [.. said.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonSerializer.Deserialize<T>(line, JsonSerializerOptions.Web)!)];
    }

    private static async Task<string> Bundle()
    {
        await Run("npm", ["run", "--silent", "trip"], "");
        return Path.Combine(Folder, "node_modules", ".trip", "trip.mjs");
    }

    private static async Task<string> Run(string program, string[] arguments, string typed)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { WorkingDirectory = Folder, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true })!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.StandardInput.WriteAsync(typed);
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, await errors);
        return await output;
    }
}

/// <summary>A test that needs the rich editor, which the build makes where Node.js and an npm registry are.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RichFactAttribute : FactAttribute
{
    public RichFactAttribute() => Skip = Needs.SkipFor(RichText.Missing);
}

/// <summary>A test that needs the rich editor and shared data, or one part of it.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RichSharedDataFactAttribute : FactAttribute
{
    /// <param name="part">The file or folder that it needs, relative to the shared data.</param>
    public RichSharedDataFactAttribute(string? part = null) => Skip = Shared.Missing(part) ?? Needs.SkipFor(RichText.Missing);
}

/// <summary>A test that needs the rich editor in a browser.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RichBrowserFactAttribute : FactAttribute
{
    public RichBrowserFactAttribute() => Skip = Needs.SkipFor(RichText.Missing ?? BrowserGround.Missing);
}
