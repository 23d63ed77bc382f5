namespace FanNews;

/// <summary>Why something a person asked for may not be: a value, for it is no exception that people make mistakes.</summary>
/// <param name="Field">The field it is about, as the form names it; empty for the whole.</param>
/// <param name="Sentence">What to say to the person.</param>
public sealed record Refusal(string Field, string Sentence);
