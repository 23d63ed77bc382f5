using System.Text.Json;

namespace FanNews.Articles;

/// <summary>Where a story runs, as its form says it: two that are equal say the same. Null where a form did not say.</summary>
public sealed record Placement
{
    /// <summary>Number of the section; blank for none.</summary>
    public string? Section { get; init; }

    /// <summary>Tags by name.</summary>
    public string? Tags { get; init; }

    /// <summary>Authors by name, in order.</summary>
    public string? Authors { get; init; }

    /// <summary>Who is credited.</summary>
    public string? Source { get; init; }

    /// <summary>The series.</summary>
    public string? Series { get; init; }

    /// <summary>Which part of it.</summary>
    public string? Part { get; init; }

    /// <summary>Last part of the address.</summary>
    public string? Slug { get; init; }

    /// <summary>Number of the lead picture; blank for none.</summary>
    public string? Lead { get; init; }

    /// <summary>The story pinned to follow it.</summary>
    public string? NextPost { get; init; }

    /// <summary>The stories pinned beside it.</summary>
    public string? MayLike { get; init; }

    /// <summary>When it is to come out, local time of the site.</summary>
    public string? PublishAt { get; init; }

    /// <summary>Which of two, where that time happens twice.</summary>
    public string? Offset { get; init; }

    /// <summary>No reader before this.</summary>
    public string? EmbargoUntil { get; init; }

    /// <summary>Which of two.</summary>
    public string? EmbargoOffset { get; init; }

    /// <summary>No reader from this on.</summary>
    public string? ExpiresAt { get; init; }

    /// <summary>Which of two.</summary>
    public string? ExpiryOffset { get; init; }

    /// <summary>Number of the person who works on it.</summary>
    public string? Assignee { get; init; }

    /// <summary>When it is to be done.</summary>
    public string? Deadline { get; init; }

    /// <summary>Which of two.</summary>
    public string? DeadlineOffset { get; init; }

    /// <summary>Whether readers may reply.</summary>
    public bool CommentsOpen { get; init; }

    /// <summary>For how many days they may; blank for as many as the site says.</summary>
    public string? CommentDays { get; init; }

    /// <summary>As a form carries it.</summary>
    public string Write() => JsonSerializer.Serialize(this);

    /// <summary>Reads what a form carries; null for nothing that was ever written so.</summary>
    public static Placement? Read(string? written)
    {
        try
        {
            return string.IsNullOrEmpty(written) ? null : JsonSerializer.Deserialize<Placement>(written);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
