namespace FanNews.Search;

/// <summary>A story that may be an answer.</summary>
/// <param name="ArticleId">Number of the article.</param>
/// <param name="Number">Number of the revision within the article.</param>
/// <param name="PublishAt">When it came out (UTC).</param>
/// <param name="Vector">Its words (<see cref="TermVector"/>).</param>
internal sealed record Candidate(long ArticleId, int Number, DateTimeOffset PublishAt, byte[] Vector);

/// <summary>
/// Orders what was found, the same on both engines: BM25F (Robertson and Zaragoza 2009), one saturation over the weighted fields, with a
/// little for recency. Long questions are asked again with the words of the best answers. docs/search.md says what was tried.
/// </summary>
internal static class Ranking
{
    // The weights of issue and contract; the rest was chosen on the Cranfield questions of odd number.
    private const double Headline = 10, Dek = 4, Byline = 3, Tags = 3, K1 = 1.2, B = 0.75;

    private const int BestAnswers = 5, MostNewWords = 40, LongQuestion = 4;

    private const double NewWordsCount = 0.6;

    // At most a tenth, half of it gone in half a year: it decides between equals.
    private const double Recency = 0.1, RecencyHalf = 182;

    /// <summary>Whether a question is asked again with the words of the best answers; those must be answers that readers see.</summary>
    public static bool AsksAgain(IReadOnlyCollection<string> stems) => stems.Count >= LongQuestion;

    /// <summary>The score of each candidate.</summary>
    /// <param name="candidates">What was found.</param>
    /// <param name="stems">What was asked for.</param>
    /// <param name="all">Stories in the index.</param>
    /// <param name="holding">Stories that hold each stem.</param>
    /// <param name="language">The language of the index.</param>
    /// <param name="now">The instant (UTC).</param>
    public static double[] Score(
        IReadOnlyList<Candidate> candidates, IReadOnlyList<string> stems, long all, IReadOnlyDictionary<string, long> holding, Language language, DateTimeOffset now)
    {
        var average = Math.Max(1, candidates.Average(c => TermVector.BodyLength(c.Vector)));
        var question = stems.ToDictionary(TermVector.Hash, s => Rarity(all, holding.GetValueOrDefault(s)));
        var scores = candidates.Select(c => Score(c, question, average)).ToArray();
        if (AsksAgain(stems) && candidates.Count > BestAnswers)
        {
            foreach (var (hash, weight) in NewWords(candidates, scores, language))
                question[hash] = question.GetValueOrDefault(hash) + weight;
            scores = [.. candidates.Select(c => Score(c, question, average))];
        }

        for (var i = 0; i < scores.Length; i++)
            scores[i] *= 1 + (Recency * Math.Pow(2, -Math.Max(0, (now - candidates[i].PublishAt).TotalDays) / RecencyHalf));
        return scores;
    }

    private static double Score(Candidate story, Dictionary<uint, double> question, double average)
    {
        var norm = 1 - B + (B * TermVector.BodyLength(story.Vector) / average);
        var score = 0.0;
        foreach (var (hash, weight) in question)
        {
            var c = TermVector.Find(story.Vector, hash);
            var count = (c.Body / norm) + (Headline * c.Headline) + (Dek * c.Dek) + (Byline * c.Byline) + (Tags * c.Tags);
            score += weight * count * (K1 + 1) / (count + K1);
        }

        return score;
    }

    private static double Rarity(double all, double holding) => Math.Log(1 + (Math.Max(0, all - holding) + 0.5) / (holding + 0.5));

    // The words that the best answers say often and the other candidates rarely (pseudo relevance feedback).
    private static IEnumerable<(uint Hash, double Weight)> NewWords(IReadOnlyList<Candidate> candidates, double[] scores, Language language)
    {
        var best = Enumerable.Range(0, scores.Length).OrderByDescending(i => scores[i]).Take(BestAnswers).Where(i => scores[i] > 0).ToList();
        var total = best.Sum(i => scores[i]);
        var share = new Dictionary<uint, double>();
        foreach (var i in best)
        {
            var (vector, length) = (candidates[i].Vector, Math.Max(1, TermVector.BodyLength(candidates[i].Vector)));
            for (var w = 0; w < TermVector.Count(vector); w++)
            {
                var (hash, counts) = TermVector.At(vector, w);
                if (counts.Body > 0 && !language.IsStopHash(hash))
                    share[hash] = share.GetValueOrDefault(hash) + (scores[i] / total * counts.Body / length);
            }
        }

        var holding = new Dictionary<uint, int>();
        foreach (var candidate in candidates)
        {
            for (var w = 0; w < TermVector.Count(candidate.Vector); w++)
            {
                var hash = TermVector.At(candidate.Vector, w).Hash;
                if (share.ContainsKey(hash))
                    holding[hash] = holding.GetValueOrDefault(hash) + 1;
            }
        }

        var chosen = share.Select(s => (Hash: s.Key, Rarity: Rarity(candidates.Count, holding[s.Key]), Share: s.Value))
            .Select(s => (s.Hash, s.Rarity, Offer: s.Share * s.Rarity)).OrderByDescending(s => s.Offer).ThenBy(s => s.Hash).Take(MostNewWords).ToList();
        return chosen.Select(s => (s.Hash, NewWordsCount * s.Rarity * s.Offer / chosen[0].Offer));
    }
}
