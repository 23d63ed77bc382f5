using FanNews.Articles;
using FanNews.People;
using FanNews.Settings;
using FanNews.Storage;
using FanNews.Tests.Storage;

namespace FanNews.Tests.Articles;

public sealed class SlugCheckTests
{
    private static readonly Site Berlin = new() { Zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin") };

    [Theory, EveryEngine]
    public async Task What_the_check_says_is_what_publication_does(Engine engine)
    {
        using var ground = await TestStore.Create(engine);
        var person = await ground.Person(Role.Editor);
        await Publish(ground, person, new() { Headline = "Bridge" });
        foreach (var typed in new TypedStory[]
        {
            new() { Headline = "Bridge" }, new() { Headline = "Bridge", Slug = "ferry" }, new() { Headline = "Ärger über Brücken" }, new() { Headline = "X", Slug = "A b/c" }, new() { Headline = "Old", PublishAt = "2026-11-20T00:30" },
        })
        {
            var said = await Check(ground, person, 0, new(typed.Slug, typed.Headline, typed.PublishAt, null));
            var id = await Publish(ground, person, typed);
            Assert.Equal(((string?)said!.Address, (string?)null), ((await Read(ground, id)).Permalink, said.Problem));
        }

        var taken = await Check(ground, person, 0, new("bridge", "Ferry sails", null, null));
        Assert.Equal("Another story has the address /2026/11/24/bridge/. Choose another slug", taken!.Problem);
        var refused = await new EditStory(ground.Store).Do(Actor.Of(person), new(person.Id, person.Role), null, new() { Headline = "Ferry sails", Slug = "bridge" }, StoryAct.Publish, Berlin);
        Assert.Equal(taken.Problem, Assert.IsType<StoryAnswer.Refused>(refused).Problems[0].Sentence);
    }

    [Fact]
    public async Task A_story_that_is_out_moves_within_its_address_and_a_draft_follows_its_headline()
    {
        using var ground = await TestStore.Create(Engine.Sqlite);
        var person = await ground.Person(Role.Editor);
        var id = await Publish(ground, person, new() { Headline = "Bridge" });
        ground.Clock.Advance(TimeSpan.FromDays(3));
        Assert.Equal(new SlugCheck("/2026/11/24/leans/", null), await Check(ground, person, id, new("leans", "Bridge", null, null)));
        Assert.Equal(new SlugCheck("/2026/11/24/bridge/", null), await Check(ground, person, id, new("", "Another", null, null)));
        var draft = Assert.IsType<StoryAnswer.Done>(await new EditStory(ground.Store).Do(Actor.Of(person), new(person.Id, person.Role), null, new() { Headline = "Working title" }, StoryAct.Save, Berlin)).Id;
        Assert.Equal(new SlugCheck("/2026/11/27/better-title/", null), await Check(ground, person, draft, new("working-title", "Better title", null, null)));
        Assert.Equal(new SlugCheck("/2026/11/27/own/", null), await Check(ground, person, draft, new("own", "Better title", null, null)));
    }

    [Fact]
    public async Task Somebody_elses_story_is_not_answered_about()
    {
        using var ground = await TestStore.Create(Engine.Sqlite);
        var (editor, writer) = (await ground.Person(Role.Editor), await ground.Person(Role.Contributor));
        var id = await Publish(ground, editor, new() { Headline = "Bridge" });
        Assert.Null(await Check(ground, writer, id, new("x", "x", null, null)));
        Assert.Null(await Check(ground, editor, 99, new("x", "x", null, null)));
        Assert.NotNull(await Check(ground, writer, 0, new(new string('x', 100_000), new string('y', 100_000), "never", "x")));
    }

    private static Task<SlugCheck?> Check(TestStore ground, Person person, long id, SlugQuestion asked) =>
        ground.Store.Read(db => SlugCheck.Of(db, id, asked, new(person.Id, person.Role), Berlin, ground.Clock.Now()));

    private static async Task<long> Publish(TestStore ground, Person person, TypedStory typed) =>
        Assert.IsType<StoryAnswer.Done>(await new EditStory(ground.Store).Do(Actor.Of(person), new(person.Id, person.Role), null, typed, StoryAct.Publish, Berlin)).Id;

    private static async Task<DeskStory> Read(TestStore ground, long id) => (await ground.Store.Read(db => DeskStory.Read(db, id, Berlin, ground.Clock.Now())))!;
}
