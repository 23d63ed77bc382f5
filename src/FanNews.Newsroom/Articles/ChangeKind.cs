using FanNews.Body;

namespace FanNews.Articles;

/// <summary>What a change of a story is that readers know.</summary>
public enum ChangeKind
{
    /// <summary>A slip of the pen; nothing that is said changed.</summary>
    Typo,

    /// <summary>More, or newer, than was known.</summary>
    Update,

    /// <summary>It was right, and could be misread.</summary>
    Clarification,

    /// <summary>It was wrong.</summary>
    Correction,
}

/// <summary>What readers are told of a change: a box in the body itself, so that it goes wherever the text goes.</summary>
public static class ChangeNote
{
    /// <summary>Whether readers must be told what was wrong.</summary>
    public static bool NeedsNote(this ChangeKind kind) => kind is ChangeKind.Clarification or ChangeKind.Correction;

    /// <summary>A body with a note at its end; at its beginning where the end is open (a code block that nobody closed).</summary>
    /// <param name="body">The body, Markdown.</param>
    /// <param name="kind">What the change is. A slip has no note: it is called an update.</param>
    /// <param name="note">One line of Markdown.</param>
    /// <param name="day">The day that readers see, in the zone of the paper.</param>
    public static string Put(string body, ChangeKind kind, string note, DateOnly day)
    {
        var name = (kind == ChangeKind.Typo ? ChangeKind.Update : kind).ToString().ToLowerInvariant();
        var box = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"::: {name} {day:yyyy-MM-dd}\n{note.Trim().TrimStart(':').Trim()}\n:::");
        var text = body.TrimEnd();
        var ended = text.Length == 0 ? box + "\n" : $"{text}\n\n{box}\n";
        return BodyText.Parse(ended).Notes.Count > BodyText.Parse(text).Notes.Count ? ended : $"{box}\n\n{text}\n";
    }

    /// <summary>What the notes of a text say that an older one did not have: the gravest; null for none.</summary>
    internal static ChangeKind? Added(BodyText older, BodyText newer)
    {
        var known = older.Notes.ToList();
        var added = newer.Notes.Where(note => !known.Remove(note)).Select(note => (NoteKind?)note.Kind).Max();
        return added switch
        {
            NoteKind.Correction => ChangeKind.Correction,
            NoteKind.Clarification => ChangeKind.Clarification,
            NoteKind.Update => ChangeKind.Update,
            _ => null,
        };
    }
}
