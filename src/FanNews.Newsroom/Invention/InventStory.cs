using System.Globalization;
using FanNews.Articles;
using FanNews.Search;
using FanNews.Sections;
using FanNews.Settings;

namespace FanNews.Invention;

/// <summary>The first numbers of what is invented, in the store.</summary>
internal sealed record FirstNumbers(long Article, long Revision, long Series, long Comment, long Decision, long Section, long Source, long Author, long Tag);

/// <summary>Invents stories: the same number and seed give the same story, whatever was invented before it.</summary>
/// <param name="tongue">The language of the seed.</param>
/// <param name="masthead">What stands before the first story.</param>
/// <param name="seed">The seed.</param>
/// <param name="count">How many stories there will be; they fill the years evenly.</param>
/// <param name="site">How addresses are made.</param>
/// <param name="language">The language of the index.</param>
/// <param name="now">The present instant (UTC), for the index.</param>
/// <param name="first">Numbers in the store.</param>
internal sealed class InventStory(Tongue tongue, Masthead masthead, long seed, int count, Site site, Language language, DateTimeOffset now, FirstNumbers first)
{
    /// <summary>Most revisions of a story.</summary>
    public const int MostRevisions = 2;

    /// <summary>A series begins with every so many stories.</summary>
    public const int SeriesEvery = 200;

    private const int LongestSeries = 5, MostTags = 5;

    // Fixed, so that a newsroom does not depend on the day on which it was invented.
    private static readonly DateTimeOffset Begin = new(2006, 1, 2, 5, 0, 0, TimeSpan.Zero), End = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero), Future = new(2090, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Invents a story.</summary>
    /// <param name="number">Its place, from 0.</param>
    /// <param name="fate">What becomes of it.</param>
    /// <param name="firstComment">The place of its first comment among all.</param>
    /// <param name="comments">How many it has.</param>
    public InventedStory Make(int number, Fate fate, int firstComment, int comments)
    {
        var chance = new Chance(seed, Purpose.Story, number);
        var at = At(number, chance);
        var topic = chance.Zipf(masthead.Tags.Count);
        // A topic belongs to a section more often than not.
        var section = chance.InThousand(700) ? topic * 7 % masthead.Sections.Count : chance.Below(masthead.Sections.Count);
        var prose = new Prose(tongue, chance, topic);
        var text = Text(prose, chance);
        var part = number % SeriesEvery < LongestSeries ? number % SeriesEvery : -1;
        var series = first.Series + (number / SeriesEvery);
        var article = new Article
        {
            Slug = Slug.From(text.Headline) + "-" + (number + 1).ToString(CultureInfo.InvariantCulture),
            CreatedAt = at.AddHours(-chance.Between(1, 60)),
            SectionId = first.Section + section,
            SourceId = chance.InThousand(150) ? first.Source + chance.Zipf(masthead.Sources.Count) : null,
            SeriesId = part >= 0 ? series : null,
            SeriesPart = part >= 0 ? part + 1 : null,
            CommentsOpen = !chance.InThousand(100),
        };
        Decide(article, text, fate, at, chance, prose, masthead.Sections[section].Slug);
        article.Bylines.AddRange(Some(chance, chance.InThousand(200) ? 2 : 1, masthead.Authors.Count).Select((author, place) => new Byline { Place = place, AuthorId = first.Author + author }));
        List<int> tags = [topic, .. Some(chance, chance.Between(1, MostTags) - 1, masthead.Tags.Count).Where(tag => tag != topic)];
        var id = first.Article + number;
        var revision = first.Revision + ((long)number * MostRevisions);
        return new InventedStory
        {
            Id = id,
            Article = article,
            FirstRevision = revision,
            Begins = part == 0 ? (series, new Series { Slug = Slug.From(text.Headline) + "-" + series.ToString(CultureInfo.InvariantCulture), Name = text.Headline }) : null,
            Tags = tags.ConvertAll(tag => first.Tag + tag),
            Index = ArticleEntries.Of(Indexed(article, id, revision, tags), language, now),
            Comments = new InventComments(tongue, new Chance(seed, Purpose.Comments, number), topic).Make(id, first.Comment + firstComment, comments, at),
            IsPublic = Talk.IsPublic(fate),
        };
    }

    private void Decide(Article article, ArticleText text, Fate fate, DateTimeOffset at, Chance chance, Prose prose, string section)
    {
        var revision = article.Revise(text, at.AddMinutes(-chance.Between(5, 50)), by: null);
        var appears = fate == Fate.Scheduled ? Future : at;
        if (fate is not (Fate.Draft or Fate.InReview))
            article.Publish(revision, appears, Permalink.For(site.PermalinkPattern, article.Slug, appears, site.Zone, section));
        switch (fate)
        {
            case Fate.Edited:
                article.Revise(text with { Body = text.Body + "\n\n" + prose.Sentences(2) }, at.AddHours(2), by: null).Release(at.AddHours(2));
                break;
            case Fate.Reworked:
                article.Revise(text with { Headline = prose.Headline(), Body = prose.Body() }, at.AddHours(3), by: null);
                break;
            case Fate.InReview:
                article.SubmitForReview();
                break;
            case Fate.Embargoed:
                article.EmbargoUntil = Future;
                break;
            case Fate.Expired:
                article.UnpublishAt = at.AddDays(1);
                break;
            case Fate.Killed:
                article.Kill(at.AddDays(1), "An invented story that was killed.");
                break;
        }
    }

    private ArticleText Text(Prose prose, Chance chance) => new()
    {
        Headline = prose.Headline(),
        Dek = chance.InThousand(800) ? prose.Sentences(1) : null,
        Dateline = chance.InThousand(400) ? tongue.Name(chance).ToUpperInvariant() : null,
        Body = prose.Body(),
    };

    private IndexedArticle Indexed(Article article, long id, long revision, List<int> tags) => new()
    {
        Id = id,
        IsOut = article.State == ArticleState.Published && article.KilledAt is null,
        PublishAt = article.PublishAt,
        Section = article.SectionId,
        Texts = [.. article.Revisions.Select((r, i) => new IndexedText
        {
            Id = revision + i, ArticleId = id, Number = r.Number, Released = r.Released, EffectiveAt = r.EffectiveAt, Headline = r.Headline, Dek = r.Dek, Body = r.PlainBody!,
        }).Reverse()],
        Tags = tags.ConvertAll(tag => masthead.Tags[tag].Name),
        Authors = article.Bylines.ConvertAll(b => masthead.Authors[(int)(b.AuthorId - first.Author)].Name),
        AuthorIds = article.Bylines.ConvertAll(b => b.AuthorId),
    };

    private DateTimeOffset At(int number, Chance chance) =>
        DateTimeOffset.FromUnixTimeSeconds((Begin + ((End - Begin) * ((number + chance.Share()) / count))).ToUnixTimeSeconds());

    private static List<int> Some(Chance chance, int count, int of) => Enumerable.Range(0, count).Select(_ => chance.Zipf(of)).Distinct().ToList();
}
