using FanNews.Articles;
using FanNews.Body;
using FanNews.Media;

namespace FanNews.Web.Feeds;

/// <summary>A feed before it is written in a format.</summary>
public sealed record FeedDocument
{
    /// <summary>Decoded path of the square picture that stands for the paper.</summary>
    public const string Icon = "/icons/192.png";

    /// <summary>What it holds.</summary>
    public required string Title { get; init; }

    /// <summary>A sentence about it.</summary>
    public required string Description { get; init; }

    /// <summary>Decoded path of the page with the same things.</summary>
    public required string Page { get; init; }

    /// <summary>Its own address.</summary>
    public required FeedAddress Address { get; init; }

    /// <summary>Which part of it this is; null for the newest.</summary>
    public ListPlace? Before { get; init; }

    /// <summary>After which place it goes on; null at its end.</summary>
    public ListPlace? Next { get; init; }

    /// <summary>When the newest of its entries changed (UTC).</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>Newest first.</summary>
    public required IReadOnlyList<FeedEntry> Entries { get; init; }

    /// <summary>Decoded path and query of the address that was asked for.</summary>
    public (string Path, string Query) Self => (Address.Path, Query(Before));

    /// <summary>The query that asks for what follows a place; empty for the newest.</summary>
    public static string Query(ListPlace? before) => before is { } place ? "?before=" + place : "";
}

/// <summary>One thing of a feed: a story, or a comment.</summary>
public sealed record FeedEntry
{
    /// <summary>Names it for good (an IRI).</summary>
    public required string Identity { get; init; }

    /// <summary>Plain text.</summary>
    public required string Title { get; init; }

    /// <summary>Its absolute address.</summary>
    public required string Url { get; init; }

    /// <summary>Publication (UTC).</summary>
    public required DateTimeOffset PublishedAt { get; init; }

    /// <summary>Last change (UTC), never before publication.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>Who wrote it, in order, each with the decoded path of their page, if there is one.</summary>
    public IReadOnlyList<(string Name, string? Path)> Authors { get; init; } = [];

    /// <summary>What it is about.</summary>
    public IReadOnlyList<string> Categories { get; init; } = [];

    /// <summary>The dek, or the beginning of the text; plain. Null where it would repeat the whole.</summary>
    public string? Summary { get; init; }

    /// <summary>All of it, with absolute addresses.</summary>
    public required SafeHtml Html { get; init; }

    /// <summary>Its pictures, the first one first of all.</summary>
    public IReadOnlyList<PictureView> Pictures { get; init; } = [];

    /// <summary>Its sound or video, which programs for podcasts take; null for none.</summary>
    public FileView? Enclosure { get; init; }

    /// <summary>How many public comments it has; null for what cannot have any.</summary>
    public int? Comments { get; init; }

    /// <summary>Decoded path of the article; comments are its fragments and have their feed under it.</summary>
    public required string Permalink { get; init; }
}
