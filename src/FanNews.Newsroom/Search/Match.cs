namespace FanNews.Search;

/// <summary>What the index is asked for, in terms of its tokens. Each engine writes it in its own language.</summary>
internal abstract record Match
{
    private Match()
    {
    }

    /// <summary>The token, or any that begins with it.</summary>
    internal sealed record Token(string Text, bool Prefix = false) : Match;

    /// <summary>The tokens one after the other.</summary>
    internal sealed record Phrase(IReadOnlyList<string> Tokens) : Match;

    /// <summary>All of the parts, at least one.</summary>
    internal sealed record All(IReadOnlyList<Match> Parts) : Match;

    /// <summary>Any of the parts, at least one.</summary>
    internal sealed record Any(IReadOnlyList<Match> Parts) : Match;

    /// <summary>The one without the other.</summary>
    internal sealed record But(Match Wanted, Match Unwanted) : Match;
}
