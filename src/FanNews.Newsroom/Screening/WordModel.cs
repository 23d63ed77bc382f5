using System.IO.Compression;

namespace FanNews.Screening;

/// <summary>How a comment was judged by words alone.</summary>
/// <param name="Probability">From 0 to 1: of so many comments that look like this, the share that people refused.</param>
/// <param name="Words">The words that moved it most, the heaviest first.</param>
public sealed record WordJudgement(double Probability, IReadOnlyList<WordShare> Words);

/// <summary>What one word did to a judgement.</summary>
/// <param name="Word">The word, or what a person would call a trait, such as <c>exclamation marks</c>.</param>
/// <param name="Share">Above 0 it spoke against the comment, below 0 for it.</param>
public sealed record WordShare(string Word, double Share);

/// <summary>
/// Knows comments by their words: one weight for each hashed word, pair and piece of a word, found by <see cref="LearnWords"/>.
/// Never changes; any number of threads may ask it.
/// </summary>
public sealed class WordModel
{
    /// <summary>The most weights that are kept; the smallest are dropped.</summary>
    public const int MostWeights = 200_000;

    private const byte Format = 1;
    private readonly float[] weights;

    internal WordModel(float[] weights, double bias, double slope, double offset) =>
        (this.weights, Bias, Slope, Offset) = (weights, bias, slope, offset);

    private double Bias { get; }

    private double Slope { get; }

    private double Offset { get; }

    /// <summary>Judges a comment. Takes well under a millisecond, the longest included.</summary>
    public WordJudgement Judge(Wording wording)
    {
        var traits = Traits.Of(wording);
        var shares = new Dictionary<string, double>(StringComparer.Ordinal);
        var score = Bias;
        foreach (var trait in traits.All)
        {
            var share = (double)weights[trait.Index] * trait.Value;
            score += share;
            var word = traits.Sources[trait.Source];
            shares[word] = shares.GetValueOrDefault(word) + share;
        }

        return new(Probability(score), Heaviest(shares, score > 0));
    }

    /// <summary>The model as bytes, to be kept.</summary>
    public byte[] ToBytes()
    {
        using var bytes = new MemoryStream();
        using (var packed = new BrotliStream(bytes, CompressionLevel.Fastest, leaveOpen: true))
        using (var writer = new BinaryWriter(packed))
        {
            writer.Write(Format);
            writer.Write(Bias);
            writer.Write(Slope);
            writer.Write(Offset);
            var kept = Kept();
            writer.Write(kept.Count);
            var last = 0;
            foreach (var index in kept)
            {
                writer.Write7BitEncodedInt(index - last);
                writer.Write(weights[index]);
                last = index;
            }
        }

        return bytes.ToArray();
    }

    /// <summary>Reads a model that was kept.</summary>
    /// <exception cref="InvalidDataException">These are not the bytes of a model.</exception>
    public static WordModel From(byte[] bytes)
    {
        try
        {
            using var packed = new BrotliStream(new MemoryStream(bytes), CompressionMode.Decompress);
            using var reader = new BinaryReader(packed);
            if (reader.ReadByte() != Format)
                throw new InvalidDataException("The model is of another version of the program.");
            var (bias, slope, offset) = (reader.ReadDouble(), reader.ReadDouble(), reader.ReadDouble());
            var weights = new float[Traits.Places];
            var index = 0;
            for (var left = reader.ReadInt32(); left > 0; left--)
            {
                index += reader.Read7BitEncodedInt();
                weights[index] = reader.ReadSingle();
            }

            return new WordModel(weights, bias, slope, offset);
        }
        catch (Exception e) when (e is EndOfStreamException or IndexOutOfRangeException or FormatException or InvalidOperationException)
        {
            throw new InvalidDataException("The model is damaged.", e);
        }
    }

    private double Probability(double score) => 1 / (1 + Math.Exp(-(Slope * score + Offset)));

    private List<int> Kept()
    {
        var present = Enumerable.Range(0, weights.Length).Where(i => weights[i] != 0).ToList();
        return present.Count <= MostWeights ? present : [.. present.OrderByDescending(i => Math.Abs(weights[i])).Take(MostWeights).Order()];
    }

    // Words that speak for the judgement, without those that only repeat a heavier one.
    private static List<WordShare> Heaviest(Dictionary<string, double> shares, bool against)
    {
        var told = new List<WordShare>(5);
        foreach (var (word, share) in shares.Where(s => s.Value != 0 && s.Value > 0 == against).OrderByDescending(s => Math.Abs(s.Value)))
        {
            if (told.Count == 5 || Math.Abs(share) < 0.01)
                break;
            if (!told.Any(t => Repeats(t.Word, word)))
                told.Add(new(word, share));
        }

        return told;
    }

    private static bool Repeats(string heavier, string word) =>
        $" {heavier} ".Contains($" {word} ", StringComparison.Ordinal) || $" {word} ".Contains($" {heavier} ", StringComparison.Ordinal);
}
