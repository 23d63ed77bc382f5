using FanNews.Articles;
using FanNews.People;
using FanNews.Settings;
using FanNews.Storage;
using FanNews.Tests.Storage;
using Microsoft.EntityFrameworkCore;

namespace FanNews.Tests.Articles;

public sealed class KeepTypingTests
{
    private static readonly string Once = new('a', 32);

    [Theory, EveryEngine]
    public async Task Typing_is_kept_without_a_revision_a_trail_or_a_new_edition_until_it_is_saved(Engine engine)
    {
        using var ground = await TestStore.Create(engine);
        var ruth = await Writer.Of(ground, Role.Editor);
        var id = await ruth.Save(null, new() { Headline = "Bridge", Body = "It stands." });
        var form = await ruth.Form(id);
        var before = await Traces(ground);
        Assert.IsType<TypingAnswer.Kept>(await ruth.Keep(id, form with { Body = "It le" }, "w.1"));
        ground.Clock.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal(new TypingAnswer.Kept(TestNewsroom.Noon.AddSeconds(3)), await ruth.Keep(id, form with { Body = "It leans.", Tags = "Ferries" }, "w.2"));
        Assert.Equal(before, await Traces(ground));
        var copy = (await ruth.Copy(id))!.Read();
        Assert.Equal(("It leans.", "Ferries", 1, "w.2"), (copy.Body, copy.Tags, copy.Base, copy.Copy));
        Assert.Equal("It stands.", (await ruth.Form(id)).Body);
        await ruth.Save(id, copy);
        Assert.Equal(("It leans.", null), ((await ruth.Form(id)).Body, await ruth.Copy(id)));
    }

    [Theory, EveryEngine]
    public async Task What_another_window_typed_is_not_written_over_and_outlives_a_save(Engine engine)
    {
        using var ground = await TestStore.Create(engine);
        var ruth = await Writer.Of(ground, Role.Editor);
        var id = await ruth.Save(null, new() { Headline = "Bridge", Body = "It stands." });
        var form = await ruth.Form(id);
        await ruth.Keep(id, form with { Body = "In one window." }, "one.1");
        Assert.IsType<TypingAnswer.Elsewhere>(await ruth.Keep(id, form with { Body = "In another." }, "two.1"));
        // Whoever opened the copy goes on from it; then the first window is the one that is behind. A lost answer stops nobody.
        Assert.IsType<TypingAnswer.Kept>(await ruth.Keep(id, form with { Body = "In another.", Copy = "one.1" }, "two.1"));
        Assert.IsType<TypingAnswer.Kept>(await ruth.Keep(id, form with { Body = "In another, again.", Copy = "one.1" }, "two.2"));
        Assert.IsType<TypingAnswer.Elsewhere>(await ruth.Keep(id, form with { Body = "In one window still.", Copy = "one.1" }, "one.2"));
        await ruth.Save(id, form with { Headline = "Bridges", Copy = "one.1" });
        Assert.Equal("In another, again.", (await ruth.Copy(id))!.Read().Body);
        await ruth.Save(id, (await ruth.Copy(id))!.Read());
        Assert.Equal(("Bridges", "In another, again."), ((await ruth.Form(id)).Headline, (await ruth.Form(id)).Body));
        Assert.Null(await ruth.Copy(id));
    }

    [Theory, EveryEngine]
    public async Task A_story_that_was_never_saved_is_offered_to_its_writer_alone(Engine engine)
    {
        using var ground = await TestStore.Create(engine);
        var (ruth, ines) = (await Writer.Of(ground, Role.Editor), await Writer.Of(ground, Role.Administrator));
        Assert.IsType<TypingAnswer.Refused>(await ruth.Keep(null, new() { Headline = "No key" }, "w.1"));
        Assert.IsType<TypingAnswer.Refused>(await ruth.Keep(null, new() { Once = Once, Body = new string('x', TypedStory.LongestBody + 1) }, "w.1"));
        Assert.IsType<TypingAnswer.Kept>(await ruth.Keep(null, new() { Headline = "Whale", Once = Once, Placed = "" }, "w.1"));
        Assert.Equal([new BegunStory(Once, "Whale", TestNewsroom.Noon)], await ground.Store.Read(db => KeepTyping.Begun(db, ruth.Person.Id)));
        Assert.Empty(await ground.Store.Read(db => KeepTyping.Begun(db, ines.Person.Id)));
        var id = await ruth.Save(null, new() { Headline = "Whale sighted", Once = Once, Placed = "", Copy = "w.1" });
        Assert.Empty(await ground.Store.Read(db => KeepTyping.Begun(db, ruth.Person.Id)));
        Assert.Equal(id, await ground.Store.Read(db => KeepTyping.Became(db, ruth.Person.Id, Once)));
        // A colleague who deletes a draft throws nobody's typing away.
        await ruth.Keep(id, (await ruth.Form(id)) with { Body = "It was large." }, "w.2");
        Assert.IsType<StoryAnswer.Done>(await ines.Do(id, await ines.Form(id), StoryAct.Delete));
        Assert.Equal(id.ToString(System.Globalization.CultureInfo.InvariantCulture), Assert.Single(await ground.Store.Read(db => KeepTyping.Begun(db, ruth.Person.Id))).Key);
    }

    [Fact]
    public async Task Only_who_may_save_a_story_types_in_it()
    {
        using var ground = await TestStore.Create(Engine.Sqlite);
        var (ruth, hob) = (await Writer.Of(ground, Role.Editor), await Writer.Of(ground, Role.Contributor));
        var id = await ruth.Save(null, new() { Headline = "Bridge" });
        Assert.IsType<TypingAnswer.Forbidden>(await hob.Keep(id, new() { Headline = "Mine" }, "w.1"));
        Assert.IsType<TypingAnswer.Missing>(await ruth.Keep(99, new() { Headline = "Nobody’s" }, "w.1"));
        Assert.Equal(0, await ground.Store.Read(db => db.WorkingCopies.CountAsync()));
    }

    private static Task<(int, int, long)> Traces(TestStore ground) =>
        ground.Store.Read(async db => (await db.AuditLines.CountAsync(), await db.Revisions.CountAsync(), await db.Marks.SumAsync(m => m.Version)));

    private sealed record Writer(TestStore Ground, Person Person)
    {
        private StoryRights Rights => new(Person.Id, Person.Role);

        public static async Task<Writer> Of(TestStore ground, Role role) => new(ground, await ground.Person(role));

        public Task<StoryAnswer> Do(long? id, TypedStory typed, StoryAct act = StoryAct.Save) => new EditStory(Ground.Store).Do(Actor.Of(Person), Rights, id, typed, act, new());

        public async Task<long> Save(long? id, TypedStory typed) => Assert.IsType<StoryAnswer.Done>(await Do(id, typed)).Id;

        public Task<TypingAnswer> Keep(long? id, TypedStory typed, string stamp) => new KeepTyping(Ground.Store).Keep(Actor.Of(Person), Rights, id, typed, stamp);

        public async Task<TypedStory> Form(long id) => (await Ground.Store.Read(db => DeskStory.Read(db, id, new Site(), Ground.Clock.Now())))!.Form;

        public Task<WorkingCopy?> Copy(long id) => Ground.Store.Read(db => KeepTyping.Of(db, Person.Id, id.ToString(System.Globalization.CultureInfo.InvariantCulture)));
    }
}
