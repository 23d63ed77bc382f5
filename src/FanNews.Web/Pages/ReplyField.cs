namespace FanNews.Web.Pages;

/// <summary>One field of Leave a Reply as a partial draws it.</summary>
/// <param name="Name">Its name in the form.</param>
/// <param name="Label">Its accessible name.</param>
/// <param name="Value">What was typed.</param>
/// <param name="Problems">What the reader has to mend, of all fields.</param>
public sealed record ReplyField(string Name, string Label, string? Value, IReadOnlyList<Refusal> Problems)
{
    /// <summary>What is said under the label.</summary>
    public string? Hint { get; init; }

    /// <summary>Type of the control; null for one that takes many lines.</summary>
    public string? Type { get; init; } = "text";

    /// <summary>What the browser may fill in by itself.</summary>
    public string? Autocomplete { get; init; }

    /// <summary>Whether it may be left empty.</summary>
    public bool Optional { get; init; }

    /// <summary>Where it stands in the page.</summary>
    public string Id => IdOf(Name);

    /// <summary>Why its value was refused; null when it wasn't.</summary>
    public string? Problem => Problems.FirstOrDefault(p => p.Field == Name)?.Sentence;

    /// <summary>The elements that describe it.</summary>
    public string? DescribedBy => (Hint, Problem) switch
    {
        (null, null) => null,
        (not null, null) => Id + "-hint",
        (null, not null) => Id + "-problem",
        _ => $"{Id}-hint {Id}-problem",
    };

    /// <summary>Where the field of this name stands in the page.</summary>
    public static string IdOf(string name) => "reply-" + name;
}
