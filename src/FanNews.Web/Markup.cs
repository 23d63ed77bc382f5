using System.Text.Json;
using System.Text.Json.Nodes;
using FanNews.Body;
using Microsoft.AspNetCore.Html;

namespace FanNews.Web;

/// <summary>The one place where the program writes text into a page without encoding it: safe HTML from the newsroom, and JSON-LD.</summary>
public static class Markup
{
    /// <summary>Writes HTML that the newsroom made safe.</summary>
    public static IHtmlContent Of(SafeHtml html) => new HtmlString(html.Value);

    /// <summary>Writes JSON into a script block. The encoder escapes <c>&lt;</c>, <c>&gt;</c> and <c>&amp;</c>, so that the block cannot be closed from within.</summary>
    public static IHtmlContent Of(JsonNode data) => new HtmlString(JsonSerializer.Serialize(data, JsonSerializerOptions.Default));
}
