namespace FanNews.Settings;

/// <summary>One stored choice of the newsroom.</summary>
public sealed class Setting
{
    /// <summary>Its name, as in <c>Site:Name</c>; the same as the configuration key, without the prefix.</summary>
    public required string Key { get; init; }

    /// <summary>Its value as text.</summary>
    public required string Value { get; set; }
}
