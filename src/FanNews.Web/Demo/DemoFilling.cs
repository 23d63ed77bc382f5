using FanNews.Articles;
using FanNews.Media;
using FanNews.People;
using FanNews.Sections;
using FanNews.Settings;
using FanNews.Storage;

namespace FanNews.Web.Demo;

/// <summary>Puts the demo paper into an empty newsroom, inside one change.</summary>
internal sealed class DemoFilling(Change change, Dictionary<string, StoredPicture> files)
{
    private static readonly TimeZoneInfo Zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/London");

    private readonly NewsroomDb db = change.Db;
    private readonly Dictionary<string, Section> sections = [];
    private readonly Dictionary<string, Author> authors = [];
    private readonly Dictionary<string, Tag> tags = [];
    private readonly Dictionary<string, Series> series = [];
    private readonly Dictionary<string, Picture> pictures = [];
    private readonly Dictionary<string, Source> sources = [];

    public async Task Run(IReadOnlyList<DemoStory> stories, CancellationToken ct)
    {
        Choose();
        var moderator = await AddPeople(ct);
        AddFurniture();
        var articles = stories.ToDictionary(s => s.Name, Add);
        await db.SaveChangesAsync(ct);
        Announce(articles["surge"]);
        await new DemoComments(change, authors).Add(articles, moderator, ct);
    }

    private void Choose()
    {
        foreach (var (key, value) in (ReadOnlySpan<(string, string)>)[("Site:Name", "The Ferryman"), ("Site:Motto", "News from both banks"), ("Site:TimeZone", Zone.Id), (Publishing.ShowsChangesKey, "yes")])
        {
            if (!db.Settings.Any(s => s.Key == key))
                db.Settings.Add(new Setting { Key = key, Value = value });
        }
    }

    private async Task<long> AddPeople(CancellationToken ct)
    {
        var people = DemoCast.Authors.ToDictionary(a => a.Name, a => Person(a.Name, a.Edits ? Role.Editor : Role.Author));
        var moderator = Person(DemoCast.Moderator, Role.Moderator);
        db.People.AddRange([.. people.Values, moderator, Person(DemoCast.Editor, Role.Editor)]);
        await db.SaveChangesAsync(ct);
        foreach (var author in DemoCast.Authors)
        {
            authors[author.Name] = new Author
            {
                Slug = Slug.From(author.Name),
                Name = author.Name,
                Desk = author.Desk,
                Biography = author.About,
                PersonId = people[author.Name].Id,
                Portrait = PictureOf(author.Portrait, author.Alt, author.Name, DemoCast.Drawn),
            };
        }

        db.Authors.AddRange(authors.Values);
        return moderator.Id;
    }

    // The people of the demo write and have no password: nobody can sign in as them.
    private Person Person(string name, Role role)
    {
        var email = Slug.From(name) + "@ferryman.example";
        return new Person
        {
            Name = name,
            Role = role,
            Email = email,
            NormalizedEmail = email.ToUpperInvariant(),
            UserName = email,
            NormalizedUserName = email.ToUpperInvariant(),
            SecurityStamp = Guid.NewGuid().ToString("N"),
            CreatedAt = change.Now,
        };
    }

    private void AddFurniture()
    {
        foreach (var (slug, name, parent, about) in DemoCast.Sections)
            sections[slug] = new Section { Slug = slug, Name = name, Description = about, Parent = parent is null ? null : sections[parent], Place = sections.Count };
        db.Sections.AddRange(sections.Values);
        foreach (var (name, about) in DemoCast.Series)
            series[name] = new Series { Slug = Slug.From(name), Name = name, Description = about };
        db.Series.AddRange(series.Values);
    }

    private void Announce(Article surge) => db.Set<BreakingLine>().Add(new BreakingLine
    {
        Text = surge.Revisions[^1].Headline,
        Address = surge.Permalink,
        StartsAt = surge.PublishAt!.Value,
        EndsAt = change.Now.AddHours(6),
    });

    private Article Add(DemoStory story)
    {
        var at = change.Now - story.Ago;
        var owner = story.Authors is [var first, ..] ? authors[first].PersonId : null;
        var article = new Article
        {
            Kind = story.Kind,
            Slug = story.Kind == ArticleKind.Page ? story.Name : Slug.From(story.Headline),
            CreatedAt = at,
            OwnerId = owner,
            CommentsOpen = story.Kind == ArticleKind.Story,
            Section = story.Section is { } section ? sections[section] : null,
            Source = story.Source is { } source ? SourceNamed(source) : null,
            Series = story.Series is { } name ? series[name] : null,
            SeriesPart = story.Part,
            LeadPicture = story.Picture is [var file, var alt, var caption, var credit] ? PictureOf(file, alt, caption, credit) : null,
        };
        article.Bylines.AddRange(story.Authors.Select((author, place) => new Byline { Place = place, Author = authors[author] }));
        article.Tags.AddRange(story.Tags.Select(TagNamed));
        Take(article, story, at);
        db.Articles.Add(article);
        return article;
    }

    private void Take(Article article, DemoStory story, DateTimeOffset at)
    {
        var day = TimeZoneInfo.ConvertTime(at, Zone);
        var text = article.Revise(story.Updated is null ? story.Told(day) : story.ToldFirst(day), at, article.OwnerId);
        string Path(DateTimeOffset from) => story.Path ?? Permalink.For(Permalink.DefaultPattern, article.Slug, from, Zone);

        switch (story.State)
        {
            case DemoState.Draft:
                return;
            case DemoState.Review:
                MustBe(article.SubmitForReview());
                article.Deadline = change.Now.AddHours(-1);
                return;
            case DemoState.Scheduled:
                MustBe(article.Schedule(text, Coming(story), change.Now, Path(Coming(story))));
                return;
            case DemoState.Embargoed:
                article.EmbargoUntil = Coming(story);
                break;
        }

        MustBe(article.Publish(text, at, Path(at)));
        if (story.Updated is { } ago)
            article.Revise(story.Told(day), change.Now - ago, article.OwnerId).Release(change.Now - ago);
        if (story.Unreleased(day) is { } unreleased)
            article.Revise(unreleased, change.Now.AddMinutes(-12), article.OwnerId);
        if (story.State == DemoState.Killed)
            MustBe(article.Kill(change.Now - story.Taken, story.Reason));
        else if (story.State == DemoState.Unpublished)
            MustBe(article.Unpublish(wasOut: true, change.Now - story.Taken));
    }

    // Editors plan by the full hour.
    private DateTimeOffset Coming(DemoStory story)
    {
        var at = change.Now + story.In;
        return at - TimeSpan.FromTicks(at.Ticks % TimeSpan.TicksPerHour);
    }

    private static void MustBe(Refusal? refusal)
    {
        if (refusal is not null)
            throw new InvalidOperationException(refusal.Sentence);
    }

    private Source SourceNamed(string name) =>
        sources.TryGetValue(name, out var source) ? source : sources[name] = new Source { Slug = Slug.From(name), Name = name };

    private Tag TagNamed(string name) =>
        tags.TryGetValue(name, out var tag) ? tag : tags[name] = new Tag { Slug = Slug.From(name), Name = name };

    private Picture PictureOf(string name, string alt, string caption, string credit)
    {
        if (!pictures.TryGetValue(name, out var picture))
        {
            picture = new Picture { Address = $"/media/{name}.jpg", AddedAt = change.Now, Alt = alt, Caption = caption, Credit = credit };
            picture.Take(files[name]);
            pictures[name] = picture;
        }

        return picture;
    }
}
