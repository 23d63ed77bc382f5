using FanNews.Articles;
using FanNews.Search;
using FanNews.Sections;
using FanNews.Storage;
using Microsoft.EntityFrameworkCore;

namespace FanNews.Onward;

/// <summary>A story and another, seen from both.</summary>
/// <param name="Forth">What the other is to the story.</param>
/// <param name="Back">The score of the story for the other.</param>
internal sealed record Kin(Relative Forth, double Back);

/// <summary>What was found for a story.</summary>
/// <param name="Ranked">Its relatives, best first, no event twice.</param>
/// <param name="Near">All that are near, for whom the story may be a relative in turn.</param>
/// <param name="Twins">Stories that report the same in nearly the same words.</param>
internal sealed record Family(IReadOnlyList<Relative> Ranked, IReadOnlyList<Kin> Near, IReadOnlySet<long> Twins)
{
    public static readonly Family None = new([], [], new HashSet<long>());
}

/// <summary>
/// Finds the stories that are like one: the index finds those that share its rarest telling words, its rare tags or its series, the packed
/// vectors say how much. Hidden ones are found too, for readers may see them later.
/// </summary>
internal sealed class FindRelatives(NewsroomDb db, Language language)
{
    private const int MostTerms = 60, MostAsked = 30;

    // A word in more stories than this tells little, and is not counted further.
    private const int Common = 2_000;

    // How many stories the words that are asked for may bring, and how many of those are weighed: the latest.
    private const int MostFound = 3_000, MostWeighed = 1_500;

    private const int RareTag = 1_000, MostTagged = 200;

    private const int MostNear = 60;

    // Of what a story shares with itself; less is chance.
    private const double LeastShare = 0.04;

    // So that readers get others beside the agency that writes most.
    private const int MostOfOneSource = 8;

    private const int MostNamed = 3;

    /// <summary>Finds them; null for a story that readers do not see and will not.</summary>
    public async Task<Family?> Of(IndexedArticle? story, DateTimeOffset now, CancellationToken ct) =>
        story?.ForReaders(now) is [var text, ..] ? await Of(story, text, ct) : null;

    private async Task<Family> Of(IndexedArticle story, IndexedText text, CancellationToken ct)
    {
        var terms = StoryTerms.Of(story.Words(text), language);
        var place = await db.Articles.AsNoTracking().Where(a => a.Id == story.Id).Select(a => new { a.PublishAt, a.SeriesId, Series = a.Series!.Name }).SingleAsync(ct);
        var (all, holding) = await WordIndex.Of(db).CountTo(db, [.. terms.Terms.Select(t => t.Stem)], Common, ct);
        var bonds = await Bonds(story.Id, place.SeriesId, place.Series, all, ct);
        var pool = await Pool(story.Id, terms, all, holding, bonds.Keys, ct);
        if (pool.Count == 0)
            return Family.None;

        var average = Math.Max(1, pool.Values.Average(v => TermVector.BodyLength(v)));
        var weights = Weights(terms, all, holding, average);
        var self = weights.Sum(w => w.Weight * Kinship.Weight(w.Term.Counts, Kinship.Norm(terms.BodyLength, average)));
        var near = pool.Select(p => (Id: p.Key, Vector: p.Value, Score: Text(weights, p.Value, average) + (bonds.GetValueOrDefault(p.Key)?.Score ?? 0)))
            .Where(p => p.Score >= LeastShare * self).OrderByDescending(p => p.Score).ThenByDescending(p => p.Id).Take(MostNear).ToList();
        var ids = near.ConvertAll(n => n.Id);
        var known = await db.Articles.AsNoTracking().Where(a => ids.Contains(a.Id)).Select(a => new { a.Id, a.PublishAt, a.SourceId }).ToDictionaryAsync(a => a.Id, ct);
        var own = await db.SearchRows.AsNoTracking().Where(r => r.Id == SearchRow.IdOf(story.Id, 0)).Select(r => r.Vector).SingleAsync(ct);

        var from = place.PublishAt ?? DateTimeOffset.UnixEpoch;
        var kin = near.Where(n => known.ContainsKey(n.Id)).Select(n => (n.Vector, known[n.Id].SourceId, Kin: new Kin(
            new Relative(n.Id, Math.Round(n.Score * Kinship.Recency(from, known[n.Id].PublishAt ?? from), 2), Reason(weights, n.Vector, average, bonds.GetValueOrDefault(n.Id))),
            Math.Round(n.Score * Kinship.Recency(known[n.Id].PublishAt ?? from, from), 2))))
            .OrderByDescending(k => k.Kin.Forth.Score).ThenByDescending(k => k.Kin.Forth.Story).ToList();
        var twins = kin.Where(k => Kinship.IsTwin(own, k.Vector)).Select(k => k.Kin.Forth.Story).ToHashSet();
        return new(Choose(kin.Where(k => !twins.Contains(k.Kin.Forth.Story))), [.. kin.Select(k => k.Kin)], twins);
    }

    // Of several that report the same event, the best.
    private static List<Relative> Choose(IEnumerable<(byte[] Vector, long? SourceId, Kin Kin)> kin)
    {
        var (chosen, vectors, sources) = (new List<Relative>(), new List<byte[]>(), new Dictionary<long, int>());
        foreach (var (vector, source, one) in kin)
        {
            if (chosen.Count == OnwardRow.Most)
                break;
            if (vectors.Exists(v => Kinship.IsTwin(v, vector)) || (source is { } credited && (sources[credited] = sources.GetValueOrDefault(credited) + 1) > MostOfOneSource))
                continue;
            chosen.Add(one.Forth);
            vectors.Add(vector);
        }

        return chosen;
    }

    private static List<(StoryTerm Term, double Weight)> Weights(StoryTerms terms, long all, Dictionary<string, long> holding, double average)
    {
        var norm = Kinship.Norm(terms.BodyLength, average);
        return [.. terms.Terms.Select(t => (Term: t, Weight: Kinship.Weight(t.Counts, norm) * Kinship.Rarity(all, Math.Max(1, holding.GetValueOrDefault(t.Stem)))))
            .OrderByDescending(t => t.Weight).Take(MostTerms)];
    }

    private static double Text(List<(StoryTerm Term, double Weight)> weights, byte[] vector, double average)
    {
        var norm = Kinship.Norm(TermVector.BodyLength(vector), average);
        return weights.Sum(w => w.Weight * Kinship.Weight(TermVector.Find(vector, w.Term.Hash), norm));
    }

    private static string Reason(List<(StoryTerm Term, double Weight)> weights, byte[] vector, double average, Bond? bond)
    {
        var norm = Kinship.Norm(TermVector.BodyLength(vector), average);
        var shared = weights.Select(w => (w.Term.Shown, Score: w.Weight * Kinship.Weight(TermVector.Find(vector, w.Term.Hash), norm))).Where(w => w.Score > 0).OrderByDescending(w => w.Score).ToList();
        if (bond is not null && (shared.Count == 0 || bond.Score >= shared[0].Score))
            return bond.Reason;
        var words = shared.Take(MostNamed).Select(w => $"'{w.Shown}'").ToList();
        return "shares " + (words.Count < 2 ? words[0] : string.Join(", ", words[..^1]) + " and " + words[^1]);
    }

    // What an editor tied together: the series, and tags that few stories have.
    private async Task<Dictionary<long, Bond>> Bonds(long story, long? seriesId, string? series, long all, CancellationToken ct)
    {
        var bonds = new Dictionary<long, Bond>();
        var pairs = db.Set<Dictionary<string, object>>("ArticleTags").AsNoTracking().Select(p => new { Article = EF.Property<long>(p, "ArticleId"), Tag = EF.Property<long>(p, "TagsId") });
        var names = db.Tags.AsNoTracking();
        var tags = await pairs.Where(p => p.Article == story).Select(p => new { p.Tag, names.Single(t => t.Id == p.Tag).Name, Count = pairs.Count(q => q.Tag == p.Tag) }).ToListAsync(ct);
        foreach (var tag in tags.Where(t => t.Count <= RareTag).OrderBy(t => t.Count))
        {
            var id = tag.Tag;
            foreach (var other in await pairs.Where(p => p.Tag == id && p.Article != story).OrderByDescending(p => p.Article).Take(MostTagged).Select(p => p.Article).ToListAsync(ct))
                Tie(other, Kinship.Shared(all, tag.Count), $"shares '{tag.Name}'");
        }

        if (seriesId is { } number)
        {
            var parts = await db.Articles.Where(a => a.SeriesId == number && a.Id != story).OrderByDescending(a => a.Id).Take(MostTagged).Select(a => a.Id).ToListAsync(ct);
            foreach (var part in parts)
                Tie(part, Kinship.Shared(all, parts.Count + 1), $"also in the series '{series}'", first: true);
        }

        return bonds;

        void Tie(long other, double score, string reason, bool first = false)
        {
            var before = bonds.GetValueOrDefault(other);
            bonds[other] = new((before?.Score ?? 0) + score, first ? reason : before?.Reason ?? reason);
        }
    }

    private async Task<Dictionary<long, byte[]>> Pool(long story, StoryTerms terms, long all, Dictionary<string, long> holding, IReadOnlyCollection<long> bound, CancellationToken ct)
    {
        var asked = new List<Match>();
        var found = 0L;
        foreach (var term in terms.Terms.Where(t => holding.GetValueOrDefault(t.Stem) is > 1 and < Common)
            .OrderByDescending(t => Kinship.Weight(t.Counts, 1) * Kinship.Rarity(all, holding[t.Stem])))
        {
            if (asked.Count == MostAsked || found > MostFound)
                break;
            asked.Add(new Match.Token(term.Stem));
            found += holding[term.Stem];
        }

        // The first of an article's texts: the one that is live, if any is.
        var rows = db.SearchRows.AsNoTracking().Where(r => r.Id % SearchRow.Slots == 0 && r.ArticleId != story);
        var pool = new Dictionary<long, byte[]>();
        if (asked.Count > 0)
        {
            var ids = WordIndex.Of(db).Highest(db, WordTable.SearchWords, new Match.Any(asked), MostWeighed, every: SearchRow.Slots, few: true);
            foreach (var row in await rows.Join(ids, r => r.Id, id => id, (r, _) => new { r.ArticleId, r.Vector }).ToListAsync(ct))
                pool[row.ArticleId] = row.Vector;
        }

        var missing = bound.Where(b => !pool.ContainsKey(b)).ToList();
        if (missing.Count > 0)
        {
            foreach (var row in await rows.Where(r => missing.Contains(r.ArticleId)).Select(r => new { r.ArticleId, r.Vector }).ToListAsync(ct))
                pool[row.ArticleId] = row.Vector;
        }

        return pool;
    }

    private sealed record Bond(double Score, string Reason);
}
