using System.Text.Json;
using System.Text.Json.Serialization;
using FanNews.Storage.Backups;

namespace FanNews.Onward;

/// <summary>A story that is like another.</summary>
/// <param name="Story">Its number.</param>
/// <param name="Score">How much; only the order means something.</param>
/// <param name="Reason">Why, in a few words for editors, such as <c>shares 'harbour board'</c>.</param>
internal sealed record Relative([property: JsonPropertyName("a")] long Story, [property: JsonPropertyName("s")] double Score, [property: JsonPropertyName("r")] string Reason);

/// <summary>
/// The relatives of one story, best first, as they were found when something changed. Whether readers see one of them now is
/// <see cref="Articles.Visibility"/>'s answer alone. Made from the stories, so it is no part of a backup.
/// </summary>
[NotInBackups]
public sealed class OnwardRow
{
    /// <summary>How many relatives are kept.</summary>
    internal const int Most = 20;

    /// <summary>Number of the story.</summary>
    public long ArticleId { get; init; }

    /// <summary>The relatives, packed.</summary>
    public string Ranked { get; set; } = "[]";

    /// <summary>How often something changed since they were found; null where nothing did. What is due is found anew in the background.</summary>
    public int? Due { get; set; }

    internal static List<Relative> Read(string ranked) => JsonSerializer.Deserialize<List<Relative>>(ranked) ?? [];

    /// <summary>Stores the relatives.</summary>
    /// <returns>Whether readers may see a difference.</returns>
    internal bool Keep(IEnumerable<Relative> relatives)
    {
        var before = Ranked;
        Ranked = JsonSerializer.Serialize(relatives.Take(Most));
        return Ranked != before;
    }
}
