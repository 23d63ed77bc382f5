namespace FanNews.Articles;

/// <summary>What became of a change of the front page.</summary>
public abstract record FrontAnswer
{
    private FrontAnswer()
    {
    }

    /// <summary>It is done and on disk.</summary>
    public sealed record Done : FrontAnswer;

    /// <summary>Something may not be; nothing was changed.</summary>
    /// <param name="Problems">Field by field.</param>
    public sealed record Refused(IReadOnlyList<Refusal> Problems) : FrontAnswer;

    /// <summary>Somebody else changed the page since the form was made; nothing was changed.</summary>
    public sealed record Conflict : FrontAnswer;

    /// <summary>There is no such story or pin.</summary>
    public sealed record Missing : FrontAnswer;
}
