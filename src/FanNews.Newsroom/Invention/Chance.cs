namespace FanNews.Invention;

/// <summary>
/// Numbers that look random and are the same everywhere for the same beginning (SplitMix64). What is drawn for one story does not depend on
/// the stories before it, so that many are invented at once.
/// </summary>
internal sealed class Chance
{
    private const ulong Step = 0x9E3779B97F4A7C15;

    private ulong state;

    /// <summary>Begins from a seed, a purpose and a number.</summary>
    public Chance(long seed, Purpose purpose, long number = 0) => state = Mix(Mix(Mix((ulong)seed + Step) ^ (ulong)purpose) ^ (ulong)number);

    /// <summary>64 bits.</summary>
    public ulong Next() => Mix(state += Step);

    /// <summary>From 0 to just below 1.</summary>
    public double Share() => (Next() >> 11) * (1.0 / (1UL << 53));

    /// <summary>From 0 to just below <paramref name="count"/>.</summary>
    public int Below(int count) => (int)(Next() % (ulong)count);

    /// <summary>From <paramref name="least"/> to <paramref name="most"/>.</summary>
    public int Between(int least, int most) => least + Below(most - least + 1);

    /// <summary>True so many times of a thousand.</summary>
    public bool InThousand(int times) => Below(1000) < times;

    /// <summary>One of them.</summary>
    public T Of<T>(IReadOnlyList<T> all) => all[Below(all.Count)];

    /// <summary>From 0 to just below <paramref name="count"/>, low ones far more often than high ones: place r about as often as 1/r (Zipf).</summary>
    public int Zipf(int count) => Math.Min((int)Math.Pow(count + 1, Share()), count) - 1;

    /// <summary>Around 1, seldom far below or above: the exponential of a normal variable (Box and Muller).</summary>
    /// <param name="spread">Standard deviation of its logarithm.</param>
    public double Around(double spread) => Math.Exp(spread * Math.Sqrt(-2 * Math.Log(1 - Share())) * Math.Cos(2 * Math.PI * Share()));

    /// <summary>A UUID.</summary>
    public Guid Uuid()
    {
        Span<byte> bytes = stackalloc byte[16];
        BitConverter.TryWriteBytes(bytes, Next());
        BitConverter.TryWriteBytes(bytes[8..], Next());
        return new Guid(bytes);
    }

    private static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}

/// <summary>What chance is asked for: each has numbers of its own.</summary>
internal enum Purpose
{
    /// <summary>The words of the language.</summary>
    Words,

    /// <summary>Names of people and towns.</summary>
    Names,

    /// <summary>Tags.</summary>
    Tags,

    /// <summary>A story.</summary>
    Story,

    /// <summary>How much a story is talked about.</summary>
    Talk,

    /// <summary>The comments of a story.</summary>
    Comments,
}
