namespace FanNews.Body;

/// <summary>
/// HTML that this room made and cleaned. Nothing outside the newsroom can construct one, so a page that writes a
/// <see cref="SafeHtml"/> without encoding writes nothing that a person could have slipped in.
/// </summary>
public sealed class SafeHtml
{
    internal SafeHtml(string value) => Value = value;

    /// <summary>The markup, ready for an HTML page or a feed.</summary>
    public string Value { get; }

    /// <inheritdoc/>
    public override string ToString() => Value;
}
