using System.Diagnostics;
using FanNews.Articles;
using FanNews.Comments;
using FanNews.Media;
using FanNews.Sections;
using FanNews.Storage;
using Microsoft.EntityFrameworkCore;

namespace FanNews.Interchange.WordPress;

/// <summary>
/// Stores articles a few at a time, so that no writer beside it waits long. What an earlier run stored is found by its number
/// and left as it is; comments that a stopped run did not get to are added.
/// </summary>
internal sealed class ItemWriting(NewsroomStore store, Survey survey, ImportReport report, string host, bool dryRun, Actor by)
{
    // The contract: no batch holds the write lock for 50 ms. Batches grow and shrink towards half of that.
    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(30), Short = TimeSpan.FromMilliseconds(15);

    private const int MostWeight = 64, CommentsAtOnce = 40, KnownAtOnce = 100;

    private readonly Uploads _uploads = survey.Uploads;
    private readonly HashSet<long> _seen = [];
    private readonly HashSet<(long, string)> _seenAt = [];
    private readonly HashSet<string> _keys = [];
    private readonly List<ReadItem> _batch = [];
    private readonly List<(long Number, List<ImportedComment> Comments)> _known = [];
    private int _weight = 4;

    /// <summary>The longest time that a batch held the write lock.</summary>
    public TimeSpan LongestLock { get; private set; }

    /// <summary>Takes an article; stores when there are enough.</summary>
    public async Task Add(ReadItem item, CancellationToken ct)
    {
        _batch.Add(item);
        if (_batch.Sum(one => 1 + Math.Min(one.Comments.Count, CommentsAtOnce)) >= _weight) await Flush(ct);
    }

    /// <summary>Numbers of the articles that earlier runs stored.</summary>
    public Task<HashSet<long>> Known(CancellationToken ct) => store.Read(db => db.Articles.AsNoTracking()
        .Where(article => article.ImportedFrom == host && article.WordPressId != null).Select(article => article.WordPressId!.Value).ToHashSetAsync(ct), ct);

    /// <summary>Takes an article that an earlier run stored: only its comments are looked at, for that run may have been stopped.</summary>
    public async Task AddKnown(WxrItem item, List<ImportedComment> comments, CancellationToken ct)
    {
        report.Summary.AlreadyHere++;
        _seen.Add(item.Id);
        if (OldAddress.Path(item.Link) is { } path) _seenAt.Add((item.Id, Permalink.Key(path)));
        if (comments.Count > 0) _known.Add((item.Id, comments));
        if (_known.Count >= KnownAtOnce) await FlushKnown(ct);
    }

    /// <summary>Stores what is left.</summary>
    public async Task Flush(CancellationToken ct)
    {
        await FlushKnown(ct);
        if (_batch.Count == 0) return;
        var items = _batch.ToList();
        _batch.Clear();
        var (fresh, late) = await store.Read(db => Split(db, items, ct), ct);
        if (fresh.Count > 0 && dryRun)
        {
            var pictures = fresh.Select(item => item.Picture).ToHashSet();
            foreach (var item in fresh) Count(item, Place(item, _ => false), pictures, item.Comments);
        }
        else if (fresh.Count > 0) late.AddRange(await Store(fresh, ct));
        await StoreLate(late, ct);
    }

    private async Task FlushKnown(CancellationToken ct)
    {
        if (_known.Count == 0) return;
        var numbers = _known.ConvertAll(known => (long?)known.Number);
        var late = await store.Read(async db =>
        {
            var here = await db.Articles.AsNoTracking().Where(article => article.ImportedFrom == host && numbers.Contains(article.WordPressId))
                .ToDictionaryAsync(article => article.WordPressId!.Value, article => article.Id, ct);
            var missing = await Missing(db, [.. _known.Where(known => here.ContainsKey(known.Number)).Select(known => (here[known.Number], known.Comments))], ct);
            return missing;
        }, ct);
        _known.Clear();
        await StoreLate(late, ct);
    }

    private async Task StoreLate(List<(long Article, List<ImportedComment> Comments)> late, CancellationToken ct)
    {
        if (dryRun) return;
        foreach (var (article, comments) in late)
        {
            foreach (var some in comments.Chunk(CommentsAtOnce)) await StoreComments(article, some, ct);
        }
    }

    private async Task<(List<ReadItem> Fresh, List<(long Article, List<ImportedComment> Comments)> Late)> Split(NewsroomDb db, List<ReadItem> items, CancellationToken ct)
    {
        var numbers = items.ConvertAll(item => (long?)item.WordPressId);
        var keys = items.ConvertAll(item => item.Path is null ? null : Permalink.Key(item.Path));
        var here = await db.Articles.AsNoTracking()
            .Where(article => article.ImportedFrom == host && (numbers.Contains(article.WordPressId) || keys.Contains(article.PermalinkKey)))
            .Select(article => new { article.Id, article.WordPressId, article.PermalinkKey }).ToListAsync(ct);
        List<ReadItem> fresh = [];
        List<(long, List<ImportedComment>)> late = [];
        foreach (var item in items)
        {
            var key = item.Path is null ? null : Permalink.Key(item.Path);
            if (item.WordPressId > 0 && !_seenAt.Add((item.WordPressId, key ?? $"{item.Article.Slug}: {item.Article.Revisions[0].Headline}")))
            {
                // Exports of one site overlap: the same item again is no second one.
                report.Summary.AlreadyHere++;
                continue;
            }
            var again = item.WordPressId > 0 && !_seen.Add(item.WordPressId);
            var same = here.Find(article => item.WordPressId > 0 && article.WordPressId == item.WordPressId && (!again || article.PermalinkKey == key))
                ?? (again || item.WordPressId == 0 ? here.Find(article => key is not null && article.PermalinkKey == key) : null);
            if (same is not null)
            {
                report.Summary.AlreadyHere++;
                late.AddRange(await Missing(db, [(same.Id, item.Comments)], ct));
            }
            else if (item.WordPressId == 0 && key is null)
                report.Add("draft without a number", item.File, item.Line, item.Subject);
            else if (again)
                fresh.Add(WithoutNumber(item));
            else
                fresh.Add(item);
        }
        return (fresh, late);
    }

    // Two items with one number are two stories by mistake of the export: the second comes in without the number.
    private static ReadItem WithoutNumber(ReadItem item)
    {
        item.Article.WordPressId = null;
        item.Remarks.Add(("number used by two items; the second has none now", null, 1));
        return item;
    }

    private static async Task<List<(long Article, List<ImportedComment> Comments)>> Missing(NewsroomDb db, List<(long Article, List<ImportedComment> Comments)> wanted, CancellationToken ct)
    {
        var articles = wanted.Where(one => one.Comments.Count > 0).Select(one => one.Article).ToList();
        if (articles.Count == 0) return [];
        var rows = await db.Comments.AsNoTracking().Where(comment => articles.Contains(comment.ArticleId))
            .Select(comment => new { comment.ArticleId, comment.WordPressId, comment.CreatedAt, comment.Name, comment.Text }).ToListAsync(ct);
        var here = rows.ToLookup(row => row.ArticleId);
        List<(long, List<ImportedComment>)> missing = [];
        foreach (var (article, comments) in wanted)
        {
            var numbers = here[article].Select(row => row.WordPressId).OfType<long>().ToHashSet();
            var unnumbered = here[article].Where(row => row.WordPressId is null).Select(row => (row.Name, row.CreatedAt, row.Text)).ToHashSet();
            List<ImportedComment> left = [.. comments.Where(comment => comment.WordPressId is { } id ? !numbers.Contains(id) : !unnumbered.Contains((comment.Name, comment.At, comment.Text)))];
            if (left.Count > 0) missing.Add((article, left));
        }
        return missing;
    }

    private async Task<List<(long Article, List<ImportedComment> Comments)>> Store(List<ReadItem> fresh, CancellationToken ct)
    {
        var watch = new Stopwatch();
        var later = await store.Change(by, async change =>
        {
            watch.Restart();
            var db = change.Db;
            var tagIds = fresh.SelectMany(item => item.Tags).Distinct().ToList();
            var tags = tagIds.Count == 0 ? [] : await db.Tags.Where(tag => tagIds.Contains(tag.Id)).ToDictionaryAsync(tag => tag.Id, ct);
            var addresses = fresh.Select(item => _uploads.ById(item.Picture)?.Address).OfType<string>().Distinct().ToList();
            var pictures = addresses.Count == 0 ? [] : await db.Pictures.Where(picture => addresses.Contains(picture.Address)).Select(picture => new { picture.Address, picture.Id })
                .ToDictionaryAsync(picture => picture.Address, picture => picture.Id, ct);
            var found = fresh.Select(item => item.Picture).Where(id => _uploads.ById(id) is { } upload && pictures.ContainsKey(upload.Address)).ToHashSet();
            List<(ReadItem Item, List<ImportedComment> Later)> rests = [];
            foreach (var item in fresh)
            {
                var path = Place(item, key => db.Articles.Any(article => article.PermalinkKey == key));
                if (path is not null && item.Article.Publish(item.Article.Revisions[0], item.At!.Value, path) is { } refusal)
                    item.Remarks.Add(("kept as a draft: " + refusal.Sentence, null, 1));
                if (_uploads.ById(item.Picture) is { } lead && pictures.TryGetValue(lead.Address, out var picture)) item.Article.LeadPictureId = picture;
                foreach (var tag in item.Tags)
                {
                    if (tags.TryGetValue(tag, out var known)) item.Article.Tags.Add(known);
                }
                db.Articles.Add(item.Article);
                var now = item.Comments.Take(CommentsAtOnce).ToList();
                await AddComments(db, item.Article, now, ct);
                Redirects(db, item, path);
                Count(item, path, found, now);
                if (item.Comments.Count > now.Count) rests.Add((item, item.Comments[now.Count..]));
            }
            await db.SaveChangesAsync(ct);
            foreach (var item in fresh) change.Record("imported", $"article:{item.Article.Id}", host);
            return rests.ConvertAll(rest => (rest.Item.Article.Id, rest.Later));
        }, ct);
        Adapt(watch.Elapsed);
        return later;
    }

    private void Adapt(TimeSpan held)
    {
        if (held > LongestLock) LongestLock = held;
        _weight = held > Longest ? Math.Max(1, _weight / 2) : held < Short ? Math.Min(MostWeight, _weight + 2) : _weight;
    }

    private async Task StoreComments(long article, ImportedComment[] comments, CancellationToken ct)
    {
        var watch = new Stopwatch();
        await store.Change(by, async change =>
        {
            watch.Restart();
            var owner = await change.Db.Articles.SingleAsync(one => one.Id == article, ct);
            await AddComments(change.Db, owner, comments, ct);
            CountComments(comments);
            change.Record("imported", $"article:{article}", $"{comments.Length} comments");
        }, ct);
        Adapt(watch.Elapsed);
    }

    private async Task AddComments(NewsroomDb db, Article article, IReadOnlyList<ImportedComment> comments, CancellationToken ct)
    {
        if (comments.Count == 0) return;
        var numbers = await CommentNumbers.For(db, survey.LargestComment, comments, ct);
        var byNumber = article.Id == 0 ? [] : await db.Comments.Where(comment => comment.ArticleId == article.Id && comment.WordPressId != null)
            .ToDictionaryAsync(comment => comment.WordPressId!.Value, ct);
        foreach (var comment in comments)
        {
            var row = new Comment
            {
                Id = await numbers.Of(comment, ct),
                Article = article,
                Parent = comment.ParentWordPressId is { } parent ? byNumber.GetValueOrDefault(parent) : null,
                Name = comment.Name,
                Email = comment.Email,
                Website = comment.Website,
                Text = comment.Text,
                CreatedAt = comment.At,
                WordPressId = comment.WordPressId,
            };
            if (comment.Approved) row.Decide(CommentStatus.Approved, comment.At, by: null, "Approved in WordPress.");
            if (comment.WordPressId is { } number) byNumber.TryAdd(number, row);
            db.Comments.Add(row);
        }
    }

    private string? Place(ReadItem item, Func<string, bool> taken)
    {
        if (item.Path is null) return null;
        var path = OldAddress.Free(item.Path, item.Article.Slug, key => _keys.Contains(key) || taken(key));
        _keys.Add(Permalink.Key(path));
        if (path != item.Path) item.Remarks.Add((Permalink.IsFixed(item.Path) ? "address that the program needs itself; the article moved" : "address used by two articles; the second moved", $"{item.Path} → {path}", 1));
        return path;
    }

    private void Redirects(NewsroomDb db, ReadItem item, string? path)
    {
        if (path is null) return;
        foreach (var slug in item.OldSlugs)
        {
            if (OldAddress.WithSlug(path, slug) is not { } old || Permalink.IsFixed(old)) continue;
            var key = Permalink.Key(old);
            if (_keys.Contains(key) || db.Articles.Any(article => article.PermalinkKey == key) || db.Redirects.Any(redirect => redirect.FromKey == key)
                || db.Redirects.Local.Any(redirect => redirect.FromKey == key)) continue;
            db.Redirects.Add(new Redirect { FromKey = key, Article = item.Article });
            report.Summary.Redirects++;
        }
    }

    private void Count(ReadItem item, string? path, HashSet<long> pictures, IEnumerable<ImportedComment> comments)
    {
        if (item.Article.Kind == ArticleKind.Page) report.Summary.Pages++;
        else report.Summary.Stories++;
        if (path is null) report.Summary.Drafts++;
        if (item.Picture > 0 && !pictures.Contains(item.Picture)) item.Remarks.Add(("featured picture that the export does not hold", null, 1));
        foreach (var (what, detail, count) in item.Remarks) report.Add(what, item.File, item.Line, item.Subject, detail, count);
        CountComments(comments);
    }

    private void CountComments(IEnumerable<ImportedComment> comments)
    {
        foreach (var comment in comments)
        {
            if (comment.Approved) report.Summary.CommentsApproved++;
            else report.Summary.CommentsPending++;
        }
    }
}
