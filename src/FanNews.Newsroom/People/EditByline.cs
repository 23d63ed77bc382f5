using System.Security.Cryptography;
using System.Text;
using FanNews.Articles;
using FanNews.Media;
using FanNews.Storage;
using Microsoft.EntityFrameworkCore;

namespace FanNews.People;

/// <summary>An author as the form sends it.</summary>
/// <param name="Name">The name in print.</param>
/// <param name="Desk">What they do.</param>
/// <param name="Biography">A few sentences.</param>
/// <param name="Portrait">Address of their picture; blank for none.</param>
/// <param name="Seen">What <see cref="EditByline.Mark"/> said when the form was made.</param>
public sealed record TypedByline(string? Name, string? Desk = null, string? Biography = null, string? Portrait = null, string? Seen = null);

/// <summary>What became of it.</summary>
/// <param name="Found">Whether there is such an author.</param>
/// <param name="Conflict">Whether somebody else changed it meanwhile; then nothing was stored.</param>
/// <param name="Problems">What may not be, field by field; empty when stored.</param>
public sealed record BylineAnswer(bool Found, bool Conflict, IReadOnlyList<Refusal> Problems);

/// <summary>Changes what readers see of an author. The address stays as it is: others link to it.</summary>
public sealed class EditByline(NewsroomStore store)
{
    private const int LongestName = 120;
    private const int LongestBiography = 1_000;

    /// <summary>Everybody in bylines, by name, with their portraits.</summary>
    public Task<List<Author>> All(CancellationToken ct = default) =>
        store.Read(db => db.Authors.AsNoTracking().Include(a => a.Portrait).OrderBy(a => a.Name).ThenBy(a => a.Id).ToListAsync(ct), ct);

    /// <summary>What two forms of the same author have in common.</summary>
    public static string Mark(Author author) => Convert.ToHexStringLower(
        SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\0', author.Name, author.Desk, author.Biography, author.Portrait?.Address))))[..16];

    /// <summary>Stores what was typed: all of it or nothing.</summary>
    /// <param name="by">Who.</param>
    /// <param name="id">Number of the author.</param>
    /// <param name="typed">The form.</param>
    /// <param name="ct">Ends the wait.</param>
    public Task<BylineAnswer> Save(Actor by, long id, TypedByline typed, CancellationToken ct = default) => store.Change(by, async change =>
    {
        // As stories are edited: a new name in a byline is looked up and then made.
        await change.Db.Lock("stories", ct);
        if (await change.Db.Authors.Include(a => a.Portrait).SingleOrDefaultAsync(a => a.Id == id, ct) is not { } author)
            return change.Abandon(new BylineAnswer(false, false, []));
        if (typed.Seen != Mark(author))
            return change.Abandon(new BylineAnswer(true, true, []));
        var (name, desk, biography, address) = (TypedStory.Clean(typed.Name), TypedStory.Clean(typed.Desk), (typed.Biography ?? "").ReplaceLineEndings("\n").Trim(), TypedStory.Clean(typed.Portrait));
        var problems = new List<Refusal>();
        if (name.Length is 0 or > LongestName)
            problems.Add(new("Name", name.Length == 0 ? "Enter the name in print" : $"The name must have {LongestName} characters or fewer"));
        else if (await SameName(change.Db, id, name, ct))
            problems.Add(new("Name", "Another author has this name. Two of a name cannot be told apart in a byline"));
        if (desk.Length > LongestName)
            problems.Add(new("Desk", $"The desk must have {LongestName} characters or fewer"));
        if (biography.Length > LongestBiography)
            problems.Add(new("Biography", $"The biography must have {LongestBiography} characters or fewer"));
        var portrait = address.Length == 0 ? null : await change.Db.Pictures.SingleOrDefaultAsync(p => p.Address == address && p.File != null, ct);
        if (address.Length > 0 && portrait is null)
            problems.Add(new("Portrait", $"The newsroom has no picture with the address {address}. Upload it, and copy its address"));
        if (problems.Count > 0)
            return change.Abandon(new BylineAnswer(true, false, problems));
        (author.Name, author.Desk, author.Biography, author.Portrait) = (name, desk.Length > 0 ? desk : null, biography.Length > 0 ? biography : null, portrait);
        change.Record("changed", $"author:{id}");
        return new BylineAnswer(true, false, []);
    }, ct);

    private static async Task<bool> SameName(NewsroomDb db, long id, string name, CancellationToken ct)
    {
        // Both engines fold case differently, and there are not many authors.
        var names = await db.Authors.Where(a => a.Id != id).Select(a => a.Name).ToListAsync(ct);
        return names.Exists(n => TypedStory.Same(n, name));
    }
}
