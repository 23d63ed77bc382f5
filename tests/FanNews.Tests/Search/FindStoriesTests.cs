using FanNews.Articles;
using FanNews.Search;
using FanNews.Storage;
using FanNews.Tests.Storage;
using Microsoft.EntityFrameworkCore;

namespace FanNews.Tests.Search;

public sealed class FindStoriesTests
{
    [Theory, EveryEngine]
    public async Task Words_are_found_in_headline_dek_byline_tags_and_body(Engine engine)
    {
        using var newsroom = await TestStore.Create(engine);
        await newsroom.Publish("Ferry stops", "The *engine* broke on the way.", dek: "Nobody hurt", tags: ["Harbour board"], authors: ["Ines Halloran"]);
        await newsroom.Publish("Bridge opens", "Crowds came.");
        foreach (var word in new[] { "ferry", "engine", "nobody", "harbour", "halloran", "FERRY", "engines" })
            Assert.Equal(["Ferry stops"], await Found(newsroom, word));
    }

    [Theory, EveryEngine]
    public async Task All_words_must_be_there_phrases_together_and_others_not(Engine engine)
    {
        using var newsroom = await TestStore.Create(engine);
        await newsroom.Publish("One", "The harbour board met on Monday.");
        await newsroom.Publish("Two", "The board of the harbour met on Tuesday.");
        await newsroom.Publish("Three", "The harbour was quiet.");
        Assert.Equal(["One", "Two"], await Found(newsroom, "harbour board"));
        Assert.Equal(["One"], await Found(newsroom, "\"harbour board\""));
        Assert.Equal(["One"], await Found(newsroom, "“harbour board”"));
        Assert.Equal(["Two"], await Found(newsroom, "harbour board -monday"));
        Assert.Equal(["Two"], await Found(newsroom, "harbour met -\"harbour board\""));
        Assert.Equal(["One", "Three", "Two"], await Found(newsroom, "harb*"));
    }

    [Theory, EveryEngine]
    public async Task A_phrase_does_not_reach_from_one_field_into_the_next(Engine engine)
    {
        using var newsroom = await TestStore.Create(engine);
        await newsroom.Publish("Storm takes pier", "Nobody was there.", dek: "Roof too");
        Assert.Single(await Found(newsroom, "\"takes pier\""));
        Assert.Empty(await Found(newsroom, "\"pier roof\""));
        Assert.Empty(await Found(newsroom, "\"too nobody\""));
    }

    [Theory, EveryEngine]
    public async Task Accents_do_not_matter_in_either_direction(Engine engine)
    {
        using var newsroom = await TestStore.Create(engine);
        await newsroom.Publish("Café in Gdańsk", "Die Straße nach Łódź, naïveté, Ærø and smörgåsbord; война и май.");
        foreach (var word in new[] { "cafe", "CAFÉ", "gdansk", "Gdańsk", "strasse", "lodz", "naivete", "naïveté", "aero", "smorgasbord", "война", "май" })
            Assert.Single(await Found(newsroom, word));
    }

    [Theory, EveryEngine]
    public async Task Words_of_languages_without_spaces_are_found(Engine engine)
    {
        using var newsroom = await TestStore.Create(engine);
        await newsroom.Publish("東京の橋が閉鎖", "市長は橋を視察した。");
        Assert.Single(await Found(newsroom, "東京"));
        Assert.Single(await Found(newsroom, "橋が閉鎖"));
        Assert.Empty(await Found(newsroom, "大阪"));
    }

    [Theory, EveryEngine]
    public async Task The_language_of_the_site_stems_its_words(Engine engine)
    {
        using var newsroom = await TestStore.Create(engine);
        await newsroom.Choose("Site:Language", "de-CH");
        await newsroom.Publish("Neue Häuser am Hafen", "Die Stadt baut.");
        Assert.Single(await Found(newsroom, "haus"));
    }

    [Theory, EveryEngine]
    public async Task A_word_in_the_headline_counts_more_than_one_in_the_body(Engine engine)
    {
        using var newsroom = await TestStore.Create(engine);
        await newsroom.Publish("Council sits late", "There was talk of the dredger.");
        await newsroom.Publish("Dredger sinks", "It went down at noon.");
        await newsroom.Publish("Weather", "The dredger, the dredger.");
        Assert.Equal("Dredger sinks", (await Found(newsroom, "dredger", sorted: false))[0]);
    }

    [Theory, EveryEngine]
    public async Task Among_equals_the_newer_comes_first(Engine engine)
    {
        using var newsroom = await TestStore.Create(engine);
        await newsroom.Publish("Regatta won", at: TestNewsroom.Noon.AddYears(-3));
        await newsroom.Publish("Regatta lost", at: TestNewsroom.Noon.AddDays(-3));
        await newsroom.Publish("Regatta late", at: TestNewsroom.Noon.AddYears(-1));
        Assert.Equal(["Regatta lost", "Regatta late", "Regatta won"], await Found(newsroom, "regatta", sorted: false));
    }

    [Theory, EveryEngine]
    public async Task Filters_narrow_what_is_found(Engine engine)
    {
        using var newsroom = await TestStore.Create(engine);
        var one = await newsroom.Publish("Tide one", section: "Harbour", authors: ["Ines Halloran"], at: TestNewsroom.Noon.AddYears(-2));
        await newsroom.Publish("Tide two", section: "Sport", authors: ["Dele Marsh"], at: TestNewsroom.Noon.AddDays(-1));
        var (section, author) = (one.SectionId!.Value, one.Bylines[0].AuthorId);
        Assert.Equal(["Tide one"], await Found(newsroom, new SearchQuestion("tide") { Sections = [section] }));
        Assert.Equal(["Tide one"], await Found(newsroom, new SearchQuestion("tide") { Author = author }));
        Assert.Equal(["Tide two"], await Found(newsroom, new SearchQuestion("tide") { From = TestNewsroom.Noon.AddDays(-30) }));
        Assert.Equal(["Tide one"], await Found(newsroom, new SearchQuestion("tide") { Before = TestNewsroom.Noon.AddDays(-30) }));
        Assert.Equal(["Tide two"], await Found(newsroom, new SearchQuestion("tide") { From = TestNewsroom.Noon.AddDays(-1), Before = TestNewsroom.Noon }));
        Assert.Empty(await Found(newsroom, new SearchQuestion("tide") { From = TestNewsroom.Noon.AddYears(-1), Author = author }));
    }

    [Theory, EveryEngine]
    public async Task A_long_question_finds_what_has_most_of_its_words(Engine engine)
    {
        using var newsroom = await TestStore.Create(engine);
        await newsroom.Publish("Ferry engine broke in the storm");
        await newsroom.Publish("Ferry timetable");
        await newsroom.Publish("Gardening");
        var answer = await Ask(newsroom, new SearchQuestion("why did the ferry engine break down during last night's storm"));
        Assert.False(answer.AllWords);
        Assert.Equal("Ferry engine broke in the storm", answer.Stories[0].Story.Headline);
        Assert.DoesNotContain(answer.Stories, s => s.Story.Headline == "Gardening");
    }

    [Theory, EveryEngine]
    public async Task A_mistyped_word_gets_a_suggestion_that_finds_something(Engine engine)
    {
        using var newsroom = await TestStore.Create(engine);
        await newsroom.Publish("Lighthouse keeper retires", "After forty years in the harbour.");
        foreach (var typed in new[] { "lighthuose", "lihgthouse", "ligthouse", "lighthousse", "kighthouse", "lighthouze" })
            Assert.Equal("lighthouse", (await Ask(newsroom, new SearchQuestion(typed))).Suggestion);
        Assert.Equal("lighthouse harbour", (await Ask(newsroom, new SearchQuestion("lighthouse habrour"))).Suggestion);
        Assert.Null((await Ask(newsroom, new SearchQuestion("zeppelin"))).Suggestion);
    }

    [Theory, EveryEngine]
    public async Task Of_words_as_near_the_one_with_the_same_letters_was_meant_or_the_one_that_more_stories_have(Engine engine)
    {
        using var newsroom = await TestStore.Create(engine);
        foreach (var headline in (string[])["Bride arrives", "Bird sings", "Bridge closes", "Board meets", "Board rises"])
            await newsroom.Publish(headline);
        foreach (var (typed, meant) in ((string, string?)[])[("brigde", "bridge"), ("bord", "board"), ("brigde bord", "bridge board"), ("brigde zeppelin", null)])
            Assert.Equal(meant, (await Ask(newsroom, new SearchQuestion(typed))).Suggestion);
    }

    [Theory, EveryEngine]
    public async Task A_word_of_a_hidden_story_is_never_suggested(Engine engine)
    {
        using var newsroom = await TestStore.Create(engine);
        await newsroom.Publish("Minister resigns", at: TestNewsroom.Noon.AddHours(1));
        Assert.Null((await Ask(newsroom, new SearchQuestion("minsiter"))).Suggestion);
        Assert.Empty(await newsroom.Store.Read(db => FindStories.Suggest(db, "minis", TestNewsroom.Noon)));
        newsroom.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal("minister", (await Ask(newsroom, new SearchQuestion("minsiter"))).Suggestion);
    }

    [Theory, EveryEngine]
    public async Task Typing_suggests_headlines_by_the_beginning_of_their_words(Engine engine)
    {
        using var newsroom = await TestStore.Create(engine);
        await newsroom.Publish("Publishing house moves", authors: ["Ines Halloran"]);
        await newsroom.Publish("Bridge opens", "Publishing is not in the headline.");
        foreach (var typed in new[] { "house pub", "hallo", "publishing hous" })
            Assert.Equal(["Publishing house moves"], await Suggested(newsroom, typed));
        Assert.Empty(await Suggested(newsroom, "p"));
        // Where few stories have it where it stands out, those follow that a search finds.
        foreach (var typed in new[] { "pu", "publish" })
            Assert.Equal(["Publishing house moves", "Bridge opens"], await Suggested(newsroom, typed));
    }

    [Theory, EveryEngine]
    public async Task Typing_on_never_loses_what_the_beginning_of_a_word_or_another_form_of_it_suggested(Engine engine)
    {
        using var newsroom = await TestStore.Create(engine);
        await newsroom.Publish("The bridge that was half open", "Cars waited.", tags: ["Ferries"]);
        await newsroom.Publish("Harbour office meets", "It spoke of a ferry.");
        foreach (var typed in new[] { "fer", "ferr", "ferry", "ferries" })
            Assert.Equal(["Harbour office meets", "The bridge that was half open"], (await Suggested(newsroom, typed)).Order());
        foreach (var typed in new[] { "ferries bri", "ferry bri", "ferry b", "bridge fer", "bridge ferry" })
            Assert.Equal((typed, "The bridge that was half open"), (typed, Assert.Single(await Suggested(newsroom, typed))));
    }

    private static async Task<IEnumerable<string>> Suggested(TestNewsroom newsroom, string typed) =>
        (await newsroom.Store.Read(db => FindStories.Suggest(db, typed, TestNewsroom.Noon))).Select(s => s.Headline);

    [Theory, EveryEngine]
    public async Task The_excerpt_shows_where_it_says_so(Engine engine)
    {
        using var newsroom = await TestStore.Create(engine);
        var long_ago = string.Join(' ', Enumerable.Repeat("It rained.", 60));
        await newsroom.Publish("Weather", $"{long_ago} Then the **dredgers** <b>left</b> for Saltby. {long_ago}");
        var excerpt = (await Ask(newsroom, new SearchQuestion("dredger saltby"))).Stories[0].Excerpt!;
        Assert.Equal(["dredgers", "Saltby"], excerpt.Where(p => p.Marked).Select(p => p.Text));
        Assert.StartsWith("… ", excerpt[0].Text, StringComparison.Ordinal);
        Assert.Contains("Then the dredgers left for Saltby", string.Concat(excerpt.Select(p => p.Text)), StringComparison.Ordinal);
    }

    [Theory, EveryEngine]
    public async Task Odd_questions_are_no_mistakes(Engine engine)
    {
        using var newsroom = await TestStore.Create(engine);
        await newsroom.Publish("Ferry stops");
        string[] odd =
        [
            "\"", "\"\"", "\"ferry", "-", "--", "-ferry", "*", "ferry*", "**", "AND", "OR NOT", "NEAR(a b)", "ferry AND (", "{a:b}", "'ferry'", "ferry & !", "a:*", "<->", "\\", "\0", "fer\0ry",
            "\ud800", "ferry \udc00", new string('x', 10_000), string.Join(' ', Enumerable.Range(0, 4_000).Select(i => "w" + i)), new string('"', 10_000), new string('-', 10_000), "_", "_s1", "%", "ferry;DROP TABLE x",
            "\u202e\ufeff", "ﷺ", "½ ²", "a", "é", "-\"", "ferry -", "- ferry", "“", "^ferry", "words : x", "ferry\r\nstops",
        ];
        foreach (var text in odd)
        {
            await Ask(newsroom, new SearchQuestion(text));
            await newsroom.Store.Read(db => FindStories.Suggest(db, text, TestNewsroom.Noon));
        }

        Assert.Single(await Found(newsroom, "\"ferry"));
        Assert.Single(await Found(newsroom, "- ferry"));
        Assert.False((await Ask(newsroom, new SearchQuestion("-ferry"))).Asked);
    }

    [Theory, EveryEngine]
    public async Task A_story_of_any_length_and_words_can_be_stored_and_found(Engine engine)
    {
        using var newsroom = await TestStore.Create(engine);
        var words = string.Join(' ', Enumerable.Range(0, 60_000).Select(i => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"unwiederbringlichstes{i:x}größenwahn")));
        await newsroom.Publish("Long words", words);
        await newsroom.Publish("The long count", "zebra " + string.Join(' ', Enumerable.Repeat("the", 20_000)));
        Assert.Single(await Found(newsroom, "\"long words\""));
        Assert.Single(await Found(newsroom, "zebra"));
    }

    [Theory, EveryEngine]
    public async Task A_new_name_of_an_author_or_tag_is_found_at_once(Engine engine)
    {
        using var newsroom = await TestStore.Create(engine);
        await newsroom.Publish("Ferry stops", authors: ["Ines Halloran"], tags: ["Boats"]);
        await newsroom.Store.Change(Actor.Program, async change =>
        {
            (await change.Db.Set<FanNews.People.Author>().SingleAsync()).Name = "Ines Okafor";
            (await change.Db.Set<FanNews.Sections.Tag>().SingleAsync()).Name = "Vessels";
            change.Record("renamed", "both");
        });
        Assert.Single(await Found(newsroom, "okafor vessels"));
        Assert.Empty(await Found(newsroom, "halloran"));
        Assert.Empty(await Found(newsroom, "boats"));
    }

    [Theory, EveryEngine]
    public async Task Pages_are_outside_and_a_deleted_draft_leaves_nothing(Engine engine)
    {
        using var newsroom = await TestStore.Create(engine);
        await newsroom.Publish("About the ferry", kind: ArticleKind.Page, path: "/about/");
        Assert.Empty(await Found(newsroom, "ferry"));
    }

    [Theory, EveryEngine]
    public async Task Hidden_stories_do_not_take_the_places_of_visible_ones(Engine engine)
    {
        using var newsroom = await TestStore.Create(engine);
        await newsroom.Publish("Ferry now");
        for (var i = 0; i < 5; i++)
            await newsroom.Publish($"Ferry later {i}", at: TestNewsroom.Noon.AddHours(1));
        var finds = await newsroom.Store.Read(db => new Candidates(db, new SearchQuestion("ferry"), TestNewsroom.Noon).Read(new FanNews.Search.Match.Token("ferri"), 2, default));
        Assert.Equal(1, finds.Count);
    }

    [Theory, EveryEngine]
    public async Task Of_very_many_the_best_are_shown_and_never_a_hidden_one(Engine engine)
    {
        using var newsroom = await TestStore.Create(engine);
        var noon = TestNewsroom.Noon;
        // The latest have the highest numbers. One of those that are hidden would rank first, and the text to come of the very latest before it.
        await PublishMany(newsroom, 1_100, i => (i == 1_050 ? "Ferry ferry ferry" : "The ferry", i < 1_000 ? i % 2 == 0 ? noon.AddHours(-1) : null : i % 10 == 0 ? noon.AddHours(1) : null));
        await newsroom.Store.Change(Actor.Program, async change =>
        {
            var last = await change.Db.Articles.Include(a => a.Revisions).OrderByDescending(a => a.Id).FirstAsync();
            last.Revise(new ArticleText { Headline = "Ferry ferry ferry ferry", Body = "Ferry." }, change.Now, by: null).Release(noon.AddHours(1));
            change.Record("revised", "article");
        });

        var first = await Ask(noon, new SearchQuestion("ferry"));
        Assert.Equal((20, null, true), (first.Stories.Count, first.Total, first.More));
        Assert.DoesNotContain(first.Stories, s => s.Story.Headline.StartsWith("Ferry ferry", StringComparison.Ordinal));
        // The latest thousand entries, one of them the text to come.
        Assert.Equal(989, (await AllPages(noon)).Count);
        Assert.Equal("Ferry ferry ferry ferry", (await Ask(noon.AddHours(2), new SearchQuestion("ferry"))).Stories[0].Story.Headline);

        // Half of them are hidden, or outside of the days that are asked for: what is left is found whole.
        Assert.Equal(590, (await AllPages(noon.AddHours(-2))).Count);
        Assert.Equal(291, (await AllPages(noon, from: noon.AddHours(-9))).Count);

        Task<SearchAnswer> Ask(DateTimeOffset now, SearchQuestion question) => newsroom.Store.Read(db => FindStories.Find(db, question, now));

        async Task<List<long>> AllPages(DateTimeOffset now, DateTimeOffset? from = null)
        {
            var (pages, more) = (new List<long>(), true);
            for (var page = 1; more; page++)
            {
                var answer = await Ask(now, new SearchQuestion("ferry") { Page = page, From = from });
                Assert.NotEmpty(answer.Stories);
                pages.AddRange(answer.Stories.Select(s => s.Story.Id));
                more = answer.More;
            }

            var visible = await newsroom.Store.Read(db => db.VisibleStories(now).Where(l => from == null || l.Article.PublishAt >= from).Select(l => l.Article.Id).ToListAsync());
            Assert.Empty(pages.Except(visible));
            Assert.Equal(pages.Count, pages.Distinct().Count());
            return pages;
        }
    }

    [Theory, EveryEngine]
    public async Task Where_very_many_of_the_latest_are_hidden_the_earlier_are_found(Engine engine)
    {
        using var newsroom = await TestStore.Create(engine);
        await PublishMany(newsroom, 1_025, i => ($"Ferry {i}", i < 25 ? null : TestNewsroom.Noon.AddHours(1)));
        var answer = await newsroom.Store.Read(db => FindStories.Find(db, new SearchQuestion("ferry"), TestNewsroom.Noon));
        Assert.Equal((20, 25, true), (answer.Stories.Count, answer.Total, answer.More));
    }

    // One a minute, the latest at four hours before noon.
    private static Task PublishMany(TestNewsroom newsroom, int count, Func<int, (string Headline, DateTimeOffset? Embargo)> what) => newsroom.Store.Change(Actor.Program, change =>
    {
        for (var i = 0; i < count; i++)
        {
            var (headline, embargo) = what(i);
            var at = TestNewsroom.Noon.AddHours(-4).AddMinutes(i + 1 - count);
            var article = new Article { Slug = $"story-{i}", CreatedAt = at };
            change.Db.Articles.Add(article);
            Assert.Null(article.Publish(article.Revise(new ArticleText { Headline = headline, Body = "It is late." }, at, by: null), at, $"/story-{i}/"));
            article.EmbargoUntil = embargo;
        }

        change.Record("published", "articles");
        return Task.CompletedTask;
    });

    [Theory]
    [InlineData("ferry", 700_000, false)]
    [InlineData("ferry bridge", 200_000, false)]
    [InlineData("ferry bridge harbour", 40_000, true)]
    [InlineData("ferry storm", 13_300, true)]
    [InlineData("storm", 19_000, true)]
    [InlineData("snow", 0, true)]
    [InlineData("storm*", 1_000_000, false)]
    public void How_many_probably_match_says_how_they_are_found(string text, int expected, bool few)
    {
        const int all = 1_000_000;
        var question = Question.Read(text, Language.Of("en"));
        var holding = new Dictionary<string, long> { ["ferri"] = 700_000, ["bridg"] = 285_714, ["harbour"] = 200_000, ["storm"] = 19_000 };
        Assert.Equal(expected, question.Expected(all, holding), 10.0);
        Assert.Equal(few, WordIndex.AreFew(expected, all, 1_000));
    }

    [Theory, EveryEngine]
    public async Task Making_the_index_anew_finds_the_same(Engine engine)
    {
        using var newsroom = await TestStore.Create(engine);
        await newsroom.Publish("Ferry stops", "The engine broke.", tags: ["Boats"]);
        await newsroom.Draft("Ferry secret");
        await newsroom.Store.Change(Actor.Program, async change =>
        {
            (await change.Db.SearchRecipes.SingleAsync()).Version = 0;
            change.Record("aged", "index");
        });
        Assert.Equal(2, await FindIndexed(newsroom));
        Assert.Equal(["Ferry stops"], await Found(newsroom, "ferry engine boats"));
        Assert.Null(await FindIndexed(newsroom));
    }

    private static Task<int?> FindIndexed(TestNewsroom newsroom) => FillIndex.IfNeeded(newsroom.Store);

    private static Task<SearchAnswer> Ask(TestNewsroom newsroom, SearchQuestion question) =>
        newsroom.Store.Read(db => FindStories.Find(db, question, newsroom.Clock.GetUtcNow()));

    private static Task<List<string>> Found(TestNewsroom newsroom, string text, bool sorted = true) => Found(newsroom, new SearchQuestion(text), sorted);

    private static async Task<List<string>> Found(TestNewsroom newsroom, SearchQuestion question, bool sorted = true)
    {
        var headlines = (await Ask(newsroom, question)).Stories.Select(s => s.Story.Headline).ToList();
        return sorted ? [.. headlines.Order(StringComparer.Ordinal)] : headlines;
    }
}
