using FanNews.Articles;
using FanNews.People;
using FanNews.Storage;
using FanNews.Tests.Storage;
using Microsoft.EntityFrameworkCore;

namespace FanNews.Tests.Articles;

public sealed class ReturnTests
{
    [Fact]
    public void Only_a_story_in_review_is_returned()
    {
        var article = new Article { Slug = "bridge" };
        var text = article.Revise(new() { Headline = "Bridge" }, TestNewsroom.Noon, null);
        Assert.Contains("Only a story in review", article.ReturnToDraft()!.Sentence, StringComparison.Ordinal);
        Assert.Null(article.SubmitForReview());
        Assert.Null(article.ReturnToDraft());
        Assert.Equal(ArticleState.Draft, article.State);
        Assert.Null(article.Publish(text, TestNewsroom.Noon, "/bridge/"));
        Assert.Contains("Only a story in review", article.ReturnToDraft()!.Sentence, StringComparison.Ordinal);
        Assert.Null(article.Kill(TestNewsroom.Noon, "Wrong."));
        Assert.Contains("A killed story", article.ReturnToDraft()!.Sentence, StringComparison.Ordinal);
        Assert.Equal(ArticleState.Published, article.State);
    }

    [Theory, EveryEngine]
    public async Task An_editor_hands_a_story_back_with_a_note_that_its_writer_reads_until_it_is_submitted_again(Engine engine)
    {
        using var ground = await TestStore.Create(engine);
        var (writer, editor) = (await ground.Person(Role.Contributor), await ground.Person(Role.Editor));
        var id = Assert.IsType<StoryAnswer.Done>(await Do(ground, writer, null, new() { Headline = "Bridge", Body = "It stands." }, StoryAct.Submit)).Id;
        Assert.IsType<StoryAnswer.Forbidden>(await Do(ground, writer, id, (await Read(ground, id)).Form, StoryAct.Return));
        ground.Clock.Advance(TimeSpan.FromHours(1));
        // What the editor typed is kept with it, like with every button.
        Assert.IsType<StoryAnswer.Done>(await Do(ground, editor, id, (await Read(ground, id)).Form with { Body = "It leans.", Note = " Needs a second\nsource. " }, StoryAct.Return));
        var story = await Read(ground, id);
        Assert.Equal((DeskState.Draft, "It leans.", new ReturnedStory("Editor", TestNewsroom.Noon.AddHours(1), "Needs a second source.")), (story.Stands, story.Form.Body, story.Returned));
        Assert.Equal("State", Assert.IsType<StoryAnswer.Refused>(await Do(ground, editor, id, story.Form, StoryAct.Return)).Problems[0].Field);
        Assert.IsType<StoryAnswer.Done>(await Do(ground, writer, id, story.Form with { Body = "It fell." }, StoryAct.Submit));
        Assert.Null((await Read(ground, id)).Returned);
        Assert.IsType<StoryAnswer.Done>(await Do(ground, editor, id, (await Read(ground, id)).Form, StoryAct.Return));
        Assert.Equal(new ReturnedStory("Editor", TestNewsroom.Noon.AddHours(1), null), (await Read(ground, id)).Returned);
        Assert.Equal(["submitted", "returned", "submitted", "returned"], await ground.Store.Read(db => db.AuditLines.Where(l => l.Subject == $"article:{id}").OrderBy(l => l.Id).Select(l => l.Verb).ToListAsync()));
        Assert.Equal("Note", Assert.IsType<StoryAnswer.Refused>(await Do(ground, editor, id, (await Read(ground, id)).Form with { Note = new string('x', 2_001) }, StoryAct.Save)).Problems[0].Field);
    }

    private static Task<StoryAnswer> Do(TestStore ground, Person person, long? id, TypedStory typed, StoryAct act) =>
        new EditStory(ground.Store).Do(Actor.Of(person), new(person.Id, person.Role), id, typed, act, new());

    private static async Task<DeskStory> Read(TestStore ground, long id) => (await ground.Store.Read(db => DeskStory.Read(db, id, new(), ground.Clock.Now())))!;
}
