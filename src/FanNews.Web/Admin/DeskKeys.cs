using FanNews.Comments;
using FanNews.Web.Pages.Admin;

namespace FanNews.Web.Admin;

/// <summary>One key of the desk.</summary>
/// <param name="Press">What to press, such as <c>Ctrl S</c>; a comma stands between two keys of a pair.</param>
/// <param name="Does">What it does, in the list of all keys.</param>
/// <param name="Foot">The same in a word or two for the foot line; null to leave it out there.</param>
public sealed record DeskKey(string Press, string Does, string? Foot = null);

/// <summary>The keys of a page of the desk: for its foot line and for the list of all keys.</summary>
/// <param name="Title">What the list is called.</param>
/// <param name="Own">The page's own keys, those of the whole desk not among them.</param>
public sealed record DeskKeys(string Title, IReadOnlyList<DeskKey> Own)
{
    private static readonly DeskKey[] Everywhere = [new("Ctrl K", "Go to a story or a place", "Go to"), new("?", "This list")];

    /// <summary>A page without keys of its own.</summary>
    public static DeskKeys Plain { get; } = new("Keys of the desk", []);

    /// <summary>The list of stories.</summary>
    public static DeskKeys Stories { get; } = new("Keys of the stories",
    [
        new("J, K", "Next story of the list, story before", "Move"), new("Enter", "Open it", "Open"), new("N", "New story", "New story"), new("/", "Find stories", "Find"),
    ]);

    /// <summary>The story's editor.</summary>
    public static DeskKeys Editor { get; } = new("Keys of the editor",
    [
        new("Ctrl S", "Save, also while you write", "Save"), new("Ctrl B", "Bold", "Bold"), new("Ctrl I", "Italic", "Italic"), new("Ctrl Shift L", "Link", "Link"), new("Ctrl Shift 2", "Heading"),
        new("Ctrl Shift 7", "Numbered list"), new("Ctrl Shift 8", "List"), new("Ctrl Shift 9", "Quote"), new("/", "On an empty line: what can stand there"), new("Ctrl Shift X", "Struck out"), new("Ctrl Shift H", "Find and replace"), new("Ctrl M", "The text in Markdown, and back", "Markdown"), new("Ctrl Shift F", "Nothing but the text"),
        new("Ctrl Enter", "Out of a picture, a table or a note, to a new line below it"), new("Alt F10", "From the body to its toolbar"), new("Ctrl Z", "Take the last step back"),
    ]);

    /// <summary>The queue of comments.</summary>
    /// <param name="open">The tab that is open; it has the decisions that fit it.</param>
    public static DeskKeys Queue(QueueTab open) => new("Keys of the queue",
    [
        new("J, K", "Next comment, comment before", "Move"),
        new("A", "Approve the current comment", Foot(open, "A")), new("S", "Mark it as spam", Foot(open, "S")), new("T", "Put it into the trash", Foot(open, "T")),
        new("R", "Reply to it", "Reply"), new("E", "Change its text"), new("B", "Ban its sender", "Ban"), new("N", "Leave a note for colleagues"), new("X", "Select it, for the buttons above the list", "Select"),
        new("U", "Undo what the dark line tells; Z does too", "Undo"), new("/", "Find in comments", "Find"), new("Esc", "Close what was opened under a comment"),
    ]);

    /// <summary>All keys that work on the page.</summary>
    public IEnumerable<DeskKey> All => Own.Concat(Everywhere);

    private static string? Foot(QueueTab open, string key) =>
        QueueWords.Choices(open.Status()).Where(c => string.Equals(c.Key, key, StringComparison.OrdinalIgnoreCase)).Select(c => c.Name).FirstOrDefault();
}
