using FanNews.Articles;
using FanNews.Media;
using FanNews.People;
using FanNews.Sections;
using FanNews.Settings;
using FanNews.Storage;
using Microsoft.EntityFrameworkCore;

namespace FanNews.Web.Demo;

/// <summary>
/// The Ferryman, news from both banks: a paper that was made up, so that an empty database in Development has something to show.
/// </summary>
public static class DemoNewsroom
{
    private const string Zone = "Europe/London";

    private static readonly (string Slug, string Name, string? Parent, string? About)[] Sections =
    [
        ("both-banks", "Both Banks", null, "What happens on the one, and what the other says about it."),
        ("orrinmouth", "Orrinmouth", "both-banks", null),
        ("saltby", "Saltby", "both-banks", null),
        ("upper-wick", "Upper Wick", "both-banks", null),
        ("the-marshes", "The Marshes", "both-banks", null),
        ("harbour", "Harbour", null, "Ships, tides, and what was left on the quay."),
        ("business", "Business", null, "What things cost, and who thought of that."),
        ("opinion", "Opinion", null, "We asked for it."),
        ("columns", "Columns", "opinion", null),
        ("culture", "Culture", null, "Books, pictures, music and other reasons to be indoors."),
        ("sport", "Sport", null, "Results, where there were any."),
    ];

    private static readonly (string Name, string Desk, string About)[] Authors =
    [
        ("Ines Halloran", "Harbour correspondent", "She has covered the port since 2009 and has been aboard nearly all of it."),
        ("Tom Okafor-Lund", "Reporter", "He writes about money, boats, and people who have put one into the other."),
        ("Dele Marsh", "Town halls", "He sits at the back of both councils and knows which has the better biscuits."),
        ("Sunniva Brandt", "Country correspondent", "She walks to most of her stories, and has been late for two floods."),
        ("Ruth Amadi", "Columnist", "She is against most improvements."),
        ("Casimir Bell", "Columnist", "He remembers 1953."),
        ("Greta Fonn", "Columnist", "She takes the 7.40."),
    ];

    /// <summary>Fills a newsroom that has nothing in it; leaves any other alone.</summary>
    /// <returns>Whether it was filled.</returns>
    public static async Task<bool> Fill(NewsroomStore store, CancellationToken ct = default)
    {
        if (await store.Read(db => db.Articles.AnyAsync(ct), ct))
            return false;
        // Pictures take seconds and no transaction: they are kept by their content, so a second try finds them. AVIF would double the seconds.
        var files = new PictureFiles(store.Options.MediaFolder);
        var stories = DemoStory.All();
        var pictures = stories.Select(s => s.Picture?[0]).OfType<string>().Distinct()
            .AsParallel().Select(name => (name, Kept: files.Keep(DemoStory.PictureNamed(name), avif: false).Picture!)).ToDictionary(p => p.name, p => p.Kept);
        return await store.Change(Actor.Program, async change =>
        {
            if (await change.Db.Articles.AnyAsync(ct))
                return change.Abandon(false);
            await new Filling(change, pictures).Run(stories, ct);
            change.Record("filled", "newsroom", "the demo");
            return true;
        }, ct);
    }

    private sealed class Filling(Change change, Dictionary<string, StoredPicture> files)
    {
        private readonly NewsroomDb db = change.Db;
        private readonly Dictionary<string, Section> sections = [];
        private readonly Dictionary<string, Author> authors = [];
        private readonly Dictionary<string, Tag> tags = [];
        private readonly Dictionary<string, Picture> pictures = [];
        private readonly Dictionary<string, Source> sources = [];

        public async Task Run(IReadOnlyList<DemoStory> stories, CancellationToken ct)
        {
            await Choose(ct);
            AddFurniture();
            var articles = stories.ToDictionary(s => s.Slug, Add);
            await db.SaveChangesAsync(ct);
            await new DemoComments(change).Add(articles, authors["Ines Halloran"].PersonId, ct);
        }

        private async Task Choose(CancellationToken ct)
        {
            foreach (var (key, value) in (ReadOnlySpan<(string, string)>)[("Site:Name", "The Ferryman"), ("Site:Motto", "News from both banks"), ("Site:TimeZone", Zone)])
            {
                if (!db.Settings.Any(s => s.Key == key))
                    db.Settings.Add(new Setting { Key = key, Value = value });
            }

            // The people of the demo write and have no password: nobody can sign in as them.
            var ines = new Person
            {
                Name = "Ines Halloran",
                Role = Role.Author,
                Email = "ines.halloran@ferryman.example",
                NormalizedEmail = "INES.HALLORAN@FERRYMAN.EXAMPLE",
                UserName = "ines.halloran@ferryman.example",
                NormalizedUserName = "INES.HALLORAN@FERRYMAN.EXAMPLE",
                SecurityStamp = Guid.NewGuid().ToString("N"),
                CreatedAt = change.Now,
            };
            db.People.Add(ines);
            await db.SaveChangesAsync(ct);
            foreach (var (name, desk, about) in Authors)
                authors[name] = new Author { Slug = Slug.From(name), Name = name, Desk = desk, Biography = about, PersonId = name == ines.Name ? ines.Id : null };
            db.Authors.AddRange(authors.Values);
        }

        private void AddFurniture()
        {
            foreach (var (slug, name, parent, about) in Sections)
                sections[slug] = new Section { Slug = slug, Name = name, Description = about, Parent = parent is null ? null : sections[parent], Place = sections.Count };
            db.Sections.AddRange(sections.Values);
        }

        private Article Add(DemoStory story)
        {
            var zone = TimeZoneInfo.FindSystemTimeZoneById(Zone);
            var at = change.Now - story.Ago;
            var slug = story.Kind == ArticleKind.Page ? story.Slug : Slug.From(story.Headline);
            var article = new Article { Kind = story.Kind, Slug = slug, CreatedAt = at, CommentsOpen = story.Kind == ArticleKind.Story };
            var text = article.Revise(story.Text(TimeZoneInfo.ConvertTime(at, zone)), at, by: null);
            article.Publish(text, at, story.Path ?? Permalink.For(Permalink.DefaultPattern, slug, at, zone));
            if (story.Updated is { } updated)
                article.Revise(story.Text(at), change.Now - updated, by: null).Release(change.Now - updated);
            article.Section = story.Section is { } section ? sections[section] : null;
            article.Source = story.Source is { } source ? SourceNamed(source) : null;
            article.LeadPicture = story.Picture is [var name, var alt, var caption, var credit] ? PictureOf(name, alt, caption, credit) : null;
            article.Bylines.AddRange(story.Authors.Select((author, place) => new Byline { Place = place, Author = authors[author] }));
            article.Tags.AddRange(story.Tags.Select(TagNamed));
            db.Articles.Add(article);
            return article;
        }

        private Source SourceNamed(string name) =>
            sources.TryGetValue(name, out var source) ? source : sources[name] = new Source { Slug = Slug.From(name), Name = name };

        private Tag TagNamed(string name) =>
            tags.TryGetValue(name, out var tag) ? tag : tags[name] = new Tag { Slug = Slug.From(name), Name = name };

        private Picture PictureOf(string name, string alt, string caption, string credit)
        {
            if (!pictures.TryGetValue(name, out var picture))
            {
                picture = new Picture { Address = $"/media/{name}.jpg", Alt = alt, Caption = caption, Credit = credit, AddedAt = change.Now };
                picture.Take(files[name]);
                pictures[name] = picture;
            }

            return picture;
        }
    }
}
