using System.Text.Json;

namespace FanNews.Interchange.WordPress;

/// <summary>A text of WordPress in the Markdown of the house.</summary>
/// <param name="Body">The body (docs/markdown.md).</param>
/// <param name="Dateline">The place it opened with, which the body then lacks; null for none.</param>
/// <param name="Losses">What could not be carried.</param>
public sealed record ConvertedText(string Body, string? Dateline, Losses Losses);

/// <summary>Converts the text of an item: block editor or classic editor, short codes, pictures, links, footnotes.</summary>
public sealed class StoryText(OldSite site, Uploads uploads, Func<long, string?> reusable)
{
    /// <summary>Converts one item's text. Never throws on any text.</summary>
    public ConvertedText Convert(WxrItem item)
    {
        var losses = new Losses();
        var blocks = BlockTree.HasBlocks(item.Content);
        var html = blocks ? new BlockHtml(uploads, reusable, losses).Write(item.Content) : item.Content;
        html = new Shortcodes(uploads, item.Id, losses).Expand(html);
        var from = Uri.TryCreate(item.Link, UriKind.Absolute, out var link) ? link : null;
        var markdown = HtmlToMarkdown.Convert(html, new HtmlReading
        {
            Lines = !blocks,
            Link = href => site.Link(href, from),
            Picture = site.Picture,
            Footnotes = Footnotes(item.MetaValue("footnotes")),
            Dropped = losses.Add,
        });
        var (dateline, body) = Dateline.Split(markdown);
        return new(body, dateline, losses);
    }

    private static Dictionary<string, string> Footnotes(string? json)
    {
        Dictionary<string, string> notes = [];
        if (json is null) return notes;
        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = 8 });
            if (document.RootElement.ValueKind != JsonValueKind.Array) return notes;
            foreach (var note in document.RootElement.EnumerateArray())
            {
                if (note.ValueKind == JsonValueKind.Object && note.TryGetProperty("id", out var id) && id.ValueKind == JsonValueKind.String
                    && note.TryGetProperty("content", out var content) && content.ValueKind == JsonValueKind.String)
                    notes[id.GetString()!] = content.GetString()!;
            }
        }
        catch (JsonException)
        {
            // A broken list of notes leaves their marks in the text as plain numbers.
            notes.Clear();
        }
        return notes;
    }
}
