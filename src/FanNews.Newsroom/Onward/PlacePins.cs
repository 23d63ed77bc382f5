using System.Globalization;
using FanNews.Articles;
using FanNews.Search;
using FanNews.Storage;
using Microsoft.EntityFrameworkCore;

namespace FanNews.Onward;

/// <summary>A story that somebody may pin.</summary>
/// <param name="Address">Its decoded path.</param>
/// <param name="Headline">Its newest headline.</param>
public sealed record PinOffer(string Address, string Headline);

/// <summary>Stories that an editor's form names to follow another, by address or headline.</summary>
public static class PlacePins
{
    private const string DeskAddress = "/admin/stories/";
    private const int MostOffers = 8, LookedAt = 50;

    /// <summary>What the form shows for a pinned story: its path, while it has none the desk's.</summary>
    internal static string Address(Article story) => story.Permalink ?? string.Create(CultureInfo.InvariantCulture, $"{DeskAddress}{story.Id}");

    /// <summary>The stories whose headline holds the words that somebody is typing, the latest first.</summary>
    /// <param name="db">The store.</param>
    /// <param name="typed">What was typed.</param>
    /// <param name="rights">Who asks: without the right to all stories they are offered what readers see.</param>
    /// <param name="now">The instant (UTC).</param>
    /// <param name="ct">Ends the wait.</param>
    public static async Task<IReadOnlyList<PinOffer>> Like(NewsroomDb db, string? typed, StoryRights rights, DateTimeOffset now, CancellationToken ct = default)
    {
        if (string.IsNullOrWhiteSpace(typed))
            return [];
        var stories = db.Articles.AsNoTracking().Where(a => a.Kind == ArticleKind.Story && a.Permalink != null && a.KilledAt == null);
        if (!rights.All)
            stories = stories.Where(Visibility.At(now));
        return await stories.Saying(db, typed).OrderByDescending(a => a.ListedAt).ThenByDescending(a => a.Id).Take(MostOffers)
            .Select(a => new PinOffer(a.Permalink!, a.Revisions.OrderByDescending(r => r.Number).Select(r => r.Headline).First())).ToListAsync(ct);
    }

    /// <summary>Pins what the form names. The article's pins must be loaded.</summary>
    /// <returns>What may not be; then the change is to be given up.</returns>
    internal static async Task<List<Refusal>> Apply(NewsroomDb db, Article article, TypedStory typed, StoryRights rights, DateTimeOffset now, CancellationToken ct)
    {
        var (problems, pinned) = (new List<Refusal>(), article.OnwardPins.ConvertAll(p => p.TargetId));
        if (typed.NextPost is { } next)
            await Place(TypedStory.Clean(next) is { Length: > 0 } one ? [one] : [], "NextPost", OnwardPin.Next, 1);
        if (typed.MayLike is { } rail)
            await Place(TypedStory.Names(rail), "MayLike", OnwardPin.Next + 1, Journeys.Size);
        return problems;

        // Of stories that they may not open, nobody learns here that there are any. What somebody else pinned stays.
        IQueryable<Article> Known()
        {
            var known = StoryRights.Known(db, rights, now).Select(a => a.Id);
            return db.Articles.Where(a => a.Kind == ArticleKind.Story && (pinned.Contains(a.Id) || known.Contains(a.Id)));
        }

        async Task Place(IReadOnlyList<string> names, string field, int first, int most)
        {
            var targets = new List<long>();
            foreach (var name in names)
            {
                var target = await Find(db, Known(), name, ct);
                if (target is null)
                    problems.Add(new(field, $"No story is called “{name}”. Give its address, such as /2026/11/24/bridge/, or its whole headline"));
                else if (target == article.Id)
                    problems.Add(new(field, "A story cannot follow itself"));
                else if (!targets.Contains(target.Value))
                    targets.Add(target.Value);
            }

            if (targets.Count > most)
                problems.Add(new(field, $"Pin at most {most} stories"));
            if (problems.Count == 0)
                Set(article, targets, first, most);
        }
    }

    private static void Set(Article article, List<long> targets, int first, int most)
    {
        article.OnwardPins.RemoveAll(p => p.Place >= first + targets.Count && p.Place < first + most);
        for (var i = 0; i < targets.Count; i++)
        {
            if (article.OnwardPins.Find(p => p.Place == first + i) is { } pin)
                pin.TargetId = targets[i];
            else
                article.OnwardPins.Add(new OnwardPin { Place = first + i, TargetId = targets[i] });
        }
    }

    private static async Task<long?> Find(NewsroomDb db, IQueryable<Article> stories, string name, CancellationToken ct)
    {
        var path = Uri.TryCreate(name, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" ? Uri.UnescapeDataString(address.AbsolutePath) : name;
        if (path.StartsWith(DeskAddress, StringComparison.OrdinalIgnoreCase) && long.TryParse(path[DeskAddress.Length..].TrimEnd('/'), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return await stories.Where(a => a.Id == number).Select(a => (long?)a.Id).SingleOrDefaultAsync(ct);
        if (path.StartsWith('/'))
        {
            var key = Permalink.Key(path);
            return await stories.Where(a => a.PermalinkKey == key).Select(a => (long?)a.Id).SingleOrDefaultAsync(ct);
        }

        var called = await stories.Saying(db, name).OrderByDescending(a => a.ListedAt).ThenByDescending(a => a.Id).Take(LookedAt)
            .Select(a => new { a.Id, Headlines = a.Revisions.Select(r => r.Headline).ToList() }).ToListAsync(ct);
        return called.Find(c => c.Headlines.Exists(h => string.Equals(h, name, StringComparison.OrdinalIgnoreCase)))?.Id;
    }
}
