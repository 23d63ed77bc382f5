namespace FanNews.Sections;

/// <summary>A part of the paper. Sections form a tree.</summary>
public sealed class Section
{
    /// <summary>Number in the store.</summary>
    public long Id { get; private set; }

    /// <summary>Its part of the address. Unique in the newsroom.</summary>
    public required string Slug { get; set; }

    /// <summary>What readers call it.</summary>
    public required string Name { get; set; }

    /// <summary>A sentence about it.</summary>
    public string? Description { get; set; }

    /// <summary>The section it belongs to; null for a main section.</summary>
    public long? ParentId { get; set; }

    /// <summary>The section it belongs to.</summary>
    public Section? Parent { get; set; }

    /// <summary>Place among its siblings, lowest first; equal places by name.</summary>
    public int Place { get; set; }
}

/// <summary>What a story is about, in a word or two.</summary>
public sealed class Tag
{
    /// <summary>Number in the store.</summary>
    public long Id { get; private set; }

    /// <summary>Its part of the address. Unique.</summary>
    public required string Slug { get; set; }

    /// <summary>What readers call it.</summary>
    public required string Name { get; set; }
}

/// <summary>Stories that belong together and are read in order.</summary>
public sealed class Series
{
    /// <summary>Number in the store.</summary>
    public long Id { get; private set; }

    /// <summary>Its part of the address. Unique.</summary>
    public required string Slug { get; set; }

    /// <summary>What readers call it.</summary>
    public required string Name { get; set; }

    /// <summary>A sentence about it.</summary>
    public string? Description { get; set; }
}

/// <summary>Who is credited with a report: an agency, a partner paper.</summary>
public sealed class Source
{
    /// <summary>Number in the store.</summary>
    public long Id { get; private set; }

    /// <summary>Its part of the address. Unique.</summary>
    public required string Slug { get; set; }

    /// <summary>The credit line.</summary>
    public required string Name { get; set; }

    /// <summary>Its own site; null for none.</summary>
    public string? Url { get; set; }
}
