using System.Globalization;
using FanNews.Articles;

namespace FanNews.Web.Demo;

/// <summary>How far the demo newsroom has taken one of its stories.</summary>
internal enum DemoState
{
    /// <summary>Before readers.</summary>
    Published,

    /// <summary>Comes out at a time to come.</summary>
    Scheduled,

    /// <summary>Cleared, and held by an embargo.</summary>
    Embargoed,

    /// <summary>Being written.</summary>
    Draft,

    /// <summary>Waits for an editor.</summary>
    Review,

    /// <summary>Was out, and withdrawn for good.</summary>
    Killed,

    /// <summary>Was out, and taken down without a word.</summary>
    Unpublished,
}

/// <summary>A story of the demo newsroom as it lies in the program: a few lines that describe it, a blank line, the body.</summary>
internal sealed record DemoStory
{
    private const string Prefix = "FanNews.Web.Demo.stories.";

    private readonly Dictionary<string, string> fields;

    private DemoStory(string name, Dictionary<string, string> fields, string body)
    {
        this.fields = fields;
        Name = name;
        Body = body;
    }

    /// <summary>The name of its file, by which comments find it.</summary>
    public string Name { get; }

    public string Body { get; }

    public string Headline => fields["headline"];

    public ArticleKind Kind => fields.GetValueOrDefault("kind") == "page" ? ArticleKind.Page : ArticleKind.Story;

    public DemoState State => Enum.Parse<DemoState>(fields.GetValueOrDefault("state", nameof(DemoState.Published)), ignoreCase: true);

    /// <summary>The address of a page.</summary>
    public string? Path => fields.GetValueOrDefault("path");

    public string? Section => fields.GetValueOrDefault("section");

    public string? Source => fields.GetValueOrDefault("source");

    public string? Series => fields.GetValueOrDefault("series");

    public int? Part => fields.GetValueOrDefault("part") is { } part ? int.Parse(part, CultureInfo.InvariantCulture) : null;

    /// <summary>Why it was killed.</summary>
    public string? Reason => fields.GetValueOrDefault("reason");

    public string[] Authors => Several("authors");

    public string[] Tags => Several("tags");

    /// <summary>How long before now it came out, or was written where it did not.</summary>
    public TimeSpan Ago => Span("ago") ?? TimeSpan.FromDays(30);

    /// <summary>How long from now it comes out, or its embargo ends.</summary>
    public TimeSpan In => Span("in") ?? TimeSpan.Zero;

    /// <summary>How long before now its second text came out, which has one paragraph more than the first; null for one text.</summary>
    public TimeSpan? Updated => Span("updated");

    /// <summary>How long before now it was killed or taken down.</summary>
    public TimeSpan Taken => Span("taken") ?? TimeSpan.Zero;

    /// <summary>File, alternative text, caption and credit of its lead picture.</summary>
    public string[]? Picture => fields.GetValueOrDefault("picture")?.Split(" | ");

    /// <summary>All of them.</summary>
    public static IReadOnlyList<DemoStory> All() =>
        [.. Names(Prefix).Select(name => Read(name[Prefix.Length..^".md".Length], Text(name)))];

    /// <summary>The names of the program's embedded files that begin so, in order.</summary>
    public static IEnumerable<string> Names(string prefix) =>
        typeof(DemoStory).Assembly.GetManifestResourceNames().Where(n => n.StartsWith(prefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal);

    /// <summary>An embedded text.</summary>
    public static string Text(string name)
    {
        using var reader = new StreamReader(typeof(DemoStory).Assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
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
    /// <param name="published">When it came out, in the site's zone.</param>
    public ArticleText Told(DateTimeOffset published) => new()
    {
        Headline = Headline,
        Dek = fields.GetValueOrDefault("dek"),
        Dateline = fields.GetValueOrDefault("dateline"),
        Excerpt = fields.GetValueOrDefault("excerpt"),
        Body = Body.Replace("{{day}}", published.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), StringComparison.Ordinal)
            .Replace("{{weekday}}", published.ToString("dddd", CultureInfo.InvariantCulture), StringComparison.Ordinal),
    };

    /// <summary>The text before its update: without the last paragraph.</summary>
    /// <inheritdoc cref="Told" path="/param" />
    public ArticleText ToldFirst(DateTimeOffset published)
    {
        var told = Told(published);
        return told with { Body = told.Body[..told.Body.TrimEnd().LastIndexOf("\n\n", StringComparison.Ordinal)] + "\n" };
    }

    /// <summary>A text that an author began and no editor has released; null for none.</summary>
    /// <inheritdoc cref="Told" path="/param" />
    public ArticleText? Unreleased(DateTimeOffset published) =>
        fields.GetValueOrDefault("unreleased") is { } more ? Told(published) with { Body = Body.TrimEnd() + "\n\n" + more + "\n" } : null;

    private static DemoStory Read(string name, string text)
    {
        using var reader = new StringReader(text);
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        while (reader.ReadLine() is { Length: > 0 } line)
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            fields[line[..colon]] = line[(colon + 1)..].Trim();
        }

        return new DemoStory(name, fields, reader.ReadToEnd());
    }

    private string[] Several(string field) => fields.GetValueOrDefault(field)?.Split(", ") ?? [];

    private TimeSpan? Span(string field) => fields.GetValueOrDefault(field)?.Split(':') is [var hours, var minutes]
        ? new TimeSpan(int.Parse(hours, CultureInfo.InvariantCulture), int.Parse(minutes, CultureInfo.InvariantCulture), 0)
        : null;
}
