using FanNews.People;
using FanNews.Storage;
using Microsoft.EntityFrameworkCore;

namespace FanNews.Media;

/// <summary>A picture in the desk's list.</summary>
/// <param name="Picture">The picture.</param>
/// <param name="AddedBy">Who added it; null for an import.</param>
/// <param name="Uses">How many stories and portraits use it.</param>
public sealed record PictureRow(Picture Picture, string? AddedBy, int Uses);

/// <summary>One page of the desk's pictures.</summary>
/// <param name="Rows">The pictures, newest first.</param>
/// <param name="Next">Where the next page begins; null on the last.</param>
public sealed record PictureList(IReadOnlyList<PictureRow> Rows, long? Next)
{
    /// <summary>Pictures on a page.</summary>
    public const int Size = 24;

    private const int MostWords = 8;

    /// <summary>Reads a page in three queries.</summary>
    /// <param name="db">The store.</param>
    /// <param name="words">Words that its texts or its address hold; blank for all.</param>
    /// <param name="before">Where the page before this one ended; null for the first.</param>
    /// <param name="now">The instant (UTC).</param>
    /// <param name="ct">Ends the wait.</param>
    public static async Task<PictureList> Read(NewsroomDb db, string? words, long? before, DateTimeOffset now, CancellationToken ct = default)
    {
        var found = Saying(db.Pictures.AsNoTracking(), words);
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
    /// <param name="ct">Ends the wait.</param>
    public static Task<List<Picture>> Newest(NewsroomDb db, string? words, int most, CancellationToken ct = default) =>
        Saying(db.Pictures.AsNoTracking(), words).Where(p => p.File != null).OrderByDescending(p => p.Id).Take(most).ToListAsync(ct);

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
    /// <param name="ct">Ends the wait.</param>
    public static async Task<List<Picture>> ToChoose(NewsroomDb db, IEnumerable<string?> chosen, int most, CancellationToken ct = default)
    {
        var newest = await Newest(db, null, most, ct);
        var others = chosen.Where(a => !string.IsNullOrEmpty(a) && newest.TrueForAll(p => p.Address != a)).ToList();
        return others.Count == 0 ? newest : [.. await db.Pictures.AsNoTracking().Where(p => others.Contains(p.Address) && p.File != null).ToListAsync(ct), .. newest];
    }

    private static IQueryable<Picture> Saying(IQueryable<Picture> pictures, string? words)
    {
        foreach (var word in (words ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Take(MostWords))
        {
            var (a, b, c) = LikePatterns.Of(word);
#pragma warning disable CA1304, CA1311 // The engine lowers the letters, and knows no cultures.
            pictures = pictures.Select(p => new { Picture = p, Text = (p.Alt + " " + p.Caption + " " + p.Credit + " " + p.Address).ToLower() })
                .Where(p => EF.Functions.Like(p.Text, a, "\\") || EF.Functions.Like(p.Text, b, "\\") || EF.Functions.Like(p.Text, c, "\\"))
                .Select(p => p.Picture);
#pragma warning restore CA1304, CA1311
        }

        return pictures;
    }
}
