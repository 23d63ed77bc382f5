namespace FanNews.Articles;

/// <summary>Something that the desk looks at before a story is published.</summary>
public enum StoryCheck
{
    /// <summary>Every picture says whose it is.</summary>
    Credit,

    /// <summary>Every picture says what it shows.</summary>
    Alt,

    /// <summary>No heading skips a level.</summary>
    Headings,

    /// <summary>No link to this site leads nowhere.</summary>
    Links,

    /// <summary>There is a dek.</summary>
    Dek,

    /// <summary>Search results show the whole headline.</summary>
    Headline,

    /// <summary>The address is free.</summary>
    Slug,

    /// <summary>Nothing is told before those who gave it allow it.</summary>
    Embargo,

    /// <summary>Every quotation that begins ends.</summary>
    Quotes,

    /// <summary>Nobody shouts.</summary>
    Capitals,

    /// <summary>No picture's licence has ended, or is about to.</summary>
    Licence,
}

/// <summary>What a check found.</summary>
/// <param name="Check">Which.</param>
/// <param name="Field">The field of the form that it is about.</param>
/// <param name="Sentence">What is wrong.</param>
public sealed record CheckedThing(StoryCheck Check, string Field, string Sentence);
