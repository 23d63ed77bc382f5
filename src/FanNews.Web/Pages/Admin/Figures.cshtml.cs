using System.Globalization;
using FanNews.Comments;
using FanNews.People;
using FanNews.Web.Admin;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace FanNews.Web.Pages.Admin;

/// <summary>What the queue had to do, by month and moderator.</summary>
[Needs(Permission.ScreenComments)]
public sealed class FiguresModel(Reading reading, DeskFrame frame) : PageModel
{
    /// <summary>The months, the latest first.</summary>
    public IReadOnlyList<QueueMonth> Months { get; private set; } = [];

    /// <summary>Counts them.</summary>
    public async Task OnGet()
    {
        var ct = HttpContext.RequestAborted;
        Months = await QueueStatistics.Read(await reading.Db(ct), await frame.Site(ct), reading.Now, ct);
    }

    /// <summary>A month for machines.</summary>
    public static string Key(QueueMonth month) => month.Month.ToString("yyyy-MM", CultureInfo.InvariantCulture);

    /// <summary>A month in words.</summary>
    public static string Name(QueueMonth month) => month.Month.ToString("MMMM yyyy", CultureInfo.InvariantCulture);

    /// <summary>What the screening did by itself.</summary>
    public static string Automatic(QueueMonth month) => month.Automatic.Decisions == 0
        ? "The screening decided nothing by itself."
        : string.Create(CultureInfo.InvariantCulture, $"The screening decided {month.Automatic.Decisions:#,0} by itself, {month.AutomaticShare:0 %} of all; people reversed {month.Automatic.Reversed:#,0} of them.");

    /// <summary>The moderators, and all together where there are several.</summary>
    public static IEnumerable<(string Name, QueueWork Work)> Rows(QueueMonth month) =>
        month.Moderators.Count > 1 ? month.Moderators.Append(("Together", month.People)) : month.Moderators;

    /// <summary>A time that comments waited.</summary>
    public static string Span(TimeSpan? span) => span is { } waited ? DeskTimes.Span(waited) : "–";
}
