using System.Globalization;
using FanNews.Comments;
using FanNews.People;
using FanNews.Settings;
using FanNews.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;

namespace FanNews.Readers;

/// <summary>How often moderators are told by mail what waits.</summary>
public enum DigestTime
{
    /// <summary>Never.</summary>
    Off,

    /// <summary>Once an hour, when something new came.</summary>
    Hourly,

    /// <summary>At seven in the morning of the paper's zone, when something new came.</summary>
    Daily,
}

/// <summary>Tells the moderators by mail that new comments wait; where there is no moderator, everybody who may moderate.</summary>
public sealed class QueueDigest(NewsroomStore store, MailSettings mail, IConfiguration outside)
{
    /// <summary>The setting.</summary>
    public const string Key = "Comments:Digest";

    // When daily mail goes out, in the zone of the paper; as to readers.
    private const int DailyHour = 7;

    private const string LastKey = "Digest:Last";

    /// <summary>Reads the setting.</summary>
    /// <exception cref="FormatException">It is none of its words.</exception>
    public static DigestTime Time(string word) =>
        Enum.TryParse<DigestTime>(word, ignoreCase: true, out var time) && Enum.IsDefined(time) && !int.TryParse(word, out _) ? time : throw new FormatException("Write off, hourly or daily");

    /// <summary>Writes the mails when it is time and something new waits.</summary>
    /// <returns>How many it wrote.</returns>
    public async Task<int> Send(CancellationToken ct = default)
    {
        // Most often nothing is to be done: that costs no transaction.
        if (!await store.Read(async db => (await Site.Read(db, outside, ct)).Digest != DigestTime.Off && await mail.IsSetUp(db, ct), ct))
            return 0;
        return await store.Change(Actor.Program, async change =>
        {
            var db = change.Db;
            await db.Lock(LastKey, ct);
            var site = await Site.Read(db, outside, ct);
            var setting = await db.Settings.SingleOrDefaultAsync(s => s.Key == LastKey, ct);
            var last = setting is null ? DateTimeOffset.UnixEpoch : DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(setting.Value, CultureInfo.InvariantCulture));
            if (site.Digest == DigestTime.Hourly ? change.Now - last < TimeSpan.FromHours(1) : last >= Morning(site, change.Now))
                return change.Abandon(0);
            var waiting = db.Comments.Where(c => c.Status == CommentStatus.Pending && c.ErasedAt == null);
            var (told, limits) = (0, await Sessions.Limits(db, ct));
            foreach (var person in await waiting.AnyAsync(c => c.CreatedAt > last, ct) ? await People(db, ct) : [])
            {
                // Who is limited to sections is told of theirs: of others they can decide nothing.
                var theirs = waiting.For(limits.GetValueOrDefault(person.Id));
                var recent = await theirs.CountAsync(c => c.CreatedAt > last, ct);
                if (recent == 0)
                    continue;
                var (count, oldest) = (await theirs.CountAsync(ct), await theirs.MinAsync(c => c.CreatedAt, ct));
                ReaderLetters.Digest(person.Email!, person.Name, count, recent, oldest, site).Send(change);
                told++;
            }

            if (told == 0)
                return change.Abandon(0);
            var now = change.Now.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
            if (setting is null)
                db.Settings.Add(new Setting { Key = LastKey, Value = now });
            else
                setting.Value = now;
            change.Record("told moderators", "queue", $"{await waiting.CountAsync(ct)} waiting");
            change.TouchesNothing();
            return told;
        }, ct);
    }

    // The last instant at which daily mail was due.
    private static DateTimeOffset Morning(Site site, DateTimeOffset now)
    {
        var today = site.Local(now).Date.AddHours(DailyHour);
        var due = new DateTimeOffset(today, site.Zone.GetUtcOffset(today));
        return due <= now ? due : new DateTimeOffset(today.AddDays(-1), site.Zone.GetUtcOffset(today.AddDays(-1)));
    }

    private static async Task<List<Person>> People(NewsroomDb db, CancellationToken ct)
    {
        var all = await db.People.AsNoTracking().Where(p => p.DisabledAt == null && p.PasswordHash != null && p.Email != null).OrderBy(p => p.Id).ToListAsync(ct);
        var moderators = all.FindAll(p => p.Role == Role.Moderator);
        return moderators.Count > 0 ? moderators : all.FindAll(p => p.Role.May(Permission.ModerateComments));
    }
}
