using FanNews.Articles;
using FanNews.People;
using FanNews.Tests.Storage;

namespace FanNews.Tests.Articles;

public sealed class KnownNamesTests
{
    [Theory, EveryEngine]
    public async Task A_name_is_found_by_the_beginning_of_any_of_its_words_without_case_and_accents(Engine engine)
    {
        using var ground = await Arranged(engine);
        Assert.Equal(["Halina Orr", "Ines Halloran"], (await Like(ground, NameKind.Authors, "HAL")).Names);
        Assert.Equal(["Änne Köhler"], (await Like(ground, NameKind.Authors, "kohl")).Names);
        Assert.Equal(["Ярослава Иль"], (await Like(ground, NameKind.Authors, "иль")).Names);
        Assert.Equal(["Ferries"], (await Like(ground, NameKind.Tags, "fer")).Names);
        Assert.Equal(["County Survey"], (await Like(ground, NameKind.Sources, "survey")).Names);
        Assert.Empty((await Like(ground, NameKind.Authors, "alloran")).Names);
    }

    [Theory, EveryEngine]
    public async Task A_name_is_known_where_saving_would_find_it_and_else_it_is_new(Engine engine)
    {
        using var ground = await Arranged(engine);
        var desk = new EditStory(ground.Store);
        foreach (var (kind, name, known) in new[]
        {
            (NameKind.Authors, "ines halloran", true), (NameKind.Authors, "Ines Hallora", false), (NameKind.Authors, "änne KÖHLER", true), (NameKind.Authors, "Anne Kohler", false),
            (NameKind.Tags, "c++", true), (NameKind.Tags, "C#", false), (NameKind.Tags, "C", true),
        })
        {
            Assert.Equal((name, known), (name, (await Like(ground, kind, name)).Known));
        }

        // In capitals nobody can tell the dotless letter of Turkish from the other.
        foreach (var name in new[] { "Işıl Ak", "IŞIL AK", "ışıl ak", "İŞIL AK" })
            Assert.IsType<StoryAnswer.Done>(await desk.Do(FanNews.Storage.Actor.Program, new(1, Role.Editor), null, new() { Headline = name, Authors = name }, StoryAct.Save, new()));
        Assert.Equal("Işıl Ak", Assert.Single((await Like(ground, NameKind.Authors, "isil")).Names));
        Assert.True((await Like(ground, NameKind.Authors, "İŞİL AK")).Known);

        // The exact name stands first, also where others begin with it.
        Assert.Equal(["C", "C++", "Council"], (await Like(ground, NameKind.Tags, "C")).Names);
        var person = await ground.Person(Role.Editor);
        var typed = new TypedStory { Headline = "Story", Tags = "C#" };
        Assert.IsType<StoryAnswer.Done>(await desk.Do(FanNews.Storage.Actor.Of(person), new(person.Id, Role.Editor), null, typed, StoryAct.Save, new()));
        Assert.True((await Like(ground, NameKind.Tags, "C#")).Known);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("%")]
    [InlineData("_")]
    [InlineData("\0")]
    public async Task Nothing_is_found_for_nothing(string? typed)
    {
        using var ground = await Arranged(Engine.Sqlite);
        var found = await Like(ground, NameKind.Authors, typed);
        Assert.Empty(found.Names);
        Assert.False(found.Known);
    }

    [Theory, EveryEngine]
    public async Task No_more_than_eight_names_are_given_and_a_long_question_is_cut(Engine engine)
    {
        using var ground = await TestStore.Create(engine);
        await ground.Publish("Bridge", authors: [.. Enumerable.Range(10, 30).Select(i => $"Ines {i}")]);
        var found = await Like(ground, NameKind.Authors, "ines");
        Assert.Equal(Enumerable.Range(10, KnownNames.Most).Select(i => $"Ines {i}"), found.Names);
        Assert.Empty((await Like(ground, NameKind.Authors, new string('x', 100_000))).Names);
    }

    private static Task<KnownNames> Like(TestStore ground, NameKind kind, string? typed) => ground.Store.Read(db => KnownNames.Like(db, kind, typed));

    private static async Task<TestStore> Arranged(Engine engine)
    {
        var ground = await TestStore.Create(engine);
        var person = await ground.Person(Role.Administrator);
        var typed = new TypedStory { Headline = "Bridge", Authors = "Ines Halloran, Halina Orr, Änne Köhler, Ярослава Иль", Tags = "Ferries, C, C++, Council", Source = "County Survey" };
        Assert.IsType<StoryAnswer.Done>(await new EditStory(ground.Store).Do(FanNews.Storage.Actor.Of(person), new(person.Id, Role.Administrator), null, typed, StoryAct.Save, new()));
        return ground;
    }
}
