namespace FanNews.Web.PageCache;

/// <summary>
/// Says that what answers here may be kept as finished bytes. It must be a pure function (law 2): it reads the store through
/// <see cref="Pages.Reading"/> alone, and of the request only the path and the parameters that <see cref="PageKey"/> knows.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class KeptAttribute : Attribute;
