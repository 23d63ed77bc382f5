namespace FanNews.Web.Pages.Admin;

/// <summary>One line of text on the page of settings.</summary>
/// <param name="Key">The setting, as in <c>Site:Name</c>.</param>
/// <param name="Label">What it is called.</param>
/// <param name="Hint">What helps to fill it in.</param>
/// <param name="Page">The page, which knows what holds, what was typed and what is wrong.</param>
/// <param name="Choices">Id of a list of proposals; null for none.</param>
public sealed record SettingField(string Key, string Label, string Hint, SettingsModel Page, string? Choices = null)
{
    /// <summary>The values that may be chosen, with what each means; none for what is typed.</summary>
    public IReadOnlyList<(string Value, string Words)> Options { get; init; } = [];

    /// <summary>Name and id of the field.</summary>
    public string Id => SettingsModel.Field(Key);

    /// <summary>What is wrong with it; null for nothing.</summary>
    public string? Problem => Page.Problem(Key);

    /// <summary>Ids of the texts that describe it.</summary>
    public string DescribedBy => $"{Id}-hint" + (Page.IsLocked(Key) ? $" {Id}-locked" : "") + (Problem is null ? "" : $" {Id}-problem");
}
