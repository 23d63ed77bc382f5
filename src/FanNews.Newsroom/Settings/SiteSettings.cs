using System.Globalization;
using System.Text.RegularExpressions;
using FanNews.Articles;
using FanNews.Readers;
using FanNews.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;

namespace FanNews.Settings;

/// <summary>The choices of <see cref="Site"/> that the newsroom makes for itself, at the desk. What is set from outside wins and cannot be changed here.</summary>
/// <param name="store">Where they are kept.</param>
/// <param name="outside">The configuration whose section <c>FanNews</c> may hold the same keys.</param>
public sealed partial class SiteSettings(NewsroomStore store, IConfiguration outside)
{
    private const int LongestName = 100;
    private const int LongestMotto = 200;
    private const int LongestPattern = 200;
    private const int LongestWords = 1_000;

    private static readonly Dictionary<string, Func<string, Checked>> Rules = new(Furnishing.Concat(new Dictionary<string, Func<string, Checked>>
    {
        ["Site:Name"] = CheckName,
        ["Site:Motto"] = CheckMotto,
        ["Site:Language"] = CheckLanguage,
        ["Site:TimeZone"] = CheckZone,
        ["Site:Permalinks"] = CheckPattern,
        [QueueDigest.Key] = typed => Try(typed.ToLowerInvariant(), word => QueueDigest.Time(word).ToString().ToLowerInvariant()),
        [Machines.CrawlersKey] = typed => Try(typed, text => Crawlers.Parse(text).Words),
        [Publishing.NotesKey] = typed => Try(typed, text => Publishing.Mode(text).ToString().ToLowerInvariant()),
        [Publishing.ShowsChangesKey] = typed => Try(typed, text => Publishing.YesOrNo(text) ? "yes" : "no"),
        [Publishing.MustPassKey] = typed => Try(typed, text => Publishing.Words(Publishing.Checks(text))),
        [Publishing.KillHooksKey] = typed => Try(typed, text => string.Join(' ', Publishing.Hooks(text))),
        [Machines.SecurityContactKey] = typed => typed.Length == 0 ? Checked.Right("") : Try(typed, Machines.Contact),
    }).Concat(ScreeningChecks));

    private static readonly Lazy<IReadOnlyList<string>> AllZones = new(() =>
        [.. TimeZoneInfo.GetSystemTimeZones().Where(z => z.HasIanaId).Select(z => z.Id).Append("UTC").Distinct().Order(StringComparer.Ordinal)]);

    /// <summary>The keys, as in <c>Site:Name</c>.</summary>
    public static IReadOnlyCollection<string> Keys => Rules.Keys;

    /// <summary>Names of the time zones that the machine knows (IANA).</summary>
    public static IReadOnlyList<string> Zones => AllZones.Value;

    /// <summary>Whether the key is set from outside.</summary>
    public bool IsLocked(string key) => outside["FanNews:" + key] is { Length: > 0 };

    /// <summary>The values that hold, by key; empty for a motto that there is none of.</summary>
    public static Dictionary<string, string> Values(Site site) => new(Furnished(site.Furniture).Concat(site.Screening.Values()).Concat(site.Publishing.Values()))
    {
        ["Site:Name"] = site.Name,
        ["Site:Motto"] = site.Motto ?? "",
        ["Site:Language"] = site.Language,
        ["Site:TimeZone"] = site.Zone.Id,
        ["Site:Permalinks"] = site.PermalinkPattern,
        [QueueDigest.Key] = site.Digest.ToString().ToLowerInvariant(),
        [Machines.CrawlersKey] = site.Machines.Crawlers.Words,
        [Machines.SecurityContactKey] = site.Machines.SecurityContact ?? "",
    };

    /// <summary>Where a story that is published at an instant would stand.</summary>
    /// <returns>The decoded path; null where the pattern or the zone cannot be used.</returns>
    public static string? Example(string pattern, string zone, DateTimeOffset at) =>
        CheckPattern(pattern) is { Value: { } usable } && CheckZone(zone) is { Value: { } known }
            ? Permalink.For(usable, "bridge-opens-early", at, TimeZoneInfo.FindSystemTimeZoneById(known))
            : null;

    /// <summary>Stores the choices: all of them, or none when one is refused.</summary>
    /// <param name="typed">The values by key. A key that is missing stays as it is.</param>
    /// <param name="by">Who chooses.</param>
    /// <param name="ct">Ends the wait.</param>
    /// <returns>Why not; each names its key. Empty when stored.</returns>
    public async Task<IReadOnlyList<Refusal>> Save(IReadOnlyDictionary<string, string> typed, Actor by, CancellationToken ct = default)
    {
        var looked = Rules.Where(rule => typed.ContainsKey(rule.Key)).ToDictionary(rule => rule.Key, rule => rule.Value(typed[rule.Key].Trim()));
        var refusals = Rules.Keys.Where(looked.ContainsKey).SelectMany(key => Refuse(key, looked[key])).ToList();
        if (refusals.Count > 0)
            return refusals;
        return await store.Change(by, async change =>
        {
            refusals = await Unknown(change.Db, looked.Where(l => !IsLocked(l.Key)).ToDictionary(l => l.Key, l => l.Value.Value!), ct);
            if (refusals.Count > 0)
                return change.Abandon(refusals);
            var before = await Site.Read(change.Db, outside, ct);
            var changed = looked.Where(l => !IsLocked(l.Key) && Values(before)[l.Key] != l.Value.Value).ToList();
            foreach (var (key, value) in changed)
                await Set(change, key, value.Value!, Values(before)[key], ct);
            return changed.Count > 0 ? refusals : change.Abandon(refusals);
        }, ct);
    }

    private static async Task Set(Change change, string key, string value, string before, CancellationToken ct)
    {
        var stored = await change.Db.Settings.FirstOrDefaultAsync(s => s.Key == key, ct);
        if (value.Length == 0 && stored is not null)
            change.Db.Settings.Remove(stored);
        else if (stored is not null)
            stored.Value = value;
        else if (value.Length > 0)
            change.Db.Settings.Add(new Setting { Key = key, Value = value });
        change.Record("set", "setting:" + key, $"\"{before}\" to \"{value}\"");
    }

    private IEnumerable<Refusal> Refuse(string key, Checked value)
    {
        if (IsLocked(key))
        {
            if (value.Value != outside["FanNews:" + key] && value.Value != Values(Site.From(k => k == key ? outside["FanNews:" + k] : null))[key])
                yield return new(key, "This is set outside of the desk, by whoever runs the program, and cannot be changed here");
        }
        else if (value.Sentence is not null)
        {
            yield return new(key, value.Sentence);
        }
    }

    private static Checked CheckName(string typed) =>
        typed.Length == 0 ? Checked.Wrong("Enter a name for the site")
        : !IsLine(typed, LongestName) ? Checked.Wrong($"The site name must be one line of {LongestName} characters or fewer")
        : Checked.Right(typed);

    private static Checked CheckMotto(string typed) =>
        IsLine(typed, LongestMotto) ? Checked.Right(typed) : Checked.Wrong($"The motto must be one line of {LongestMotto} characters or fewer");

    // Any word in the form of a tag would pass as a culture; only one that the machine has dates for helps a reader.
    private static Checked CheckLanguage(string typed)
    {
        try
        {
            return typed.Length > 0 ? Checked.Right(CultureInfo.GetCultureInfo(typed, predefinedOnly: true).Name) : Checked.Wrong("Enter a language, like en or de-AT");
        }
        catch (ArgumentException)
        {
            return Checked.Wrong("Enter the language as a tag that is known, like en, de-AT or ar");
        }
    }

    private static Checked CheckZone(string typed)
    {
        if (typed.Length == 0)
            return Checked.Wrong("Enter a time zone, like Europe/Berlin");
        if (Zones.FirstOrDefault(zone => zone.Equals(typed, StringComparison.OrdinalIgnoreCase)) is { } listed)
            return Checked.Right(listed);
        return TimeZoneInfo.TryFindSystemTimeZoneById(typed, out var found) && found.HasIanaId
            ? Checked.Right(found.Id)
            : Checked.Wrong("Enter a time zone of the list, like Europe/Berlin");
    }

    private static Checked CheckPattern(string typed)
    {
        if (!typed.StartsWith('/') || !typed.Contains("{slug}", StringComparison.Ordinal))
            return Checked.Wrong("The pattern must begin with / and contain {slug}");
        if (Twice(typed) is { } part)
            return Checked.Wrong($"The pattern may have {part} only once");
        if (typed.Length > LongestPattern || typed.Contains("//", StringComparison.Ordinal))
            return Checked.Wrong($"The pattern must have {LongestPattern} characters or fewer, and no part of it may be empty");
        var sample = Permalink.For(typed, "slug", DateTimeOffset.UnixEpoch, TimeZoneInfo.Utc, "news");
        if (!sample.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '/' or '-' or '_'))
            return Checked.Wrong("Besides {yyyy}, {MM}, {dd}, {section} and {slug} the pattern may have small letters a to z, digits, / - and _");
        return Permalink.IsFixed(sample)
            ? Checked.Wrong("Addresses of this form belong to the program. Choose another pattern")
            : Checked.Right(typed);
    }

    /// <summary>A part in braces that stands in a pattern more than once; null for none. Two slugs could not be told apart when one is changed.</summary>
    internal static string? Twice(string pattern) => Placeholder.Matches(pattern).CountBy(m => m.Value).FirstOrDefault(p => p.Value > 1).Key;

    [GeneratedRegex("""\{\w+\}""")]
    private static partial Regex Placeholder { get; }

    private static Checked Try(string typed, Func<string, string> read)
    {
        try
        {
            return typed.Length <= LongestWords ? Checked.Right(read(typed)) : Checked.Wrong($"Write {LongestWords} characters or fewer");
        }
        catch (FormatException e)
        {
            return Checked.Wrong(char.ToUpperInvariant(e.Message[0]) + e.Message[1..]);
        }
    }

    private static bool IsLine(string text, int longest) => text.Length <= longest && !text.Any(c => char.IsControl(c) || c is '\u2028' or '\u2029');

    // One typed value: what to keep of it, or what to say.
    private sealed record Checked(string? Value, string? Sentence)
    {
        public static Checked Right(string value) => new(value, null);

        public static Checked Wrong(string sentence) => new(null, sentence);
    }
}
