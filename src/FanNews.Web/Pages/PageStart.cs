using System.Globalization;
using System.Text.RegularExpressions;
using FanNews.Articles;

namespace FanNews.Web.Pages;

/// <summary>Where a page of a list begins, as an address gives it: <c>?page=3</c> or <c>?before=…</c>.</summary>
public static class PageStart
{
    /// <summary>
    /// What the query asks for, the first page where it asks for nothing; null where it asks for no page that could be. A place is opaque to
    /// whoever links it: one that this program would not write is none, as is one beside a number.
    /// </summary>
    public static ListStart? Of(IQueryCollection query)
    {
        var before = query["before"];
        if (before.Count == 0)
            return PageNumber.Of(query) is { } number ? new(number) : null;
        return !query.ContainsKey("page") && before is [{ } text] && ListPlace.Parse(text) is { } place && place.ToString() == text ? new(0, place) : null;
    }

    /// <summary>The query that asks for it; empty for the first page.</summary>
    public static string Query(ListStart start) => start.Before is { } place ? $"?before={place}" : PageNumber.Query(start.Number);
}

/// <summary>The number of a page of a list, as an address gives it.</summary>
public static partial class PageNumber
{
    // Far beyond any archive, and small enough to multiply.
    private const int Last = 1_000_000;

    /// <summary>The number that the query asks for, 1 where it asks for none; null where it asks for no page that could be.</summary>
    public static int? Of(IQueryCollection query) => query["page"] switch
    {
        { Count: 0 } => 1,
        [{ } one] when Digits().IsMatch(one) && int.Parse(one, CultureInfo.InvariantCulture) is >= 1 and <= Last and var number => number,
        _ => null,
    };

    /// <summary>The query that asks for it; empty for the first.</summary>
    public static string Query(int number) => number == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $"?page={number}");

    [GeneratedRegex("^[1-9][0-9]{0,6}$")]
    private static partial Regex Digits();
}
