using FanNews.Media;

namespace FanNews.Web.Pages.Admin;

/// <summary>The fields that ask for a picture's words, in the forms that have them.</summary>
/// <param name="Prefix">What stands before the names of the fields.</param>
/// <param name="Suffix">What stands behind their ids and the fields of refusals.</param>
/// <param name="Typed">What they show.</param>
/// <param name="Problems">What is wrong with the form.</param>
public sealed record PictureFields(string Prefix, string Suffix, TypedPicture Typed, IReadOnlyList<Refusal> Problems)
{
    /// <summary>Names of the fields that say more than every picture needs.</summary>
    private static readonly string[] More =
        ["CreditLink", "Licence", "ExpiresAt", "UsageTerms", "Copyright", "Title", "Creator", "TakenAt", "Place", "SourceType", "Notes"];

    /// <summary>What stands before the ids too, where a page asks for two pictures.</summary>
    public string Before { get; init; } = "";

    /// <summary>Whether the words may not be changed here.</summary>
    public bool Locked { get; init; }

    /// <summary>The zone in which times are typed.</summary>
    public string Zone { get; init; } = "UTC";

    /// <summary>Whether something is wrong with a field that says more.</summary>
    public bool MoreIsWrong => More.Any(name => Problem(name) is not null);

    /// <summary>The name of a field.</summary>
    public string Name(string field) => Prefix + field;

    /// <summary>The id of a field.</summary>
    public string Id(string field) => Before + field + Suffix;

    /// <summary>What is wrong with a field; null for nothing.</summary>
    public string? Problem(string field) => Problems.FirstOrDefault(p => p.Field == Id(field))?.Sentence;

    /// <summary>Ids of the texts that describe a field; null for none.</summary>
    public string? DescribedBy(string field, bool hint) =>
        string.Join(' ', new[] { hint ? Id(field) + "-hint" : null, Problem(field) is null ? null : Id(field) + "-problem" }.OfType<string>()) is { Length: > 0 } ids ? ids : null;

    /// <summary>One field of those that say more.</summary>
    public PictureField Field(string field, string label, string? value, string? hint = null, string type = "text") => new(this, field, label, value, hint, type);
}

/// <summary>One field of a picture.</summary>
/// <param name="Form">The form that it is in.</param>
/// <param name="Name">Its name there.</param>
/// <param name="Label">What it is called.</param>
/// <param name="Value">What it shows.</param>
/// <param name="Hint">What it is for; null where that is plain.</param>
/// <param name="Type">The kind of the input.</param>
public sealed record PictureField(PictureFields Form, string Name, string Label, string? Value, string? Hint, string Type);
