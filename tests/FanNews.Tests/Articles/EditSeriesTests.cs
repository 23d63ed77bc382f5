using FanNews.Articles;
using FanNews.People;
using FanNews.Sections;
using FanNews.Settings;
using FanNews.Storage;
using FanNews.Tests.Storage;
using Microsoft.EntityFrameworkCore;

namespace FanNews.Tests.Articles;

public sealed class EditSeriesTests
{
    [Theory, EveryEngine]
    public async Task A_part_without_a_number_is_the_next_and_keeps_it(Engine engine)
    {
        using var ground = await TestStore.Create(engine);
        var desk = await Desk.Of(ground);
        var first = await desk.Save(null, new() { Headline = "One", Series = "The River" });
        var fifth = await desk.Save(null, new() { Headline = "Five", Series = "the river", Part = "5" });
        var next = await desk.Save(null, new() { Headline = "Six", Series = "THE RIVER", Part = " " });
        var other = await desk.Save(null, new() { Headline = "Elsewhere", Series = "The Sea" });
        Assert.Equal([("The River", 1), ("The River", 5), ("The River", 6), ("The Sea", 1)], await desk.Places(first, fifth, next, other));
        Assert.Equal(["The River", "The Sea"], await ground.Store.Read(db => db.Series.OrderBy(s => s.Id).Select(s => s.Name).ToListAsync()));

        await desk.Save(first, await desk.Form(first) with { Part = "" });
        await desk.Save(next, await desk.Form(next) with { Tags = "Water" });
        await desk.Save(fifth, await desk.Form(fifth) with { Series = "The Sea", Part = "" });
        Assert.Equal([("The River", 7), ("The Sea", 2), ("The River", 6)], await desk.Places(first, fifth, next));
        await desk.Save(next, await desk.Form(next) with { Series = "" });
        Assert.Equal([((string?)null, (int?)null)], await desk.Places(next));
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("two")]
    [InlineData("1000")]
    public async Task A_part_that_is_no_number_is_refused_at_its_field(string part)
    {
        using var ground = await TestStore.Create(Engine.Sqlite);
        var desk = await Desk.Of(ground);
        var refused = Assert.IsType<StoryAnswer.Refused>(await desk.Do(null, new() { Headline = "One", Series = "The River", Part = part }));
        Assert.Equal("Part", Assert.Single(refused.Problems).Field);
        Assert.Empty(await ground.Store.Read(db => db.Series.ToListAsync()));
    }

    [Fact]
    public async Task Two_who_give_a_story_different_parts_are_told()
    {
        using var ground = await TestStore.Create(Engine.Sqlite);
        var desk = await Desk.Of(ground);
        var id = await desk.Save(null, new() { Headline = "One", Series = "The River" });
        var form = await desk.Form(id);
        await desk.Save(id, form with { Part = "2" });
        Assert.Equal("Series", Assert.Single(Assert.IsType<StoryAnswer.Conflict>(await desk.Do(id, form with { Part = "3" })).Story.Clashes).Field);
    }

    [Theory, EveryEngine]
    public async Task A_form_that_is_sent_twice_begins_one_story(Engine engine)
    {
        using var ground = await TestStore.Create(engine);
        var desk = await Desk.Of(ground);
        var form = new TypedStory { Headline = "Bridge", Body = "It stands.", Placed = "", Once = new string('a', 32) };
        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => desk.Do(null, form)));
        Assert.Single(answers.Distinct());
        var id = Assert.IsType<StoryAnswer.Done>(answers[0]).Id;
        Assert.Equal(id, Assert.IsType<StoryAnswer.Begun>(await desk.Do(null, form with { Body = "It leans." })).Id);
        Assert.Equal(new StoryAnswer.Done(id, StoryAct.Publish), await desk.Do(null, form, StoryAct.Publish));
        Assert.NotEqual(id, await desk.Save(null, form with { Once = new string('b', 32) }));
        Assert.NotEqual(await desk.Save(null, form with { Once = "no key" }), await desk.Save(null, form with { Once = "no key" }));
        Assert.Equal(1, await ground.Store.Read(db => db.Revisions.CountAsync(r => r.ArticleId == id)));
        Assert.Equal(ArticleState.Published, await ground.Store.Read(db => db.Articles.Where(a => a.Id == id).Select(a => a.State).SingleAsync()));
    }

    private sealed record Desk(TestStore Ground, Person Person)
    {
        public static async Task<Desk> Of(TestStore ground) => new(ground, await ground.Person(Role.Editor));

        public Task<StoryAnswer> Do(long? id, TypedStory typed, StoryAct act = StoryAct.Save) =>
            new EditStory(Ground.Store).Do(Actor.Of(Person), new(Person.Id, Role.Editor), id, typed, act, new());

        public async Task<long> Save(long? id, TypedStory typed) => Assert.IsType<StoryAnswer.Done>(await Do(id, typed)).Id;

        public async Task<TypedStory> Form(long id) => (await Ground.Store.Read(db => DeskStory.Read(db, id, new Site(), Ground.Clock.Now())))!.Form;

        public async Task<IEnumerable<(string?, int?)>> Places(params long[] ids)
        {
            var places = await Ground.Store.Read(db => db.Articles.Select(a => new { a.Id, a.Series!.Name, a.SeriesPart }).ToDictionaryAsync(a => a.Id, a => ((string?)a.Name, a.SeriesPart)));
            return ids.Select(id => places[id]);
        }
    }
}
