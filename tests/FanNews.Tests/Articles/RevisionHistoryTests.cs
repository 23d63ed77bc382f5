using FanNews.Articles;
using FanNews.People;
using FanNews.Settings;
using FanNews.Storage;
using FanNews.Tests.Storage;

namespace FanNews.Tests.Articles;

public sealed class RevisionHistoryTests
{
    [Theory, EveryEngine]
    public async Task One_persons_saves_of_ten_minutes_are_one_line_and_named_ones_stand_alone(Engine engine)
    {
        using var ground = await TestStore.Create(engine);
        var (ruth, ines) = (await ground.Person(Role.Editor, name: "Ruth"), await ground.Person(Role.Administrator, name: "Ines"));
        var id = Assert.IsType<StoryAnswer.Done>(await Do(ground, ruth, null, new() { Headline = "Bridge", Body = "0" }, StoryAct.Save)).Id;
        foreach (var (by, act, minutes) in new[]
        {
            (ruth, StoryAct.Save, 4), (ruth, StoryAct.Save, 6), (ruth, StoryAct.Save, 1), (ines, StoryAct.Save, 0), (ruth, StoryAct.Submit, 1), (ruth, StoryAct.Save, 1),
            (ruth, StoryAct.Publish, 1), (ruth, StoryAct.Save, 1), (ruth, StoryAct.Save, 1), (ruth, StoryAct.Publish, 1),
        })
        {
            ground.Clock.Advance(TimeSpan.FromMinutes(minutes));
            var form = await Form(ground, id);
            Assert.IsType<StoryAnswer.Done>(await Do(ground, by, id, form with { Body = $"{form.Base}" }, act));
        }

        var (lines, older) = await ground.Store.Read(db => RevisionHistory.Read(db, id, 50, before: null));
        Assert.Equal(
            ["9-11 Ruth Corrected", "7-8 Ruth Published", "6-6 Ruth Submitted", "5-5 Ines ", "4-4 Ruth ", "1-3 Ruth "],
            lines.Select(l => $"{l.First}-{l.Number} {l.By} {l.Named}"));
        Assert.False(older);
        Assert.Equal([3, 2, 1], (await ground.Store.Read(db => RevisionHistory.Unfold(db, id, 1))).Select(l => l.Number));
        var (next, more) = await ground.Store.Read(db => RevisionHistory.Read(db, id, 2, before: 7));
        Assert.Equal(([6, 5], true), (next.Select(l => l.Number).ToArray(), more), EqualityComparer<(int[], bool)>.Create((a, b) => a.Item1.SequenceEqual(b.Item1) && a.Item2 == b.Item2));
    }

    [Fact]
    public void A_comparison_shows_what_changed_and_leaves_out_what_did_not()
    {
        var older = string.Join("\n\n", Enumerable.Range(1, 9).Select(i => $"Paragraph {i} stands as it stood."));
        var newer = older.Replace("Paragraph 5 stands", "Paragraph 5 leans", StringComparison.Ordinal) + "\n\n![](/media/new.jpg)";
        Assert.Equal(
            ["3 same", "Paragraph 4 stands as it stood.", "Paragraph 5 [-stands-][+leans+] as it stood.", "Paragraph 6 stands as it stood.", "2 same", "Paragraph 9 stands as it stood.", "[+![](/media/new.jpg)+]"],
            BlockChange.Between(older, newer).Select(Told));
        // Where nothing is alike, one stands under the other.
        Assert.Equal(["[-The ferry is late.-]", "[+Nobody knows why whales sing.+]"], BlockChange.Between("The ferry is late.", "Nobody knows why whales sing.").Select(Told));
    }

    private static string Told(BlockChange block) => block.Same > 0 ? $"{block.Same} same"
        : string.Concat(block.Runs.Select(r => r.Fate switch { Fate.Gone => $"[-{r.Text}-]", Fate.New => $"[+{r.Text}+]", _ => r.Text }));

    private static Task<StoryAnswer> Do(TestStore ground, Person by, long? id, TypedStory typed, StoryAct act) =>
        new EditStory(ground.Store).Do(Actor.Of(by), new(by.Id, by.Role), id, typed, act, new());

    private static async Task<TypedStory> Form(TestStore ground, long id) => (await ground.Store.Read(db => DeskStory.Read(db, id, new Site(), ground.Clock.Now())))!.Form;
}
