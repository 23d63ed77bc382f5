using System.Globalization;
using System.Reflection;
using FanNews.Articles;

namespace FanNews.Web.Demo;

/// <summary>A story of the demo newsroom as it lies in the program: a few lines that describe it, a blank line, the body.</summary>
internal sealed record DemoStory
{
    private const string Prefix = "FanNews.Web.Demo.stories.";

    private readonly Dictionary<string, string> fields;

    private DemoStory(string slug, Dictionary<string, string> fields, string body)
    {
        this.fields = fields;
        Slug = slug;
        Body = body;
    }

    public string Slug { get; }

    public string Body { get; }

    public string Headline => fields["headline"];

    public ArticleKind Kind => fields.GetValueOrDefault("kind") == "page" ? ArticleKind.Page : ArticleKind.Story;

    public string? Path => fields.GetValueOrDefault("path");

    public string? Section => fields.GetValueOrDefault("section");

    public string? Source => fields.GetValueOrDefault("source");

    public string[] Authors => Names("authors");

    public string[] Tags => Names("tags");

    /// <summary>How long before now it came out.</summary>
    public TimeSpan Ago => Span("ago") ?? TimeSpan.FromDays(30);

    /// <summary>How long before now its second text came out; null for one text.</summary>
    public TimeSpan? Updated => Span("updated");

    /// <summary>File, alternative text, caption and credit of its lead picture.</summary>
    public string[]? Picture => fields.GetValueOrDefault("picture")?.Split(" | ");

    /// <summary>All of them.</summary>
    public static IReadOnlyList<DemoStory> All()
    {
        var program = typeof(DemoStory).Assembly;
        return [.. program.GetManifestResourceNames().Where(n => n.StartsWith(Prefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal).Select(n => Read(program, n))];
    }

    /// <summary>The bytes of a picture.</summary>
    public static byte[] PictureNamed(string name)
    {
        using var stream = typeof(DemoStory).Assembly.GetManifestResourceStream($"FanNews.Web.Demo.pictures.{name}.jpg")!;
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }

    /// <summary>Its text, dated on the day of publication.</summary>
    public ArticleText Text(DateTimeOffset published) => new()
    {
        Headline = Headline,
        Dek = fields.GetValueOrDefault("dek"),
        Dateline = fields.GetValueOrDefault("dateline"),
        Body = Body.Replace("{{day}}", published.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), StringComparison.Ordinal),
    };

    private static DemoStory Read(Assembly program, string name)
    {
        using var reader = new StreamReader(program.GetManifestResourceStream(name)!);
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        while (reader.ReadLine() is { Length: > 0 } line)
        {
            var colon = line.IndexOf(": ", StringComparison.Ordinal);
            fields[line[..colon]] = line[(colon + 2)..];
        }

        return new DemoStory(name[Prefix.Length..^".md".Length], fields, reader.ReadToEnd());
    }

    private string[] Names(string field) => fields.GetValueOrDefault(field)?.Split(", ") ?? [];

    private TimeSpan? Span(string field) => fields.GetValueOrDefault(field)?.Split(':') is [var hours, var minutes]
        ? new TimeSpan(int.Parse(hours, CultureInfo.InvariantCulture), int.Parse(minutes, CultureInfo.InvariantCulture), 0)
        : null;
}
