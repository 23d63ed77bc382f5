using System.Text.Encodings.Web;
using System.Text.Json;

namespace FanNews.Screening;

/// <summary>One line of a file of comments.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Wording">The comment; null where the line cannot be read.</param>
/// <param name="Refused">Whether its label says <c>spam</c> (true) or <c>ham</c> (false); null without a label.</param>
/// <param name="Trouble">What is wrong with the line; null for nothing.</param>
public sealed record WordingLine(int Number, Wording? Wording, bool? Refused, string? Trouble);

/// <summary>Comments as lines of JSON: <c>{"text","author","url","label":"spam"|"ham"}</c>. Only the text is needed; other names are passed over.</summary>
public static class WordingLines
{
    // Far more than a comment may have; a line without an end must not fill the memory.
    private const int LongestLine = 1 << 20;

    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Reads the lines one at a time; empty ones are passed over, but counted.</summary>
    public static async IAsyncEnumerable<WordingLine> Read(TextReader file, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct = default)
    {
        for (var number = 1; await file.ReadLineAsync(ct) is { } line; number++)
        {
            if (!string.IsNullOrWhiteSpace(line))
                yield return Parse(number, line);
        }
    }

    /// <summary>Writes an example as such a line.</summary>
    public static string Write(JudgedWording example) => JsonSerializer.Serialize(
        new { text = example.Wording.Text, author = example.Wording.Author, url = example.Wording.Url, label = example.Refused ? "spam" : "ham" }, Plain);

    private static WordingLine Parse(int number, string line)
    {
        if (line.Length > LongestLine)
            return Wrong(number, "it is longer than a comment can be");
        try
        {
            using var json = JsonDocument.Parse(line.TrimStart('\uFEFF'));
            var root = json.RootElement;
            if (root.ValueKind != JsonValueKind.Object)
                return Wrong(number, "it is no JSON object");
            if (!root.TryGetProperty("text", out var text) || text.ValueKind != JsonValueKind.String)
                return Wrong(number, "it has no \"text\"");
            if (!TryText(root, "author", out var author) || !TryText(root, "url", out var url))
                return Wrong(number, "\"author\" and \"url\" must be text");
            if (!TryText(root, "label", out var label) || label is not (null or "spam" or "ham"))
                return Wrong(number, "\"label\" must be \"spam\" or \"ham\"");
            return new(number, new Wording(text.GetString()!, author, url), label is null ? null : label == "spam", null);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // InvalidOperationException: text with half a surrogate pair.
            return Wrong(number, "it is no JSON");
        }
    }

    private static bool TryText(JsonElement root, string name, out string? text)
    {
        text = null;
        if (!root.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null)
            return true;
        if (value.ValueKind != JsonValueKind.String)
            return false;
        text = value.GetString();
        return true;
    }

    private static WordingLine Wrong(int number, string trouble) => new(number, null, null, trouble);
}
