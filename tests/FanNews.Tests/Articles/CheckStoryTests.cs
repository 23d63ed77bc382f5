using FanNews.Articles;
using FanNews.Media;
using FanNews.People;
using FanNews.Settings;
using FanNews.Storage;
using FanNews.Tests.Media;
using FanNews.Tests.Storage;
using Microsoft.EntityFrameworkCore;

namespace FanNews.Tests.Articles;

public sealed class CheckStoryTests
{
    private static readonly TypedStory Sound = new() { Headline = "Bridge closes", Dek = "For a week.", Body = "It stands.", Slug = "sound" };

    [Theory]
    [InlineData("## One\n\n### Two\n\n## Three", "")]
    [InlineData("## One\n\n#### Two", "Headings: The heading “Two” skips a level")]
    [InlineData("### One", "Headings: The heading “One” skips a level")]
    [InlineData("“We are late,” he said. “Very.”", "")]
    [InlineData("“We are late, he said.", "Quotes: A quotation does not end, or has no beginning: ““We are late, he said.”")]
    [InlineData("“We are late.\n\n“And wet.”", "")]
    [InlineData("He said \"late.", "Quotes: A quotation does not end, or has no beginning: “He said \"late.”")]
    [InlineData("„Spät“, sagte er.", "")]
    [InlineData("THIS IS NOT A DRILL.", "Capitals: “THIS IS NOT A DRILL” is all in capitals")]
    [InlineData("The BBC and ITV said so.", "")]
    [InlineData("EMBARGOED UNTIL 6 PM on Friday", "Embargo: The text speaks of an embargo (“EMBARGOED UNTIL 6 PM on Friday”), and the story has none")]
    [InlineData("The embargo on fish goes on.", "")]
    [InlineData("[here](/nowhere/) and [there](http://127.0.0.1:5080/2026/11/24/old/#x)", "Links: The link /nowhere/ leads nowhere")]
    [InlineData("[soon](/2026/11/24/soon/), [moved](/moved/), [list](/section/none/), [away](https://example.org/nowhere/), [us](/privacy/)", "Links: The link /2026/11/24/soon/ leads to a story that readers do not see")]
    [InlineData("![](/media/bare.jpg)", "Credit: The picture bare.jpg does not say whose it is|Alt: The picture bare.jpg has no alternative text")]
    [InlineData("![A ferry](/media/bare.jpg)\n-- Ada Quill", "")]
    [InlineData("Amid ![a ferry](/media/bare.jpg) text", "Credit: The picture bare.jpg does not say whose it is")]
    [InlineData("<p><img src=\"/media/bare.jpg\"></p>", "Credit: The picture bare.jpg does not say whose it is|Alt: The picture bare.jpg has no alternative text")]
    [InlineData("<figure><img src=\"/media/bare.jpg\" alt=\"A ferry\"><figcaption>By Ada</figcaption></figure>", "")]
    [InlineData("Amid ![a ferry](https://elsewhere.example/a.jpg) text", "")]
    [InlineData("![](/media/whole.jpg)", "")]
    [InlineData("/media/silent.mp4", "Captions: The video “silent.mp4” has no captions")]
    [InlineData("[Here](/media/said.mp4) it is, with [sound](/media/horn.mp3).", "")]
    public async Task What_readers_would_stumble_over_is_said(string body, string said)
    {
        using var ground = await TestStore.Create(Engine.Sqlite);
        await Arrange(ground);
        Assert.Equal(said, string.Join('|', (await Look(ground, Sound with { Body = body })).Select(f => $"{f.Check}: {f.Sentence}")));
    }

    [Fact]
    public async Task Headline_dek_lead_picture_address_and_source_are_looked_at()
    {
        using var ground = await TestStore.Create(Engine.Sqlite);
        await Arrange(ground);
        var found = await Look(ground, new() { Headline = "THE LONGEST HEADLINE OF THE YEAR, WHICH NO SEARCH ENGINE WILL EVER SHOW WHOLE", Body = "It stands.", Slug = "old", Lead = "1", Source = "survey" });
        Assert.Equal([StoryCheck.Credit, StoryCheck.Alt, StoryCheck.Dek, StoryCheck.Headline, StoryCheck.Slug, StoryCheck.Embargo, StoryCheck.Capitals], found.Select(f => f.Check));
        Assert.Equal("Another story from survey is under embargo until 2026-11-25 12:00", found[5].Sentence);
        Assert.Empty(await Look(ground, Sound with { Source = "Survey", EmbargoUntil = "2026-11-25T12:00" }));
        Assert.Empty(await Look(ground, new()));
    }

    [Fact]
    public async Task Only_what_the_newsroom_says_must_be_right_keeps_a_story_from_being_published()
    {
        using var ground = await TestStore.Create(Engine.Sqlite);
        var person = await ground.Person(Role.Editor);
        var typed = new TypedStory { Headline = "Bridge", Body = "“It stands." };
        Task<StoryAnswer> Do(StoryAct act, params StoryCheck[] must) =>
            new EditStory(ground.Store).Do(Actor.Of(person), new(person.Id, Role.Editor), null, typed, act, new Site { Publishing = new() { MustPass = must } });
        Assert.Equal([("Dek", "There is no dek")], Assert.IsType<StoryAnswer.Refused>(await Do(StoryAct.Publish, StoryCheck.Dek, StoryCheck.Alt)).Problems.Select(p => (p.Field, p.Sentence)));
        Assert.IsType<StoryAnswer.Done>(await Do(StoryAct.Save, StoryCheck.Dek));
        Assert.IsType<StoryAnswer.Done>(await Do(StoryAct.Publish, StoryCheck.Capitals));
    }

    private static async Task Arrange(TestStore ground)
    {
        await ground.File("/media/silent.mp4", MadeFiles.Mp4());
        await ground.File("/media/said.mp4", MadeFiles.Mp4(seed: 1), captions: MadeFiles.Captions);
        await ground.File("/media/horn.mp3", MadeFiles.Mp3());
        await ground.Publish("Old");
        await ground.Publish("Soon", at: TestNewsroom.Noon.AddMinutes(10));
        await ground.Publish("Secret", source: "Survey", adjust: a => a.EmbargoUntil = TestNewsroom.Noon.AddDays(1));
        await ground.Store.Change(Actor.Program, async change =>
        {
            change.Db.Pictures.Add(new Picture { Address = "/media/bare.jpg" });
            change.Db.Pictures.Add(new Picture { Address = "/media/whole.jpg", Alt = "A ferry", Credit = "Ada Quill" });
            change.Db.Redirects.Add(new Redirect { FromKey = "/moved", ArticleId = await change.Db.Articles.MinAsync(a => a.Id) });
            change.Record("added", "picture:1");
        });
    }

    private static Task<IReadOnlyList<CheckedThing>> Look(TestStore ground, TypedStory typed) =>
        ground.Store.Read(db => CheckStory.Of(db, 0, typed, new(1, Role.Editor), new Site(), TestNewsroom.Noon));
}
