using FanNews.Comments;
using FanNews.Media;
using FanNews.People;
using FanNews.Sections;
using FanNews.Storage;
using Microsoft.EntityFrameworkCore;

namespace FanNews.Articles;

/// <summary>What readers must not see at one instant, by the marks that would give it away: headlines, addresses, numbers, names of files.</summary>
public sealed record HiddenThings
{
    /// <summary>Headlines of hidden articles, and of texts that are not live, that no visible thing is called by; with the number of the article.</summary>
    public required IReadOnlyDictionary<string, long> Headlines { get; init; }

    /// <summary>Addresses that must not answer, decoded: those of hidden articles; with the number of the article.</summary>
    public required IReadOnlyDictionary<string, long> Paths { get; init; }

    /// <summary>Numbers of comments that are not public, or whose story is not.</summary>
    public required IReadOnlySet<long> Comments { get; init; }

    /// <summary>Names of files (<see cref="Picture.File"/>) that nothing visible shows, each with an address at which it would stand.</summary>
    public required IReadOnlyDictionary<string, string> Files { get; init; }

    /// <summary>How many articles are hidden.</summary>
    public required int Articles { get; init; }

    /// <summary>Reads them.</summary>
    /// <param name="db">The store.</param>
    /// <param name="now">The instant (UTC).</param>
    /// <param name="ct">Ends the wait.</param>
    public static async Task<HiddenThings> Read(NewsroomDb db, DateTimeOffset now, CancellationToken ct = default)
    {
        var visible = db.Visible(now).Select(l => l.Article.Id);
        var hidden = await db.Articles.Where(a => !visible.Contains(a.Id)).Select(a => new { a.Id, a.Permalink, a.WordPressId }).ToListAsync(ct);
        var live = await db.Visible(now).Select(l => l.Text.Id).ToListAsync(ct);
        var shown = live.ToHashSet();
        var known = new HashSet<string>(StringComparer.Ordinal);
        var secret = new Dictionary<string, long>(StringComparer.Ordinal);
        // What readers of a visible story once had may be shown to them as what it was (PublishedVersion).
        var versions = await db.Revisions.Where(r => r.Released && r.EffectiveAt <= now && visible.Contains(r.ArticleId)).Select(r => r.Id).ToListAsync(ct);
        shown.UnionWith(versions);
        await foreach (var text in db.Revisions.Select(r => new { r.Id, r.ArticleId, r.Headline }).AsAsyncEnumerable().WithCancellation(ct))
        {
            if (shown.Contains(text.Id))
                known.Add(Squeeze(text.Headline));
            else
                secret.TryAdd(Squeeze(text.Headline), text.ArticleId);
        }

        foreach (var names in (IQueryable<string>[])[db.Sections.Select(s => s.Name), db.Tags.Select(t => t.Name), db.Authors.Select(a => a.Name), db.Sources.Select(s => s.Name), db.Series.Select(s => s.Name)])
            known.UnionWith((await names.ToListAsync(ct)).Select(Squeeze));
        var paths = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var article in hidden)
        {
            if (article.Permalink is { } path)
                paths.TryAdd(path, article.Id);
            if (article.WordPressId is { } number)
                paths.TryAdd(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"/?p={number}"), article.Id);
        }

        return new HiddenThings
        {
            Headlines = secret.Where(s => s.Key.Length > 0 && !known.Contains(s.Key)).ToDictionary(s => s.Key, s => s.Value, StringComparer.Ordinal),
            Paths = paths,
            Comments = (await db.Comments.Where(c => (c.Status != CommentStatus.Approved && c.ErasedAt == null) || !visible.Contains(c.ArticleId)).Select(c => c.Id).ToListAsync(ct)).ToHashSet(),
            Files = await FilesNobodyMayHave(db, now, ct),
            Articles = hidden.Count,
        };
    }

    /// <summary>A text as it is compared: its blanks squeezed.</summary>
    public static string Squeeze(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static async Task<Dictionary<string, string>> FilesNobodyMayHave(NewsroomDb db, DateTimeOffset now, CancellationToken ct)
    {
        var files = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var picture in await db.Pictures.AsNoTracking().Where(p => p.File != null).ToListAsync(ct))
        {
            if (!files.ContainsKey(picture.File!) && !await PublicPicture.IsPublic(db, picture.File!, now, ct))
                files.Add(picture.File!, picture.View().Src!);
        }

        foreach (var file in await db.MediaFiles.AsNoTracking().ToListAsync(ct))
        {
            var view = file.View();
            foreach (var (name, address) in ((string?, string?)[])[(file.File, view.Src), (file.Captions, view.Captions)])
            {
                if (name is not null && !files.ContainsKey(name) && await PublicFile.Named(db, name, now, ct) is null)
                    files.Add(name, address!);
            }
        }

        return files;
    }
}
