using FanNews.Comments;

namespace FanNews.Web.Pages;

/// <summary>A comment as a partial draws it.</summary>
/// <param name="Comment">The comment.</param>
/// <param name="Parent">Name of the sender of the comment that it stands under; null at the top.</param>
/// <param name="Permalink">Decoded path of the story.</param>
/// <param name="Query">The query with which the story's page shows the comment; empty for the first page.</param>
/// <param name="Open">Whether it may be answered.</param>
public sealed record CommentBox(CommentView Comment, string? Parent, string Permalink, string Query, bool Open);
