using System.CommandLine;

namespace FanNews.Web.Verbs;

/// <summary><c>fannews import …</c>: brings articles from elsewhere in.</summary>
public static class Import
{
    /// <summary>The verb.</summary>
    public static Command Verb() => new("import", "Brings articles from elsewhere into the newsroom.") { ImportWordPress.Verb() };
}
