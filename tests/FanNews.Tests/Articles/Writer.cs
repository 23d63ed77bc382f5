using FanNews.Articles;
using FanNews.People;
using FanNews.Settings;
using FanNews.Storage;
using FanNews.Tests.Storage;

namespace FanNews.Tests.Articles;

/// <summary>Somebody who works on stories as the desk's form does.</summary>
internal sealed record Writer(TestStore Ground, Actor Actor, StoryRights Rights, Site Site)
{
    public static async Task<Writer> Of(TestStore ground, Role role = Role.Editor, Site? site = null, string? email = null)
    {
        var person = await ground.Person(role, email);
        return new(ground, Actor.Of(person), new(person.Id, role), site ?? new Site());
    }

    public static Task<Writer> Of(TestStore ground, string zone) => Of(ground, site: new Site { Zone = TimeZoneInfo.FindSystemTimeZoneById(zone) });

    public Task<StoryAnswer> Do(long? id, TypedStory typed, StoryAct act = StoryAct.Save) => new EditStory(Ground.Store).Do(Actor, Rights, id, typed, act, Site);

    public async Task<long> New(TypedStory typed, StoryAct act = StoryAct.Save) => Assert.IsType<StoryAnswer.Done>(await Do(null, typed, act)).Id;

    public async Task<DeskStory> Read(long id) => (await Ground.Store.Read(db => DeskStory.Read(db, id, Site, Ground.Clock.Now())))!;

    /// <summary>That it may not be, because of this field, in a sentence with these words.</summary>
    /// <returns>The sentence.</returns>
    public static async Task<string> Refused(string field, Task<StoryAnswer> answer, string words = "")
    {
        var problem = Assert.IsType<StoryAnswer.Refused>(await answer).Problems[0];
        Assert.Equal(field, problem.Field);
        Assert.Contains(words, problem.Sentence, StringComparison.Ordinal);
        return problem.Sentence;
    }
}
