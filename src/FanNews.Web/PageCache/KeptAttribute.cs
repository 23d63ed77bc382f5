namespace FanNews.Web.PageCache;

/// <summary>
/// Says that what answers here may be kept as finished bytes. It must be a pure function (law 2): it reads the store through
/// <see cref="Pages.Reading"/> alone, and of the request only the path and the parameters that it names here.
/// </summary>
/// <param name="reads">Names of the parameters that it reads, each known to <see cref="PageKey"/>. Others neither reach it nor make it another page.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class KeptAttribute(params string[] reads) : Attribute
{
    /// <summary>Names of the parameters that it reads.</summary>
    public IReadOnlyList<string> Reads => reads;
}
