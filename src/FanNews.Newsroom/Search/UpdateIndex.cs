using FanNews.Articles;
using FanNews.Body;
using FanNews.Storage;
using Microsoft.EntityFrameworkCore;

namespace FanNews.Search;

/// <summary>Writes what readers may find of some articles, and what the desk finds, into the index. Inside a change, after it was saved.</summary>
internal sealed class UpdateIndex(NewsroomDb db, Language language, DateTimeOffset now)
{
    private const int AtOnce = 200;

    private readonly WordIndex index = WordIndex.Of(db);

    /// <summary>Indexes the articles anew; one that is gone is forgotten.</summary>
    public async Task Of(IReadOnlyList<long> articles, CancellationToken ct)
    {
        if (articles.Count == 0)
            return;
        // Two changes of one story must not each index the other's past.
        await db.Lock("search", ct);
        foreach (var some in articles.Chunk(AtOnce))
            await Write(some, ct);
    }

    private async Task Write(long[] ids, CancellationToken ct)
    {
        var stories = await Read(ids, ct);
        var old = await db.SearchRows.Where(r => ids.Contains(r.ArticleId)).ToDictionaryAsync(r => r.Id, ct);
        var (words, desk, vocabulary) = (new List<WordEntry>(), new List<WordEntry>(), new HashSet<string>());
        foreach (var entries in stories.Select(story => ArticleEntries.Of(story, language, now)))
        {
            desk.Add(entries.Desk);
            words.AddRange(entries.Words);
            vocabulary.UnionWith(entries.Vocabulary);
            foreach (var made in entries.Rows)
            {
                if (old.Remove(made.Id, out var row))
                    (row.Number, row.Vector) = (made.Number, made.Vector);
                else
                    db.SearchRows.Add(made);
            }
        }

        db.SearchRows.RemoveRange(old.Values);
        await db.SaveChangesAsync(ct);
        await index.Remove(db, WordTable.SearchWords, [.. old.Keys], ct);
        await index.Remove(db, WordTable.DeskWords, [.. ids.Except(stories.Select(s => s.Id))], ct);
        await index.Put(db, WordTable.SearchWords, words, ct);
        await index.Put(db, WordTable.DeskWords, desk, ct);
        if (vocabulary.Count > 0)
            await index.Learn(db, vocabulary, ct);
    }

    private async Task<List<IndexedArticle>> Read(long[] ids, CancellationToken ct)
    {
        var articles = await db.Articles.AsNoTracking().Where(a => ids.Contains(a.Id))
            .Select(a => new IndexedArticle
            {
                Id = a.Id,
                IsOut = a.State == ArticleState.Published && a.KilledAt == null && a.Kind == ArticleKind.Story,
                PublishAt = a.PublishAt,
                Section = a.SectionId,
            }).ToListAsync(ct);
        var revisions = (await db.Revisions.AsNoTracking().Where(r => ids.Contains(r.ArticleId))
            .Select(r => new IndexedText { Id = r.Id, ArticleId = r.ArticleId, Number = r.Number, Released = r.Released, EffectiveAt = r.EffectiveAt, Headline = r.Headline, Dek = r.Dek })
            .ToListAsync(ct)).ToLookup(r => r.ArticleId);
        var tags = (await db.Articles.AsNoTracking().Where(a => ids.Contains(a.Id)).SelectMany(a => a.Tags, (a, t) => new { a.Id, t.Name }).ToListAsync(ct)).ToLookup(t => t.Id, t => t.Name);
        var authors = (await db.Set<Byline>().AsNoTracking().Where(b => ids.Contains(b.ArticleId)).OrderBy(b => b.Place)
            .Select(b => new { b.ArticleId, b.AuthorId, b.Author.Name }).ToListAsync(ct)).ToLookup(b => b.ArticleId);
        foreach (var article in articles)
        {
            article.Texts = [.. revisions[article.Id].OrderByDescending(r => r.Number)];
            article.Tags = [.. tags[article.Id]];
            article.Authors = [.. authors[article.Id].Select(a => a.Name)];
            article.AuthorIds = [.. authors[article.Id].Select(a => a.AuthorId)];
        }

        await ReadBodies(articles.SelectMany(a => a.ForReaders(now)).ToDictionary(t => t.Id), ct);
        return articles;
    }

    private async Task ReadBodies(Dictionary<long, IndexedText> texts, CancellationToken ct)
    {
        // What was just written is still at hand, and parsed.
        foreach (var known in db.ChangeTracker.Entries<Revision>().Select(e => e.Entity).Where(r => r.PlainBody is not null))
        {
            if (texts.Remove(known.Id, out var text))
                text.Body = known.PlainBody!;
        }

        var ids = texts.Keys.ToList();
        if (ids.Count == 0)
            return;
        await foreach (var row in db.Revisions.AsNoTracking().Where(r => ids.Contains(r.Id)).Select(r => new { r.Id, r.Body }).AsAsyncEnumerable().WithCancellation(ct))
            texts[row.Id].Body = BodyText.Parse(row.Body).ToPlainText();
    }
}
