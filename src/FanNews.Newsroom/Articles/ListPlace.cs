using System.Globalization;

namespace FanNews.Articles;

/// <summary>
/// A place in what is listed newest first, in the total order of time and number. What follows it stays the same while stories are
/// published, and is found by an index however deep it lies.
/// </summary>
/// <param name="At">The time of the last thing shown (UTC), to the millisecond.</param>
/// <param name="Id">Its number.</param>
public readonly record struct ListPlace(DateTimeOffset At, long Id)
{
    private static readonly long Last = DateTimeOffset.MaxValue.ToUnixTimeMilliseconds();

    /// <summary>Reads the form that <see cref="ToString"/> writes.</summary>
    public static ListPlace? Parse(string? text)
    {
        var parts = text?.Split('-');
        return parts is [var at, var id]
            && long.TryParse(at, NumberStyles.None, CultureInfo.InvariantCulture, out var ms) && ms <= Last
            && long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? new ListPlace(DateTimeOffset.FromUnixTimeMilliseconds(ms), number)
            : null;
    }

    /// <summary>As an address carries it.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{At.ToUnixTimeMilliseconds()}-{Id}");
}

/// <summary>Stories after a place.</summary>
public static class StoriesBefore
{
    /// <summary>Those that came out before the place; all of them without one.</summary>
    public static IQueryable<LiveArticle> Before(this IQueryable<LiveArticle> live, ListPlace? place)
    {
        if (place is not { At: var at, Id: var id })
            return live;
        return live.Where(l => l.Article.PublishAt < at || (l.Article.PublishAt == at && l.Article.Id < id));
    }
}
