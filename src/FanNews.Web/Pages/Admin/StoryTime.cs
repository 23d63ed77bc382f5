using FanNews.Articles;
using FanNews.Web.Admin;

namespace FanNews.Web.Pages.Admin;

/// <summary>A local time in a story's form, with what it means: its zone, how long until then, and which of two where it happens twice.</summary>
/// <param name="Field">The field.</param>
/// <param name="OffsetName">Name of the choice where the time happens twice.</param>
/// <param name="Offset">What was chosen.</param>
/// <param name="Read">The time as it was understood.</param>
/// <param name="Page">The page.</param>
public sealed record StoryTime(DeskField Field, string OffsetName, string? Offset, LocalTime Read, StoryModel Page);
