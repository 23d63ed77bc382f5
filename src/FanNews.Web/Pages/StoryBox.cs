using FanNews.Articles;
using FanNews.Body;

namespace FanNews.Web.Pages;

/// <summary>A story as its page sets it.</summary>
/// <param name="Story">The story.</param>
/// <param name="Html">Its body, as a reader gets it.</param>
public sealed record StoryBox(StoryView Story, SafeHtml Html);
