using System.Globalization;
using System.Text.RegularExpressions;
using FanNews.Body;
using FanNews.Media;
using FanNews.Settings;
using FanNews.Storage;
using Microsoft.EntityFrameworkCore;

namespace FanNews.Articles;

/// <summary>Looks at a story as it is typed for what readers, colleagues or lawyers would stumble over. Nothing is kept.</summary>
public sealed partial class CheckStory
{
    /// <summary>Characters of a headline that search results show; more is cut there.</summary>
    public const int LongForSearch = 65;

    private const int MostFound = 40;

    private readonly List<CheckedThing> found = [];

    /// <summary>Makes all checks.</summary>
    /// <param name="db">The store.</param>
    /// <param name="id">Number of the story; 0 for a new one.</param>
    /// <param name="typed">The form.</param>
    /// <param name="rights">Who asks.</param>
    /// <param name="site">The site's choices.</param>
    /// <param name="now">The instant (UTC).</param>
    /// <param name="ct">Ends the wait.</param>
    /// <returns>What was found, in the order of the checks; none for a story with nothing in it.</returns>
    public static async Task<IReadOnlyList<CheckedThing>> Of(NewsroomDb db, long id, TypedStory typed, StoryRights rights, Site site, DateTimeOffset now, CancellationToken ct = default)
    {
        var text = typed.Text;
        if ((text.Headline + text.Body).Trim().Length == 0)
            return [];
        var looks = new CheckStory();
        var body = BodyText.Parse(text.Body);
        var parts = body.Parts();
        await looks.Pictures(db, typed.Lead, parts.Figures, site, now, ct);
        await looks.Files(db, body.Files, ct);
        looks.Headings(parts.Headings);
        await looks.Links(db, id, parts.Links, site, now, ct);
        looks.Words(text, body);
        await looks.Embargo(db, id, typed, body, site, now, ct);
        var asked = new SlugQuestion(typed.Slug, typed.Headline, typed.PublishAt, typed.Section);
        if (await SlugCheck.Of(db, id, asked, rights, site, now, ct) is { Problem: { } taken })
            looks.Add(StoryCheck.Slug, "Slug", taken);
        return [.. looks.found.DistinctBy(f => f.Sentence).OrderBy(f => f.Check).Take(MostFound)];
    }

    private void Add(StoryCheck check, string field, string sentence) => found.Add(new(check, field, sentence));

    private async Task Pictures(NewsroomDb db, string? lead, IReadOnlyList<BodyFigure> figures, Site site, DateTimeOffset now, CancellationToken ct)
    {
        var addresses = figures.Select(f => f.Address).ToList();
        var number = long.TryParse(lead, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : 0;
        var pictures = await db.Pictures.AsNoTracking().Where(p => p.Id == number || addresses.Contains(p.Address)).Select(p => new { p.Id, p.Address, p.Alt, p.Credit, p.ExpiresAt }).ToListAsync(ct);
        if (pictures.Find(p => p.Id == number) is { } chosen)
        {
            if (string.IsNullOrWhiteSpace(chosen.Credit))
                Add(StoryCheck.Credit, "Lead", "The lead picture does not say whose it is");
            if (chosen.Alt is null)
                Add(StoryCheck.Alt, "Lead", "The lead picture has no alternative text");
            if (Licence(chosen.ExpiresAt, site, now) is { } ends)
                Add(StoryCheck.Licence, "Lead", "The licence of the lead picture " + ends);
        }

        foreach (var figure in figures)
        {
            var own = pictures.Find(p => p.Address == figure.Address);
            // Of a picture of another site readers get a link.
            if (own is null && Local(figure.Address, site) is null)
                continue;
            if (!figure.Credited && string.IsNullOrWhiteSpace(own?.Credit))
                Add(StoryCheck.Credit, "Body", $"The picture {Name(figure.Address)} does not say whose it is");
            if (figure.Alt.Trim().Length == 0 && own?.Alt is null)
                Add(StoryCheck.Alt, "Body", $"The picture {Name(figure.Address)} has no alternative text");
            if (Licence(own?.ExpiresAt, site, now) is { } ends)
                Add(StoryCheck.Licence, "Body", $"The licence of the picture {Name(figure.Address)} {ends}");
        }
    }

    private static string? Licence(DateTimeOffset? end, Site site, DateTimeOffset now) =>
        end is not { } at || at > now + LicenceEnds.Notice ? null
        : at <= now ? $"ended on {LocalTime.Write(at, site.Zone).Replace('T', ' ')}: readers do not see it"
        : $"ends on {LocalTime.Write(at, site.Zone).Replace('T', ' ')}";

    private async Task Files(NewsroomDb db, IReadOnlyList<string> addresses, CancellationToken ct)
    {
        foreach (var file in (await FileView.Read(db, addresses, ct: ct)).Values)
        {
            if (file is { Kind: FileKind.Video, Captions: null })
                Add(StoryCheck.Captions, "Body", $"The video “{Cut(file.Title ?? file.Name)}” has no captions");
        }
    }

    private void Headings(IReadOnlyList<BodyHeading> headings)
    {
        var before = 1;
        foreach (var heading in headings)
        {
            if (heading.Level > before + 1)
                Add(StoryCheck.Headings, "Body", $"The heading “{Cut(heading.Text)}” skips a level");
            before = heading.Level;
        }
    }

    // Only addresses of stories are looked up: whether a list has anything to show changes by the hour.
    private async Task Links(NewsroomDb db, long id, IReadOnlyList<string> links, Site site, DateTimeOffset now, CancellationToken ct)
    {
        var paths = links.Select(link => Local(link, site)).OfType<string>().Where(path => !Permalink.IsFixed(path)).Distinct().ToList();
        if (paths.Count == 0)
            return;
        var keys = paths.ConvertAll(Permalink.Key);
        var visible = await db.Visible(now).Where(l => keys.Contains(l.Article.PermalinkKey!)).Select(l => l.Article.Id).ToListAsync(ct);
        var stories = await db.Articles.Where(a => keys.Contains(a.PermalinkKey!)).Select(a => new { a.Id, Key = a.PermalinkKey! }).ToDictionaryAsync(a => a.Key, a => a.Id, ct);
        var moved = await db.Redirects.Where(r => keys.Contains(r.FromKey)).Select(r => r.FromKey).ToListAsync(ct);
        foreach (var path in paths)
        {
            var key = Permalink.Key(path);
            var known = stories.TryGetValue(key, out var story);
            if (known ? story == id || visible.Contains(story) : moved.Contains(key) || key is "/privacy" or "/privacy-policy")
                continue;
            Add(StoryCheck.Links, "Body", !known ? $"The link {path} leads nowhere" : $"The link {path} leads to a story that readers do not see");
        }
    }

    private void Words(ArticleText text, BodyText body)
    {
        if (string.IsNullOrWhiteSpace(text.Dek))
            Add(StoryCheck.Dek, "Dek", "There is no dek");
        if (text.Headline.EnumerateRunes().Count() is > LongForSearch and var length)
            Add(StoryCheck.Headline, "Headline", string.Create(CultureInfo.InvariantCulture, $"The headline has {length} characters: search results cut it after {LongForSearch}"));
        if (Shouts(text.Headline))
            Add(StoryCheck.Capitals, "Headline", "The headline is all in capitals");
        var lines = body.ToPlainText().Split('\n');
        if (Shout.Matches(body.ToPlainText()).Select(m => m.Value.Trim()).FirstOrDefault(Shouts) is { } shout)
            Add(StoryCheck.Capitals, "Body", $"“{Cut(shout)}” is all in capitals");
        if (!Balanced(text.Headline, next: null))
            Add(StoryCheck.Quotes, "Headline", "A quotation in the headline does not end, or has no beginning");
        for (var i = 0; i < lines.Length; i++)
        {
            if (!Balanced(lines[i], i + 1 < lines.Length ? lines[i + 1] : null))
                Add(StoryCheck.Quotes, "Body", $"A quotation does not end, or has no beginning: “{Cut(lines[i])}”");
        }
    }

    private async Task Embargo(NewsroomDb db, long id, TypedStory typed, BodyText body, Site site, DateTimeOffset now, CancellationToken ct)
    {
        var own = LocalTime.Read(typed.EmbargoUntil, typed.EmbargoOffset, site.Zone).At;
        if (own is null && Embargoed.Match(body.ToPlainText()) is { Success: true } said)
            Add(StoryCheck.Embargo, "EmbargoUntil", $"The text speaks of an embargo (“{Cut(said.Value)}”), and the story has none");
        if (TypedStory.Clean(typed.Source) is not { Length: > 0 } name)
            return;
        var slug = Slug.From(name);
        var until = await db.Articles.Where(a => a.Id != id && a.Source!.Slug == slug && a.KilledAt == null && a.State != ArticleState.Trashed && a.EmbargoUntil > now).MinAsync(a => a.EmbargoUntil, ct);
        if (until is { } end && !(own >= end))
            Add(StoryCheck.Embargo, "EmbargoUntil", $"Another story from {name} is under embargo until {LocalTime.Write(end, site.Zone).Replace('T', ' ')}");
    }

    private static string? Local(string link, Site site)
    {
        if (link.StartsWith('/') && !link.StartsWith("//", StringComparison.Ordinal))
            link = site.Url.GetLeftPart(UriPartial.Authority) + link;
        return Uri.TryCreate(link, UriKind.Absolute, out var address) && address.Authority == site.Url.Authority && address.Query.Length == 0 ? Uri.UnescapeDataString(address.AbsolutePath) : null;
    }

    // Each kind of mark for itself. A quotation that goes on in the next paragraph is opened there again, and closed once.
    private static bool Balanced(string line, string? next)
    {
        if (line.Count(c => c == '"') % 2 != 0)
            return false;
        var german = line.Contains('„', StringComparison.Ordinal);
        var (opens, closes) = german ? (line.Count(c => c == '„'), line.Count(c => c is '“' or '”')) : (line.Count(c => c == '“'), line.Count(c => c == '”'));
        var goesOn = opens == closes + 1 && next?.TrimStart() is ['“' or '„', ..];
        return (opens == closes || goesOn) && line.Count(c => c == '«') == line.Count(c => c == '»');
    }

    private static bool Shouts(string line) => line.Count(char.IsLetter) > 10 && line.Any(char.IsUpper) && !line.Any(char.IsLower) && line.Contains(' ', StringComparison.Ordinal);

    private static string Name(string address) => address[(address.LastIndexOf('/') + 1)..];

    private static string Cut(string text) => text.Length > 60 ? text[..60] + "…" : text;

    [GeneratedRegex(@"(?:(?<![\p{L}])\p{Lu}+(?![\p{L}])[ ,]*){4,}", RegexOptions.CultureInvariant, 1_000)]
    private static partial Regex Shout { get; }

    [GeneratedRegex(@"\b(?:under\s+)?(?:strict\s+)?embargo(?:ed)?\b(?:\s*[:–-]|\s+(?:until|till|for|not)\b)[^\n]{0,60}|\bsperrfrist\b[^\n]{0,60}", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1_000)]
    private static partial Regex Embargoed { get; }
}
