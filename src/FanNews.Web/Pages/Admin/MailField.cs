namespace FanNews.Web.Pages.Admin;

/// <summary>One setting for mail on its page.</summary>
/// <param name="Key">The setting, as in <c>Smtp:Host</c>.</param>
/// <param name="Value">What stands in the field.</param>
/// <param name="IsLocked">Whether it is set from outside.</param>
/// <param name="Problem">What is wrong with it; null for nothing.</param>
public sealed record MailField(string Key, string Value, bool IsLocked, string? Problem)
{
    /// <summary>Name and id of the field.</summary>
    public string Id => SettingsModel.Field(Key);

    /// <summary>The environment variable of the setting.</summary>
    public string Variable => "FANNEWS__" + Key.ToUpperInvariant().Replace(":", "__", StringComparison.Ordinal);

    /// <summary>Ids of the notes that describe it; null for none.</summary>
    public string? DescribedBy => (IsLocked, Problem is not null) switch
    {
        (false, false) => null,
        (true, false) => Id + "-locked",
        (false, true) => Id + "-problem",
        _ => $"{Id}-locked {Id}-problem",
    };
}
