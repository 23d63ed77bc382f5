namespace FanNews.Web.Admin;

/// <summary>Browsers in words, so that somebody knows a session of theirs again. A guess: browsers say what they like.</summary>
public static class Browsers
{
    // In this order: most say that they are some other one too.
    private static readonly (string Mark, string Name)[] Names = [("Edg/", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari")];

    private static readonly (string Mark, string Name)[] Systems = [("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"), ("Mac OS X", "Mac"), ("Linux", "Linux")];

    /// <summary>As in "Firefox on Linux"; null where nothing is known.</summary>
    public static string? Words(string userAgent) => (Of(Names, userAgent), Of(Systems, userAgent)) switch
    {
        ({ } name, { } system) => $"{name} on {system}",
        var (name, system) => name ?? system,
    };

    private static string? Of((string Mark, string Name)[] known, string userAgent) => known.FirstOrDefault(k => userAgent.Contains(k.Mark, StringComparison.Ordinal)).Name;
}
