namespace FanNews.Screening;

/// <summary>A comment that somebody judged.</summary>
/// <param name="Wording">What was written.</param>
/// <param name="Refused">Whether it was refused.</param>
/// <param name="Weight">How much it counts; 1 for an ordinary one.</param>
public sealed record JudgedWording(Wording Wording, bool Refused, double Weight = 1);

/// <summary>
/// Finds the weights of a <see cref="WordModel"/>: a linear support vector machine with squared hinge loss, solved by dual coordinate descent
/// (Hsieh et al., A Dual Coordinate Descent Method for Large-scale Linear SVM, ICML 2008), its scores turned into probabilities by a logistic
/// curve over held-out comments (Platt 1999). The same examples give the same model.
/// </summary>
public static class LearnWords
{
    // By cross-validation on the shared comments anything from 0.3 to 1 does as well.
    private const double Softness = 0.8;
    private const float BiasTrait = 0.5f;
    private const int MostRounds = 60;

    /// <summary>Learns from examples, and holds parts of them out in turn to see how well.</summary>
    /// <param name="examples">What the newsroom, or a file, judged.</param>
    /// <param name="seeds">What is learnt from besides, but not measured on while there are enough examples of both kinds.</param>
    /// <param name="ct">Ends the work.</param>
    /// <exception cref="InvalidOperationException">There is nothing refused, or nothing that passed.</exception>
    public static LearntModel From(IReadOnlyList<JudgedWording> examples, IReadOnlyList<JudgedWording> seeds, CancellationToken ct = default)
    {
        var enough = examples.Count(e => e.Refused) >= HeldOut.Fewest && examples.Count(e => !e.Refused) >= HeldOut.Fewest;
        var measured = enough ? examples : [.. examples, .. seeds];
        // Only the places that are used: what is looked at again and again stays near the processor.
        var places = new Dictionary<int, int>();
        var rows = measured.Select(e => Row.Of(e, places)).ToArray();
        var always = enough ? seeds.Select(e => Row.Of(e, places)).ToArray() : [];
        if (rows.All(r => r.Refused) || !rows.Any(r => r.Refused))
            throw new InvalidOperationException("A model needs comments of both kinds.");

        var scores = new double[rows.Length];
        // Of few examples one cut says little: several, and their mean.
        var cuts = Math.Clamp(6_000 / rows.Length, 1, 4);
        for (var cut = 0; cut < cuts; cut++)
        {
            var folds = HeldOut.Folds(measured, cut);
            for (var fold = 0; fold < HeldOut.Parts; fold++)
            {
                var (weights, bias) = Solve([.. rows.Where((_, i) => folds[i] != fold), .. always], places.Count, ct);
                for (var i = 0; i < rows.Length; i++)
                {
                    if (folds[i] == fold)
                        scores[i] += (bias + rows[i].Dot(weights)) / cuts;
                }
            }
        }

        var refused = Array.ConvertAll(rows, r => r.Refused);
        var (slope, offset) = HeldOut.Curve(scores, refused);
        var (all, start) = Solve([.. rows, .. always], places.Count, ct);
        var whole = new float[Traits.Places];
        foreach (var (place, near) in places)
            whole[place] = all[near];
        var probabilities = Array.ConvertAll(scores, s => 1 / (1 + Math.Exp(-(slope * s + offset))));
        return new(new WordModel(whole, start, slope, offset), ModelReport.Of(probabilities, refused));
    }

    private static (float[] Weights, double Bias) Solve(Row[] rows, int places, CancellationToken ct)
    {
        var (weights, bias) = (new float[places], 0.0);
        var pull = new double[rows.Length];
        // The rarer kind counts for more, by the root, so that a newsroom with one spam in fifty learns what it looks like.
        var share = Math.Sqrt((double)rows.Count(r => !r.Refused) / Math.Max(1, rows.Count(r => r.Refused)));
        var softness = Array.ConvertAll(rows, r => 1 / (2 * Softness * r.Weight * (r.Refused ? Math.Sqrt(share) : 1 / Math.Sqrt(share))));
        var order = Enumerable.Range(0, rows.Length).ToArray();
        var random = new Random(17);
        for (var round = 0; round < MostRounds; round++)
        {
            ct.ThrowIfCancellationRequested();
            random.Shuffle(order);
            var largest = 0.0;
            foreach (var i in order)
            {
                var row = rows[i];
                var sign = row.Refused ? 1.0 : -1.0;
                var slope = sign * (bias + row.Dot(weights)) - 1 + pull[i] * softness[i];
                var next = Math.Max(0, pull[i] - slope / (row.Square + softness[i]));
                var step = (next - pull[i]) * sign;
                if (step == 0)
                    continue;
                largest = Math.Max(largest, Math.Abs(step));
                pull[i] = next;
                row.AddTo(weights, (float)step);
                bias += step * BiasTrait * BiasTrait;
            }

            if (largest < 1e-3)
                break;
        }

        return (weights, bias);
    }

    private sealed record Row(int[] Places, float[] Values, bool Refused, double Weight)
    {
        public double Square { get; } = Values.Sum(v => (double)v * v) + BiasTrait * BiasTrait;

        public static Row Of(JudgedWording example, Dictionary<int, int> places)
        {
            var traits = Traits.Of(example.Wording).All;
            foreach (var trait in traits)
                places.TryAdd(trait.Index, places.Count);
            return new([.. traits.Select(t => places[t.Index])], [.. traits.Select(t => t.Value)], example.Refused, example.Weight);
        }

        public double Dot(float[] weights)
        {
            var sum = 0.0;
            for (var i = 0; i < Places.Length; i++)
                sum += weights[Places[i]] * Values[i];
            return sum;
        }

        public void AddTo(float[] weights, float step)
        {
            for (var i = 0; i < Places.Length; i++)
                weights[Places[i]] += step * Values[i];
        }
    }
}

/// <summary>A model with what is known of it.</summary>
/// <param name="Model">The model, learnt from everything.</param>
/// <param name="Report">How well it did on comments that were held out.</param>
public sealed record LearntModel(WordModel Model, ModelReport Report);
