using System.Text.Json;

namespace FanNews.Storage.Backups;

/// <summary>JSON in one order and spacing: PostgreSQL keeps it in an order and spacing of its own.</summary>
internal static class SortedJson
{
    public static void Write(Utf8JsonWriter json, string text)
    {
        using var document = JsonDocument.Parse(text);
        Write(json, document.RootElement);
    }

    private static void Write(Utf8JsonWriter json, JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                json.WriteStartObject();
                foreach (var property in element.EnumerateObject().OrderBy(p => p.Name, StringComparer.Ordinal))
                {
                    json.WritePropertyName(property.Name);
                    Write(json, property.Value);
                }

                json.WriteEndObject();
                break;
            case JsonValueKind.Array:
                json.WriteStartArray();
                foreach (var item in element.EnumerateArray())
                    Write(json, item);
                json.WriteEndArray();
                break;
            default:
                element.WriteTo(json);
                break;
        }
    }
}
