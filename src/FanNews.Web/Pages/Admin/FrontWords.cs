using FanNews.Articles;
using FanNews.Web.Admin;

namespace FanNews.Web.Pages.Admin;

/// <summary>How the desk speaks of the front page.</summary>
public static class FrontWords
{
    /// <summary>Name of a slot.</summary>
    /// <param name="slot">From 0.</param>
    public static string Slot(int slot) => slot switch
    {
        0 => "Lead",
        1 => "First beside the lead",
        2 => "Second beside the lead",
        _ => "Third beside the lead",
    };

    /// <summary>Why a slot shows what it shows.</summary>
    public static string Why(DeskSlot slot, DeskTimes times) => slot switch
    {
        { Pin: { Seen: true } pin } => "Pinned" + Until(pin, times),
        { Pin: { } pin } => $"Pinned{Until(pin, times)}, but not shown: {Hidden(pin, times)}. {(slot.Story is null ? "Nothing else is there." : "The rule fills the slot meanwhile.")}",
        { Story: null } => "Empty: there are not stories enough.",
        { Number: 0, Story.Picture.Src: not null } => "By rule: the newest with a picture",
        _ => "By rule: the newest",
    };

    /// <summary>What the page tells of the last change; null for nothing.</summary>
    public static string? Done(string? done) => done switch
    {
        "pinned" => "Pinned: readers see it now, or as soon as the story is out.",
        "moved" => "Moved.",
        "unpinned" => "Unpinned: the rule fills the slot.",
        "line" => "The line stands above every page.",
        "ended" => "The line is taken down.",
        _ => null,
    };

    private static string Until(DeskPin pin, DeskTimes times) => pin.EndsAt is { } at ? $" until {times.Time(at)}, {times.Until(at)}" : "";

    private static string Hidden(DeskPin pin, DeskTimes times) => pin.Stands switch
    {
        DeskState.Killed => "the story is killed",
        DeskState.Scheduled => $"the story is scheduled for {times.Time(pin.PublishAt!.Value)}",
        DeskState.Draft => "the story is a draft or was unpublished",
        DeskState.InReview => "the story waits for review",
        _ => "readers may not see the story now",
    };
}
