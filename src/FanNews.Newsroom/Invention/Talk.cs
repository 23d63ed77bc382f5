namespace FanNews.Invention;

/// <summary>What becomes of an invented story.</summary>
internal enum Fate
{
    /// <summary>Published as it was written.</summary>
    Public,

    /// <summary>Published, and changed since.</summary>
    Edited,

    /// <summary>Published, with a newer text that no editor released.</summary>
    Reworked,

    /// <summary>Not finished.</summary>
    Draft,

    /// <summary>Waits for an editor.</summary>
    InReview,

    /// <summary>Comes out at a time to come.</summary>
    Scheduled,

    /// <summary>Held back by an embargo.</summary>
    Embargoed,

    /// <summary>Taken from readers at a time that is past.</summary>
    Expired,

    /// <summary>Withdrawn.</summary>
    Killed,
}

/// <summary>What becomes of each story, and how the comments are shared out: most have none or a few, some have very many (Pareto).</summary>
internal sealed class Talk
{
    private const double Exponent = -1 / 1.3;
    private const double LargestWeight = 3_000;
    private const int SilentInThousand = 450;

    private static readonly (Fate Fate, int InThousand)[] Fates =
        [(Fate.Draft, 8), (Fate.InReview, 3), (Fate.Scheduled, 2), (Fate.Embargoed, 2), (Fate.Expired, 3), (Fate.Killed, 2), (Fate.Reworked, 8), (Fate.Edited, 70)];

    private readonly long seed;
    private readonly int comments;
    private readonly double all;
    private double before;

    /// <summary>Looks at all stories once, which costs next to nothing a story.</summary>
    /// <param name="seed">The seed.</param>
    /// <param name="articles">How many stories.</param>
    /// <param name="comments">How many comments they share.</param>
    public Talk(long seed, int articles, int comments)
    {
        (this.seed, this.comments) = (seed, comments);
        for (var number = 0; number < articles; number++)
            all += Weight(number).Weight;
    }

    /// <summary>The fate of the next story, and the places of its comments among all comments. Ask for each story once, in order.</summary>
    public (Fate Fate, int FirstComment, int Comments) Next(int number)
    {
        var (fate, weight) = Weight(number);
        var first = (int)(comments * (before / all));
        before += weight;
        return (fate, first, (int)(comments * (before / all)) - first);
    }

    /// <summary>Whether readers see a story of this fate.</summary>
    public static bool IsPublic(Fate fate) => fate is Fate.Public or Fate.Edited or Fate.Reworked;

    private (Fate Fate, double Weight) Weight(int number)
    {
        var chance = new Chance(seed, Purpose.Talk, number);
        // The first is public, so that there is one to comment on.
        var fate = number == 0 ? Fate.Public : Draw(chance.Below(1000));
        var silent = number > 0 && chance.InThousand(SilentInThousand);
        return (fate, silent || !IsPublic(fate) ? 0 : Math.Min(Math.Pow(1 - chance.Share(), Exponent), LargestWeight));
    }

    private static Fate Draw(int drawn)
    {
        foreach (var (fate, share) in Fates)
        {
            if (drawn < share)
                return fate;
            drawn -= share;
        }

        return Fate.Public;
    }
}
