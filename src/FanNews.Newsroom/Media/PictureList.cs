using FanNews.People;
using FanNews.Storage;
using Microsoft.EntityFrameworkCore;

namespace FanNews.Media;

/// <summary>A picture in the desk's list.</summary>
/// <param name="Picture">The picture.</param>
/// <param name="AddedBy">Who added it; null for an import.</param>
/// <param name="Uses">How many stories and portraits use it.</param>
public sealed record PictureRow(Picture Picture, string? AddedBy, int Uses);

/// <summary>What the desk looks for in its pictures.</summary>
public enum PictureFilter
{
    /// <summary>Everything.</summary>
    All,

    /// <summary>Those that say nothing of whose they are.</summary>
    Uncredited,

    /// <summary>Those of which nobody has said what they show.</summary>
    NoAlt,

    /// <summary>Those whose licence ends within <see cref="PictureList.Soon"/>.</summary>
    Ending,

    /// <summary>Those whose licence has ended.</summary>
    Ended,

    /// <summary>Those that nobody uses (<see cref="PictureUse"/>).</summary>
    Unused,

    /// <summary>Those that a model made, or a part of them.</summary>
    ByModel,
}

/// <summary>One page of the desk's pictures.</summary>
/// <param name="Rows">The pictures, newest first.</param>
/// <param name="Next">Where the next page begins; null on the last.</param>
public sealed record PictureList(IReadOnlyList<PictureRow> Rows, long? Next)
{
    /// <summary>Pictures on a page.</summary>
    public const int Size = 24;

    /// <summary>How long before a licence ends its picture counts as ending.</summary>
    public static readonly TimeSpan Soon = TimeSpan.FromDays(30);

    private const int MostWords = 8;

    /// <summary>
    /// How many pictures each filter finds, where it finds any; one query. Those that nothing uses are not counted: that asks for each picture of the library,
    /// 100 ms among 20,000, and every page of the list would wait for it.
    /// </summary>
    public static async Task<IReadOnlyDictionary<PictureFilter, int>> Counts(NewsroomDb db, DateTimeOffset now, CancellationToken ct = default)
    {
        var soon = now + Soon;
        var models = PictureOrigin.MadeByModel;
        var found = await db.Pictures.GroupBy(p => 1).Select(g => new
        {
            Uncredited = g.Count(p => p.File != null && (p.Credit == null || p.Credit == "")),
            NoAlt = g.Count(p => p.File != null && p.Alt == null),
            Ending = g.Count(p => p.ExpiresAt > now && p.ExpiresAt <= soon),
            Ended = g.Count(p => p.ExpiresAt <= now),
            ByModel = g.Count(p => p.SourceType != null && models.Contains(p.SourceType)),
        }).SingleOrDefaultAsync(ct);
        if (found is null)
            return new Dictionary<PictureFilter, int>();
        return new (PictureFilter Filter, int Count)[]
        {
            (PictureFilter.Uncredited, found.Uncredited), (PictureFilter.NoAlt, found.NoAlt), (PictureFilter.Ending, found.Ending),
            (PictureFilter.Ended, found.Ended), (PictureFilter.ByModel, found.ByModel),
        }.Where(f => f.Count > 0).ToDictionary(f => f.Filter, f => f.Count);
    }

    /// <summary>How many pictures have a licence that ends within the time that the desk is told of (<see cref="LicenceEnds.Notice"/>).</summary>
    public static Task<int> Ending(NewsroomDb db, DateTimeOffset now, CancellationToken ct = default)
    {
        var until = now + LicenceEnds.Notice;
        return db.Pictures.CountAsync(p => p.ExpiresAt > now && p.ExpiresAt <= until, ct);
    }

    /// <summary>Reads a page in five queries.</summary>
    /// <param name="db">The store.</param>
    /// <param name="filter">Which of them.</param>
    /// <param name="words">Words that its texts or its address hold; blank for all.</param>
    /// <param name="before">Where the page before this one ended; null for the first.</param>
    /// <param name="now">The instant (UTC).</param>
    /// <param name="ct">Ends the wait.</param>
    public static async Task<PictureList> Read(NewsroomDb db, PictureFilter filter, string? words, long? before, DateTimeOffset now, CancellationToken ct = default)
    {
        var found = Saying(Filtered(db, filter, now), words);
        if (before is { } last)
            found = found.Where(p => p.Id < last);
        var rows = await (
            from picture in found
            join person in db.People on picture.AddedById equals (long?)person.Id into people
            from person in people.DefaultIfEmpty()
            orderby picture.Id descending
            select new { Picture = picture, Name = (string?)person.Name }).Take(Size + 1).ToListAsync(ct);
        var shown = rows.Take(Size).ToList();
        var uses = await PictureUse.Count(db, shown.ConvertAll(r => r.Picture.Id), now, ct);
        return new([.. shown.Select(r => new PictureRow(r.Picture, r.Name, uses.GetValueOrDefault(r.Picture.Id)))], rows.Count > Size ? shown[^1].Picture.Id : null);
    }

    /// <summary>The newest pictures that a story can show.</summary>
    /// <param name="db">The store.</param>
    /// <param name="words">Words that its texts or its address hold; blank for all.</param>
    /// <param name="most">How many at most.</param>
    /// <param name="now">The instant (UTC): those whose licence has ended are left out.</param>
    /// <param name="ct">Ends the wait.</param>
    public static Task<List<Picture>> Newest(NewsroomDb db, string? words, int most, DateTimeOffset now, CancellationToken ct = default) =>
        Saying(db.Pictures.AsNoTracking(), words).Where(p => p.File != null && (p.ExpiresAt == null || p.ExpiresAt > now)).OrderByDescending(p => p.Id).Take(most).ToListAsync(ct);

    /// <summary>The pictures at these addresses, those without a file left out.</summary>
    /// <param name="db">The store.</param>
    /// <param name="addresses">As <see cref="Picture.Address"/> has them.</param>
    /// <param name="ct">Ends the wait.</param>
    public static Task<List<Picture>> At(NewsroomDb db, IEnumerable<string> addresses, CancellationToken ct = default)
    {
        var wanted = addresses.Distinct().ToList();
        return db.Pictures.AsNoTracking().Where(p => wanted.Contains(p.Address) && p.File != null).ToListAsync(ct);
    }

    /// <summary>Pictures to choose from: those that are chosen now, then the newest.</summary>
    /// <param name="db">The store.</param>
    /// <param name="chosen">Addresses of those that are chosen now; nulls count as none.</param>
    /// <param name="most">How many of the newest at most.</param>
    /// <param name="now">The instant (UTC).</param>
    /// <param name="ct">Ends the wait.</param>
    public static async Task<List<Picture>> ToChoose(NewsroomDb db, IEnumerable<string?> chosen, int most, DateTimeOffset now, CancellationToken ct = default)
    {
        var newest = await Newest(db, null, most, now, ct);
        var others = chosen.Where(a => !string.IsNullOrEmpty(a) && newest.TrueForAll(p => p.Address != a)).ToList();
        return others.Count == 0 ? newest : [.. await db.Pictures.AsNoTracking().Where(p => others.Contains(p.Address) && p.File != null).ToListAsync(ct), .. newest];
    }

    private static IQueryable<Picture> Filtered(NewsroomDb db, PictureFilter filter, DateTimeOffset now)
    {
        var (soon, models, all) = (now + Soon, PictureOrigin.MadeByModel, db.Pictures.AsNoTracking());
        return filter switch
        {
            PictureFilter.Uncredited => all.Where(p => p.File != null && (p.Credit == null || p.Credit == "")),
            PictureFilter.NoAlt => all.Where(p => p.File != null && p.Alt == null),
            PictureFilter.Ending => all.Where(p => p.ExpiresAt > now && p.ExpiresAt <= soon),
            PictureFilter.Ended => all.Where(p => p.ExpiresAt <= now),
            PictureFilter.Unused => all.Where(PictureUse.IsUnused(db, now)),
            PictureFilter.ByModel => all.Where(p => p.SourceType != null && models.Contains(p.SourceType)),
            _ => all,
        };
    }

    private static IQueryable<Picture> Saying(IQueryable<Picture> pictures, string? words)
    {
        foreach (var word in (words ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Take(MostWords))
        {
            var (a, b, c) = LikePatterns.Of(word);
#pragma warning disable CA1304, CA1311 // The engine lowers the letters, and knows no cultures.
            pictures = pictures.Select(p => new { Picture = p, Text = (p.Alt + " " + p.Caption + " " + p.Credit + " " + p.Address + " " + p.Title + " " + p.Creator + " " + p.Copyright + " " + p.Place + " " + p.Licence + " " + p.Notes).ToLower() })
                .Where(p => EF.Functions.Like(p.Text, a, "\\") || EF.Functions.Like(p.Text, b, "\\") || EF.Functions.Like(p.Text, c, "\\"))
                .Select(p => p.Picture);
#pragma warning restore CA1304, CA1311
        }

        return pictures;
    }
}
