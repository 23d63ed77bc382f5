using System.Globalization;
using System.Text.RegularExpressions;
using FanNews.Articles;
using FanNews.Body;
using FanNews.People;
using FanNews.Settings;
using FanNews.Storage;
using Microsoft.EntityFrameworkCore;

namespace FanNews.Media;

/// <content>
/// Putting one picture in the place of another. Leads, portraits, logo and social picture name it by its row; texts by its address, so that each text in use
/// (the newest, the one before readers, one that is to come) is followed by a revision that differs in nothing else and counts from the same time on.
/// What a text itself says that the picture shows goes with the picture; where it says whose the picture is, it must be changed there first.
/// </content>
public sealed partial class EditPictures
{
    // All of them are changed in one transaction, which others wait for. A picture that more stories show gets another file instead (Replace).
    private const int MostStories = 50;

    private async Task<Refusal?> Substitute(Change change, Picture gone, string address, CancellationToken ct)
    {
        var db = change.Db;
        var substitute = await db.Pictures.SingleOrDefaultAsync(p => p.Address == address && p.File != null, ct);
        if (substitute is null)
            return new("Instead", $"The newsroom has no picture with the address {address}");
        if (substitute.Id == gone.Id)
            return new("Instead", "Choose another picture to take its place");
        if (!substitute.MayBeShown(change.Now))
            return new("Instead", "The licence of that picture has ended. Choose another to take its place");
        var stories = await PictureUse.StoriesOf(db, gone.Id, change.Now).OrderBy(id => id).Take(MostStories + 1).ToListAsync(ct);
        if (stories.Count > MostStories)
            return new("Instead", $"More than {MostStories} stories use the picture. Give it another file instead, with Replace: that changes all of them at once");
        if (Lacks(await Site.Read(db, outside, ct), substitute.Credit, substitute.Alt).Select(l => l.What).ToList() is { Count: > 0 } lacks && await PictureUse.PublishedStoriesOf(db, gone.Id, change.Now).AnyAsync(ct))
            return new("Instead", $"Published stories would show that picture, and it has not got {string.Join(" and ", lacks)}. Write that first");
        foreach (var id in stories)
        {
            if (await Substitute(change, id, gone, substitute, ct) is { } refusal)
                return refusal;
        }

        await foreach (var author in db.Authors.Where(a => a.PortraitId == gone.Id).AsAsyncEnumerable().WithCancellation(ct))
        {
            author.PortraitId = substitute.Id;
            change.Record("changed", string.Create(CultureInfo.InvariantCulture, $"author:{author.Id}"), "portrait");
        }

        string[] keys = [Furniture.LogoKey, Furniture.SocialPictureKey];
        await foreach (var setting in db.Settings.Where(s => keys.Contains(s.Key) && s.Value == gone.Address).AsAsyncEnumerable().WithCancellation(ct))
        {
            setting.Value = substitute.Address;
            change.Record("changed", "setting:" + setting.Key);
        }

        await db.SaveChangesAsync(ct);
        return null;
    }

    private static async Task<Refusal?> Substitute(Change change, long story, Picture gone, Picture substitute, CancellationToken ct)
    {
        var db = change.Db;
        var article = await db.Articles.SingleAsync(a => a.Id == story, ct);
        if (article.LeadPictureId == gone.Id)
            article.LeadPictureId = substitute.Id;
        var newest = await db.Revisions.Where(r => r.ArticleId == story).MaxAsync(r => r.Number, ct);
        var live = await db.Revisions.Where(r => r.ArticleId == story && r.Released && r.EffectiveAt <= change.Now).MaxAsync(r => (int?)r.Number, ct) ?? 0;
        // In their order, so that the last of them is the newest and what is to come follows what is before readers.
        var texts = await db.Revisions.Where(r => r.ArticleId == story && (r.Number == newest || (r.Released && r.Number >= live))).OrderBy(r => r.Number).ToListAsync(ct);
        if (texts.Any(t => BodyText.Parse(t.Body).Pictures.Contains(gone.Address)))
        {
            if (texts.Find(t => BodyText.Parse(t.Body).Parts().Figures.Any(f => f.Credited && f.Address == gone.Address)) is { } credited)
                return new("Instead", $"“{Name(credited)}” says itself whose the picture is, which would stand under the other. Take that out in the story first");
            foreach (var text in texts)
            {
                var body = Exchange(text.Body, gone.Address, substitute.Address);
                if (BodyText.Parse(body).Pictures.Contains(gone.Address))
                    return new("Instead", $"“{Name(text)}” names the picture in a way that cannot be changed here. Change it in the story first");
                var next = article.Revise(TypedStory.Of(text).Text with { Body = body }, change.Now, change.By.PersonId, newest);
                if (text.Released)
                    next.Follow(text, change.Now);
            }
        }

        change.Record("saved", string.Create(CultureInfo.InvariantCulture, $"article:{story}"), $"picture {gone.Address} became {substitute.Address}");
        return null;
    }

    private static string Name(Revision text) => text.Headline.Length == 0 ? "Untitled" : text.Headline;

    // An address ends where no address goes on: /media/ferry.jpg is no part of /media/ferry.jpg2.
    private static string Exchange(string text, string from, string to)
    {
        foreach (var (old, with) in new[] { (from, to), (Permalink.Encode(from), Permalink.Encode(to)) }.Distinct())
        {
            text = Regex.Replace(text, @"!\[(?:\\.|[^\]\\\n])*\](\(<?" + Regex.Escape(old) + @"[>\s)])", "![]$1", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);
            for (var at = text.IndexOf(old, StringComparison.Ordinal); at >= 0; at = text.IndexOf(old, at, StringComparison.Ordinal))
            {
                var end = at + old.Length;
                var whole = end == text.Length || !(char.IsLetterOrDigit(text[end]) || text[end] is '-' or '_' or '.' or '/' or '%');
                (text, at) = whole ? (text[..at] + with + text[end..], at + with.Length) : (text, end);
            }
        }

        return text;
    }
}
