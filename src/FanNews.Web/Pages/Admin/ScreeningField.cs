namespace FanNews.Web.Pages.Admin;

/// <summary>One rule of the screening as a field.</summary>
/// <param name="Key">Its key, as in <c>Comments:Links</c>.</param>
/// <param name="Label">What it is called.</param>
/// <param name="Hint">What it does.</param>
/// <param name="Form">How it is filled in.</param>
/// <param name="Page">The page, which knows what holds, what was typed and what is wrong.</param>
public sealed record ScreeningField(string Key, string Label, string Hint, ScreeningForm Form, ScreeningView Page)
{
    /// <summary>Name and id of the field.</summary>
    public string Id => SettingsModel.Field(Key);

    /// <summary>What is wrong with it; null for nothing.</summary>
    public string? Problem => Page.Problem(Id);

    /// <summary>Ids of the texts that describe it.</summary>
    public string DescribedBy => $"{Id}-hint" + (Page.IsLocked(Key) ? $" {Id}-locked" : "") + (Problem is null ? "" : $" {Id}-problem");
}

/// <summary>How a rule is filled in.</summary>
public enum ScreeningForm
{
    /// <summary>A number.</summary>
    Number,

    /// <summary>A tick.</summary>
    Tick,

    /// <summary>Lines of text.</summary>
    Lines,
}
