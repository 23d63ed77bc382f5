using Microsoft.AspNetCore.Mvc.ApplicationModels;

namespace FanNews.Web.Pages;

/// <summary>The addresses of readers' pages that one file answers under several names.</summary>
public static class ReaderRoutes
{
    /// <summary>Adds them.</summary>
    public static void AddReaderRoutes(this PageConventionCollection pages)
    {
        foreach (var kind in (string[])["tag", "author", "source", "series"])
            pages.AddPageRoute("/List", $"{kind}/{{slug}}");
        pages.AddPageRoute("/List", "{year:int:length(4)}/{month:int:length(2)?}/{day:int:length(2)?}");
    }
}
