using System.Text.Json;

namespace FanNews.Interchange.WordPress;

/// <summary>A block of WordPress's editor with its attributes and content.</summary>
internal sealed class Block(string name, JsonElement attributes)
{
    /// <summary>Name without <c>core/</c>; with the plug-in's prefix otherwise.</summary>
    public string Name { get; } = name;

    /// <summary>Inner HTML (<see cref="string"/>) and inner blocks (<see cref="Block"/>) in order.</summary>
    public List<object> Content { get; } = [];

    /// <summary>A text attribute; null where it is missing or of another kind.</summary>
    public string? Text(string attribute) =>
        attributes.ValueKind == JsonValueKind.Object && attributes.TryGetProperty(attribute, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString() : null;

    /// <summary>A whole number; 0 where it is missing or of another kind.</summary>
    public long Number(string attribute) =>
        attributes.ValueKind == JsonValueKind.Object && attributes.TryGetProperty(attribute, out var value)
        && value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number) ? number : 0;

    /// <summary>A list of numbers; empty where it is missing.</summary>
    public IEnumerable<long> Numbers(string attribute)
    {
        if (attributes.ValueKind != JsonValueKind.Object || !attributes.TryGetProperty(attribute, out var list) || list.ValueKind != JsonValueKind.Array) yield break;
        foreach (var value in list.EnumerateArray())
        {
            if (value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number)) yield return number;
            else if (value.ValueKind == JsonValueKind.String && long.TryParse(value.GetString(), out number)) yield return number;
        }
    }

    /// <summary>The inner HTML of this block alone, inner blocks left out.</summary>
    public string OwnHtml => string.Concat(Content.OfType<string>());
}

/// <summary>Reads block comments (<c>&lt;!-- wp:name {json} --&gt;</c>) into a tree. Damage is read as WordPress reads it: unclosed blocks end with their parent.</summary>
internal static class BlockTree
{
    /// <summary>Blocks deeper than this are read as part of the block around them.</summary>
    private const int MaxDepth = 60;

    private static readonly JsonDocumentOptions Json = new() { MaxDepth = 32 };

    /// <summary>Whether a text was made by the block editor.</summary>
    public static bool HasBlocks(string content) => content.Contains("<!-- wp:", StringComparison.Ordinal);

    /// <summary>The top of the tree: blocks, and HTML that stands outside of every block as strings.</summary>
    public static List<object> Read(string content)
    {
        var top = new Block("", default);
        var open = new Stack<Block>([top]);
        var at = 0;
        while (Next(content, at) is { } mark)
        {
            if (mark.Start > at) open.Peek().Content.Add(content[at..mark.Start]);
            at = mark.End;
            if (mark.Closes)
            {
                Close(open, mark.Name);
                continue;
            }
            if (open.Count > MaxDepth) continue;
            var block = new Block(mark.Name, Attributes(mark.Json));
            open.Peek().Content.Add(block);
            if (!mark.Empty) open.Push(block);
        }
        if (at < content.Length) open.Peek().Content.Add(content[at..]);
        return top.Content;
    }

    private sealed record Mark(int Start, int End, string Name, string Json, bool Closes, bool Empty);

    private static void Close(Stack<Block> open, string name)
    {
        if (!open.Any(block => block.Name == name)) return;
        while (open.Count > 1 && open.Pop().Name != name)
        {
        }
    }

    private static Mark? Next(string text, int from)
    {
        while (true)
        {
            var start = text.IndexOf("<!--", from, StringComparison.Ordinal);
            if (start < 0) return null;
            var end = text.IndexOf("-->", start + 4, StringComparison.Ordinal);
            if (end < 0) return null;
            if (Parse(text.AsSpan(start + 4, end - start - 4)) is { } mark) return mark with { Start = start, End = end + 3 };
            from = start + 4;
        }
    }

    private static Mark? Parse(ReadOnlySpan<char> inside)
    {
        inside = inside.Trim();
        var closes = inside is ['/', ..];
        if (closes) inside = inside[1..].TrimStart();
        if (!inside.StartsWith("wp:")) return null;
        inside = inside[3..];
        var empty = inside is [.., '/'];
        if (empty) inside = inside[..^1].TrimEnd();
        var length = inside.IndexOfAny(" \t\n\r");
        var name = length < 0 ? inside : inside[..length];
        if (!IsName(name)) return null;
        if (name.StartsWith("core/")) name = name["core/".Length..];
        return new(0, 0, name.ToString(), length < 0 ? "" : inside[length..].Trim().ToString(), closes, empty);
    }

    private static bool IsName(ReadOnlySpan<char> name)
    {
        if (name.Count('/') > 1) return false;
        foreach (var part in name.Split('/'))
        {
            var word = name[part];
            if (word.IsEmpty || !char.IsAsciiLetterLower(word[0])) return false;
            foreach (var c in word)
            {
                if (!(char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '-' or '_')) return false;
            }
        }
        return true;
    }

    private static JsonElement Attributes(string json)
    {
        if (json.Length == 0 || json[0] != '{') return default;
        try
        {
            using var document = JsonDocument.Parse(json, Json);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return default;
        }
    }
}
