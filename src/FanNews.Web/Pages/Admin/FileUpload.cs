namespace FanNews.Web.Pages.Admin;

/// <summary>A field that takes a file.</summary>
/// <param name="Name">Its name and id.</param>
/// <param name="Label">What it is called.</param>
/// <param name="Accept">What the browser offers to choose.</param>
/// <param name="Hint">What it takes.</param>
/// <param name="Problems">What is wrong with the form.</param>
public sealed record FileUpload(string Name, string Label, string Accept, string Hint, IReadOnlyList<Refusal> Problems)
{
    /// <summary>What is wrong with it; null for nothing.</summary>
    public string? Problem => Problems.FirstOrDefault(p => p.Field == Name)?.Sentence;
}
