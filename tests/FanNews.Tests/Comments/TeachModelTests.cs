using FanNews.Comments;
using FanNews.People;
using FanNews.Screening;
using FanNews.Storage;
using FanNews.Tests.Storage;
using Microsoft.EntityFrameworkCore;

namespace FanNews.Tests.Comments;

public sealed class TeachModelTests
{
    [Theory, EveryEngine]
    public async Task Before_anything_was_decided_the_built_in_model_is_in_use(Engine engine)
    {
        using var newsroom = await TestStore.Create(engine);
        Assert.Empty(await new TeachModel(newsroom.Store, newsroom.Clock).FromDecisions(Actor.Program));
        var models = await newsroom.Store.Read(db => new PresentModels().Find(db));
        Assert.Equal([(ModelKind.Spam, 0L)], models.Select(m => (m.Key, m.Value.Version)));
    }

    [Theory, EveryEngine]
    public async Task It_learns_from_what_people_decided_and_from_nothing_that_the_program_did(Engine engine)
    {
        using var newsroom = await TestStore.Create(engine);
        var teach = new TeachModel(newsroom.Store, newsroom.Clock);
        await Decide(newsroom, "The heron nests again number {0}", CommentStatus.Approved, 12);
        await Decide(newsroom, "Zorbel tonic heals everything number {0}", CommentStatus.Spam, 12);
        await newsroom.Comment(await newsroom.Publish("Elsewhere"), "Approved by the program");
        var version = Assert.Single(await teach.FromDecisions(Actor.Program));
        Assert.Equal((ModelKind.Spam, 24, 0), (version.Kind, version.Decisions, version.Examples));
        var present = (await newsroom.Store.Read(db => new PresentModels().Find(db)))[ModelKind.Spam];
        Assert.Equal(version.Id, present.Version);
        Assert.True(present.Model.Judge(new Wording("My zorbel tonic")).Probability > present.Model.Judge(new Wording("My heron nests")).Probability + 0.2);
        Assert.Empty(await teach.FromDecisions(Actor.Program));
        Assert.Empty(await teach.FromDecisions(Actor.Program, always: true));
    }

    [Theory, EveryEngine]
    public async Task The_examples_of_a_file_stay_known_when_decisions_are_added(Engine engine)
    {
        using var newsroom = await TestStore.Create(engine);
        var teach = new TeachModel(newsroom.Store, newsroom.Clock);
        var (first, report) = await teach.FromFile(
            [.. Enumerable.Range(0, 60).Select(i => new JudgedWording(new Wording($"Quibnor {i} for sale"), true)), .. Enumerable.Range(0, 60).Select(i => new JudgedWording(new Wording($"The tide table {i} is right"), false))],
            Actor.Command("test"));
        Assert.Equal((60, 60), (report.Refused, report.Passed));
        await Decide(newsroom, "The heron nests again number {0}", CommentStatus.Approved, TeachModel.FewestNew);
        var second = Assert.Single(await teach.FromDecisions(Actor.Program));
        Assert.True(second.Id > first.Id);
        Assert.Equal((120, TeachModel.FewestNew), (second.Examples, second.Decisions));
        var present = (await newsroom.Store.Read(db => new PresentModels().Find(db)))[ModelKind.Spam];
        Assert.True(present.Model.Judge(new Wording("Quibnor")).Probability > 0.8);
    }

    [Theory, EveryEngine]
    public async Task The_trash_has_a_model_of_its_own_once_there_is_enough_in_it(Engine engine)
    {
        using var newsroom = await TestStore.Create(engine);
        await Decide(newsroom, "The heron nests again number {0}", CommentStatus.Approved, TeachModel.FewestTrash);
        await Decide(newsroom, "You are all fools number {0}", CommentStatus.Trash, TeachModel.FewestTrash);
        var versions = await new TeachModel(newsroom.Store, newsroom.Clock).FromDecisions(Actor.Program);
        Assert.Equal([ModelKind.Spam, ModelKind.Trash], versions.Select(v => v.Kind));
        var trash = (await newsroom.Store.Read(db => new PresentModels().Find(db)))[ModelKind.Trash];
        Assert.True(trash.Model.Judge(new Wording("What fools you are")).Probability > 0.5);
    }

    [Theory, EveryEngine]
    public async Task Old_versions_are_forgotten(Engine engine)
    {
        using var newsroom = await TestStore.Create(engine);
        var teach = new TeachModel(newsroom.Store, newsroom.Clock);
        for (var i = 0; i < 2; i++)
        {
            await newsroom.Store.Change(Actor.Program, async change =>
            {
                change.Db.ModelVersions.AddRange(Enumerable.Range(0, TeachModel.MostVersions).Select(_ => new ModelVersion { Kind = ModelKind.Spam, LearntAt = change.Now, Steps = "", Bytes = [] }));
                await change.Db.SaveChangesAsync();
                change.Record("learnt", "model:0");
            });
            await teach.FromFile([new(new Wording("Buy this"), true), new(new Wording("Tide table"), false)], Actor.Command("test"));
        }

        var (versions, examples) = await newsroom.Store.Read(async db => (await db.ModelVersions.CountAsync(), await db.ModelExamples.CountAsync()));
        Assert.Equal((TeachModel.MostVersions, 1), (versions, examples));
    }

    private static async Task Decide(TestStore newsroom, string text, CommentStatus status, int count)
    {
        var story = await newsroom.Publish("Bridge " + status);
        var moderator = await newsroom.Store.Read(db => db.People.FirstOrDefaultAsync()) ?? await newsroom.Person(Role.Moderator);
        var ids = new List<long>();
        for (var i = 0; i < count; i++)
            ids.Add((await newsroom.Comment(story, string.Format(System.Globalization.CultureInfo.InvariantCulture, text, i), CommentStatus.Pending)).Id);
        Assert.Equal(count, (await new ModerationQueue(newsroom.Store).Decide(Actor.Of(moderator), ids, CommentStatus.Pending, status)).Done);
    }
}
