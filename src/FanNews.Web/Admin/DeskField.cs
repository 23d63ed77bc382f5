using FanNews.Articles;

namespace FanNews.Web.Admin;

/// <summary>One field of a form of the desk, with what is wrong about it.</summary>
/// <param name="Name">Its name and id.</param>
/// <param name="Label">What it is called.</param>
/// <param name="Type">Type of the input.</param>
/// <param name="Autocomplete">What a browser may fill in.</param>
/// <param name="Value">What was typed; never a password.</param>
/// <param name="Hint">What helps to fill it in; null for nothing.</param>
/// <param name="Problems">What is wrong with the form.</param>
public sealed record DeskField(string Name, string Label, string Type, string Autocomplete, string? Value, string? Hint, IReadOnlyList<Refusal> Problems)
{
    /// <summary>The most characters that may be typed; nothing is said about a password's.</summary>
    public int? Most { get; init; } = Type == "password" ? null : 300;

    /// <summary>The least number that may be typed; null where it is no number.</summary>
    public int? Least { get; init; }

    /// <summary>What an empty field stands for; null for nothing.</summary>
    public string? Placeholder { get; init; }

    /// <summary>The names that are offered while somebody types; null for none.</summary>
    public NameKind? Names { get; init; }

    /// <summary>What is wrong with this field; null when nothing is.</summary>
    public string? Problem => Problems.FirstOrDefault(p => p.Field == Name)?.Sentence;

    /// <summary>Ids of the texts that describe it; null for none.</summary>
    public string? DescribedBy => string.Join(' ', new[] { Hint is null ? null : Name + "-hint", Problem is null ? null : Name + "-problem" }.OfType<string>()) is { Length: > 0 } ids ? ids : null;
}
