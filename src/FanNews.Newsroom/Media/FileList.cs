using FanNews.People;
using FanNews.Storage;
using Microsoft.EntityFrameworkCore;

namespace FanNews.Media;

/// <summary>A file in the desk's list.</summary>
/// <param name="File">The file.</param>
/// <param name="AddedBy">Who added it; null for an import.</param>
/// <param name="Uses">How many stories use it.</param>
public sealed record FileRow(MediaFile File, string? AddedBy, int Uses);

/// <summary>One page of the desk's files.</summary>
/// <param name="Rows">The files, newest first.</param>
/// <param name="Next">Where the next page begins; null on the last.</param>
public sealed record FileList(IReadOnlyList<FileRow> Rows, long? Next)
{
    /// <summary>Files on a page.</summary>
    public const int Size = 24;

    private const int MostWords = 8;

    /// <summary>Reads a page in two queries.</summary>
    /// <param name="db">The store.</param>
    /// <param name="words">Words that its title, its credit or its address hold; blank for all.</param>
    /// <param name="before">Where the page before this one ended; null for the first.</param>
    /// <param name="now">The instant (UTC).</param>
    /// <param name="ct">Ends the wait.</param>
    public static async Task<FileList> Read(NewsroomDb db, string? words, long? before, DateTimeOffset now, CancellationToken ct = default)
    {
        var found = Saying(db.MediaFiles.AsNoTracking(), words);
        if (before is { } last)
            found = found.Where(f => f.Id < last);
        var rows = await (
            from file in found
            join person in db.People on file.AddedById equals (long?)person.Id into people
            from person in people.DefaultIfEmpty()
            orderby file.Id descending
            select new { File = file, Name = (string?)person.Name }).Take(Size + 1).ToListAsync(ct);
        var shown = rows.Take(Size).ToList();
        var uses = await FileUse.Count(db, shown.ConvertAll(r => r.File.Id), now, ct);
        return new([.. shown.Select(r => new FileRow(r.File, r.Name, uses.GetValueOrDefault(r.File.Id)))], rows.Count > Size ? shown[^1].File.Id : null);
    }

    private static IQueryable<MediaFile> Saying(IQueryable<MediaFile> files, string? words)
    {
        foreach (var word in (words ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Take(MostWords))
        {
            var (a, b, c) = LikePatterns.Of(word);
#pragma warning disable CA1304, CA1311 // The engine lowers the letters, and knows no cultures.
            files = files.Select(f => new { File = f, Text = (f.Title + " " + f.Credit + " " + f.Address).ToLower() })
                .Where(f => EF.Functions.Like(f.Text, a, "\\") || EF.Functions.Like(f.Text, b, "\\") || EF.Functions.Like(f.Text, c, "\\"))
                .Select(f => f.File);
#pragma warning restore CA1304, CA1311
        }

        return files;
    }
}
