using System.Globalization;
using FanNews.Articles;
using FanNews.Readers;
using FanNews.Screening;
using FanNews.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;

namespace FanNews.Settings;

/// <summary>When a comment waits for a moderator.</summary>
public enum CommentsMode
{
    /// <summary>Every comment waits.</summary>
    All,

    /// <summary>Until one comment of the sender was approved.</summary>
    First,

    /// <summary>None waits.</summary>
    None,
}

/// <summary>What the newsroom chose for the whole site. A key set from outside (environment, command line) wins over the stored one.</summary>
public sealed record Site
{
    /// <summary>The name of the paper.</summary>
    public string Name { get; init; } = "FanNews";

    /// <summary>The line beside the name; null for none.</summary>
    public string? Motto { get; init; }

    /// <summary>BCP 47 tag of the language that the paper is written in.</summary>
    public string Language { get; init; } = "en";

    /// <summary>The zone of dates and times on pages and forms.</summary>
    public TimeZoneInfo Zone { get; init; } = TimeZoneInfo.Utc;

    /// <summary>The public address, without a final slash; from configuration only (never from a request).</summary>
    public Uri Url { get; init; } = new("http://127.0.0.1:5080");

    /// <summary>How addresses of new stories are made.</summary>
    public string PermalinkPattern { get; init; } = Permalink.DefaultPattern;

    /// <summary>When a comment waits.</summary>
    public CommentsMode Comments => Screening.Mode;

    /// <summary>How comments are screened.</summary>
    public ScreeningRules Screening { get; init; } = new();

    /// <summary>How often moderators are told by mail what waits.</summary>
    public DigestTime Digest { get; init; }

    /// <summary>What is said to programs that visit.</summary>
    public Machines Machines { get; init; } = new();

    /// <summary>How stories are published.</summary>
    public Publishing Publishing { get; init; } = new();

    /// <summary>What stands around every page.</summary>
    public Furniture Furniture { get; init; } = new();

    /// <summary>The language for formatting dates.</summary>
    public CultureInfo Culture => CultureInfo.GetCultureInfo(Language);

    /// <summary>Whether the language is written from right to left.</summary>
    public bool RightToLeft => Culture.TextInfo.IsRightToLeft;

    /// <summary>An absolute address on this site, percent-encoded.</summary>
    /// <param name="path">A decoded local path that begins with a slash.</param>
    public string Absolute(string path) => Url.ToString().TrimEnd('/') + Permalink.Encode(path);

    /// <summary>A name for something of this site that stays when its address changes: a tag URI (RFC 4151).</summary>
    /// <param name="since">When it was made (UTC).</param>
    /// <param name="kind">What it is, as in <c>comment</c>.</param>
    /// <param name="id">Its number.</param>
    public string Tag(DateTimeOffset since, string kind, long id) =>
        string.Create(CultureInfo.InvariantCulture, $"tag:{Url.IdnHost},{since.UtcDateTime:yyyy-MM-dd}:{kind}/{id}");

    /// <summary>The instant in the site's zone.</summary>
    public DateTimeOffset Local(DateTimeOffset instant) => TimeZoneInfo.ConvertTime(instant, Zone);

    /// <summary>Reads the choices: configuration first, the store for what it leaves open.</summary>
    /// <param name="db">The store.</param>
    /// <param name="outside">The configuration whose section <c>FanNews</c> holds the keys.</param>
    /// <param name="ct">Ends the wait.</param>
    /// <exception cref="StoreTrouble">A value cannot be used; the sentence names the key.</exception>
    public static async Task<Site> Read(NewsroomDb db, IConfiguration outside, CancellationToken ct = default)
    {
        var stored = await db.Settings.AsNoTracking().Where(s => s.Key.StartsWith("Site:") || s.Key.StartsWith("Comments:")).ToDictionaryAsync(s => s.Key, s => s.Value, ct);
        return From(key => outside["FanNews:" + key] is { Length: > 0 } set ? set : stored.GetValueOrDefault(key));
    }

    /// <summary>Reads the zone alone; UTC where none is known.</summary>
    /// <param name="db">The store.</param>
    /// <param name="outside">The zone that is set from outside; null for none.</param>
    /// <param name="ct">Ends the wait.</param>
    internal static async Task<TimeZoneInfo> ReadZone(NewsroomDb db, string? outside, CancellationToken ct = default)
    {
        var name = outside ?? await db.Settings.Where(s => s.Key == "Site:TimeZone").Select(s => s.Value).SingleOrDefaultAsync(ct);
        return name is not null && TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) ? zone : TimeZoneInfo.Utc;
    }

    /// <summary>Makes a site of single values.</summary>
    /// <param name="value">Gives the value of a key such as <c>Site:Name</c>, or null.</param>
    /// <exception cref="StoreTrouble">A value cannot be used; the sentence names the key.</exception>
    public static Site From(Func<string, string?> value)
    {
        var site = new Site();
        return site with
        {
            Name = value("Site:Name") ?? site.Name,
            Motto = value("Site:Motto"),
            Language = Check("Site:Language", value("Site:Language") ?? site.Language, tag => { _ = CultureInfo.GetCultureInfo(tag); return tag; }),
            Zone = Check("Site:TimeZone", value("Site:TimeZone") ?? "UTC", TimeZoneInfo.FindSystemTimeZoneById),
            Url = Check("Site:Url", value("Site:Url") ?? site.Url.ToString(), PublicAddress),
            PermalinkPattern = Check("Site:Permalinks", value("Site:Permalinks") ?? site.PermalinkPattern, Pattern),
            Screening = ScreeningRules.From(value),
            Digest = Check(QueueDigest.Key, value(QueueDigest.Key) ?? "off", QueueDigest.Time),
            Machines = Machines.From(value),
            Publishing = Publishing.From(value),
            Furniture = Furniture.From(value),
        };
    }

    private static Uri PublicAddress(string value) =>
        Uri.TryCreate(value, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" && url.AbsolutePath == "/"
            ? url
            : throw new FormatException("write it like https://news.example, without a path");

    private static string Pattern(string value) =>
        value.StartsWith('/') && value.Contains("{slug}", StringComparison.Ordinal) && SiteSettings.Twice(value) is null
            ? value
            : throw new FormatException("it begins with / and contains {slug}, and no part of it in braces twice");

    internal static T Check<T>(string key, string value, Func<string, T> read)
    {
        try
        {
            return read(value);
        }
        catch (Exception e) when (e is FormatException or ArgumentException or TimeZoneNotFoundException or InvalidTimeZoneException)
        {
            throw new StoreTrouble($"The setting {key} cannot be \"{value}\": {e.Message}", e);
        }
    }
}
