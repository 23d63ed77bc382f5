using System.CommandLine;

namespace FanNews.Web.Verbs;

/// <summary><c>fannews check …</c>: looks at the site from outside.</summary>
public static class Check
{
    /// <summary>The verb.</summary>
    public static Command Verb() => new("check", "Looks at the site as its readers do.") { CheckUrls.Verb(), CheckLeaks.Verb() };
}
