using FanNews.Media;

namespace FanNews.Web.Pages.Admin;

/// <summary>The fields that ask for a picture's words, in the forms that have them.</summary>
/// <param name="Prefix">What stands before the names of the fields.</param>
/// <param name="Suffix">What stands behind their ids and the fields of refusals.</param>
/// <param name="Typed">What they show.</param>
/// <param name="Problems">What is wrong with the form.</param>
public sealed record PictureFields(string Prefix, string Suffix, TypedPicture Typed, IReadOnlyList<Refusal> Problems)
{
    /// <summary>What stands before the ids too, where a page asks for two pictures.</summary>
    public string Before { get; init; } = "";

    /// <summary>Whether the words may not be changed here.</summary>
    public bool Locked { get; init; }

    /// <summary>The name of a field.</summary>
    public string Name(string field) => Prefix + field;

    /// <summary>The id of a field.</summary>
    public string Id(string field) => Before + field + Suffix;

    /// <summary>What is wrong with a field; null for nothing.</summary>
    public string? Problem(string field) => Problems.FirstOrDefault(p => p.Field == Id(field))?.Sentence;

    /// <summary>Ids of the texts that describe a field; null for none.</summary>
    public string? DescribedBy(string field, bool hint) =>
        string.Join(' ', new[] { hint ? Id(field) + "-hint" : null, Problem(field) is null ? null : Id(field) + "-problem" }.OfType<string>()) is { Length: > 0 } ids ? ids : null;
}
