using System.Globalization;
using FanNews.Outbox;
using FanNews.People;
using FanNews.Settings;
using FanNews.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;

namespace FanNews.Media;

/// <summary>
/// Tells whoever looks after the pictures by mail, once, that a licence ends within a week. That a picture leaves the pages is no work of this: it is a
/// predicate (<see cref="PublicPicture.StillLicensed"/>).
/// </summary>
public sealed class LicenceEnds(NewsroomStore store, MailSettings mail, IConfiguration outside)
{
    /// <summary>How long before the end the desk is told.</summary>
    public static readonly TimeSpan Notice = TimeSpan.FromDays(7);

    // More are counted: a mail that nobody reads to its end tells nothing.
    private const int Most = 30;

    /// <summary>Writes the mails, if a licence ends soon of which nobody was told.</summary>
    /// <returns>How many it wrote.</returns>
    public async Task<int> Tell(CancellationToken ct = default)
    {
        // Most often nothing is to be done: that costs no transaction.
        if (!await store.Read(async db => await Due(db, store.Now).AnyAsync(ct) && await mail.IsSetUp(db, ct), ct))
            return 0;
        return await store.Change(Actor.Program, async change =>
        {
            var db = change.Db;
            await db.Lock("pictures", ct);
            var pictures = await Due(db, change.Now).OrderBy(p => p.ExpiresAt).ThenBy(p => p.Id).ToListAsync(ct);
            var people = pictures.Count == 0 ? [] : (await db.People.AsNoTracking().Where(p => p.DisabledAt == null && p.PasswordHash != null && p.Email != null).OrderBy(p => p.Id).ToListAsync(ct))
                .FindAll(p => p.Role.May(Permission.ManageMedia));
            if (people.Count == 0)
                return change.Abandon(0);
            var site = await Site.Read(db, outside, ct);
            var lines = new List<string>();
            foreach (var picture in pictures.Take(Most))
                lines.Add(await Line(db, picture, site, change.Now, ct));
            if (pictures.Count > Most)
                lines.Add(string.Create(CultureInfo.InvariantCulture, $"and {pictures.Count - Most:#,0} more."));
            foreach (var person in people)
                Letter(person, lines, pictures.Count, site).Send(change);
            foreach (var picture in pictures)
            {
                picture.ToldEnd = picture.ExpiresAt;
                change.Record("told of its licence", string.Create(CultureInfo.InvariantCulture, $"picture:{picture.Id}"));
            }

            change.TouchesNothing();
            return people.Count;
        }, ct);
    }

    private static IQueryable<Picture> Due(NewsroomDb db, DateTimeOffset now)
    {
        var until = now + Notice;
        return db.Pictures.Where(p => p.ExpiresAt > now && p.ExpiresAt <= until && (p.ToldEnd == null || p.ToldEnd != p.ExpiresAt));
    }

    private static async Task<string> Line(NewsroomDb db, Picture picture, Site site, DateTimeOffset now, CancellationToken ct)
    {
        var count = (await PictureUse.Count(db, [picture.Id], now, ct)).GetValueOrDefault(picture.Id);
        var used = count == 0 ? "Nothing uses it." : $"It is used by {PictureUse.Sentence(await PictureUse.Of(db, picture.Id, rights: null, now, ct), count)}.";
        var name = picture.Alt is { Length: > 0 } alt ? alt : picture.Caption is { Length: > 0 } caption ? caption : picture.Address[(picture.Address.LastIndexOf('/') + 1)..];
        return string.Create(CultureInfo.InvariantCulture,
            $"{name}\nuntil {site.Local(picture.ExpiresAt!.Value):d MMMM yyyy, HH:mm}. {used}\n{site.Absolute($"/admin/media/{picture.Id}")}");
    }

    private static Mail Letter(Person person, List<string> lines, int count, Site site) => new(
        person.Email!, person.Name, count == 1 ? $"The licence of a picture ends soon at {site.Name}" : $"The licences of {count} pictures end soon at {site.Name}",
        $"""
        Hello {person.Name},

        {(count == 1 ? "The licence of this picture ends" : "The licences of these pictures end")} within a week. From that second no reader sees {(count == 1 ? "it" : "them")} any more, wherever {(count == 1 ? "it is" : "they are")} used. Choose others, or write down the new end where a licence was extended.

        {string.Join("\n\n", lines)}

        You get this once for each end, because you may look after the pictures of {site.Name}.
        """);
}
