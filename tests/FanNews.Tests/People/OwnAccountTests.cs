using FanNews.People;
using FanNews.Storage;
using FanNews.Tests.Storage;
using Microsoft.EntityFrameworkCore;

namespace FanNews.Tests.People;

public sealed class OwnAccountTests
{
    private const string Next = "four other plain words";

    [Theory, EveryEngine]
    public async Task A_new_password_ends_every_session_and_leaves_a_trace_without_it(Engine engine)
    {
        using var newsroom = await TestStore.Create(engine);
        var person = await newsroom.Person(Role.Author);
        var sessions = newsroom.Sessions();
        var secret = await sessions.Begin(person, proven: false);
        Assert.Equal("Author", (await sessions.Holder(person.Id, secret, person.SecurityStamp!))?.Name);
        var changed = await new OwnAccount(newsroom.Store).ChangePassword(Actor.Of(person), TestNewsroom.Password, Next, "The Ferryman");
        Assert.Empty(changed.Refusals);
        Assert.Null(await sessions.Holder(person.Id, secret, person.SecurityStamp!));
        Assert.Null(await sessions.Holder(person.Id, secret, changed.Person!.SecurityStamp!));
        Assert.Empty(await sessions.Of(person.Id, secret));
        var accounts = new Accounts(newsroom.Store);
        Assert.Null(await accounts.Check(person.Email!, TestNewsroom.Password));
        Assert.NotNull(await accounts.Check(person.Email!, Next));
        var line = await Last(newsroom);
        Assert.Equal(("changed password", person.Id, null), (line.Verb, line.ById, line.Detail));
    }

    [Theory, EveryEngine]
    public async Task A_password_is_refused_with_every_reason_and_nothing_changes(Engine engine)
    {
        using var newsroom = await TestStore.Create(engine);
        var person = await newsroom.Person(Role.Author, name: "Ruth Amadi");
        var own = new OwnAccount(newsroom.Store);
        Assert.Equal(
            [new("Present", "Enter your present password"), new FanNews.Refusal("Password", "Enter a password")],
            (await own.ChangePassword(Actor.Of(person), "", "", "The Ferryman")).Refusals);
        Assert.Equal([new FanNews.Refusal("Present", "The present password is not right")], (await own.ChangePassword(Actor.Of(person), Next, Next, "The Ferryman")).Refusals);
        Assert.Equal("Password", (await own.ChangePassword(Actor.Of(person), TestNewsroom.Password, "The Ferryman 1234", "The Ferryman")).Refusals.Single().Field);
        Assert.Equal("Password", (await own.ChangePassword(Actor.Of(person), TestNewsroom.Password, "ruthamadi-123456", "The Ferryman")).Refusals.Single().Field);
        Assert.NotNull(await new Accounts(newsroom.Store).Check(person.Email!, TestNewsroom.Password));
        Assert.Equal("added", (await Last(newsroom)).Verb);
    }

    [Theory, EveryEngine]
    public async Task A_name_is_changed_with_a_trace_and_the_session_stays(Engine engine)
    {
        using var newsroom = await TestStore.Create(engine);
        var person = await newsroom.Person(Role.Author, name: "Ruth Amadi");
        var sessions = newsroom.Sessions();
        var secret = await sessions.Begin(person, proven: false);
        var own = new OwnAccount(newsroom.Store);
        Assert.Null(await own.Rename(Actor.Of(person), " Ruth Amadi-Soll "));
        Assert.Equal("Ruth Amadi-Soll", (await own.Read(person.Id))!.Name);
        Assert.Equal("Ruth Amadi-Soll", (await sessions.Holder(person.Id, secret, person.SecurityStamp!))?.Name);
        var line = await Last(newsroom);
        Assert.Equal(("changed name", "Ruth Amadi to Ruth Amadi-Soll"), (line.Verb, line.Detail));
        Assert.Null(await own.Rename(Actor.Of(person), "Ruth Amadi-Soll"));
        Assert.Equal(line.Id, (await Last(newsroom)).Id);
        Assert.Equal("Enter a name", (await own.Rename(Actor.Of(person), "  "))!.Sentence);
        Assert.Equal("The name must be one line of 245 characters or fewer", (await own.Rename(Actor.Of(person), "Ruth\nAmadi"))!.Sentence);
    }

    [Theory, EveryEngine]
    public async Task Other_sessions_end_and_this_one_stays(Engine engine)
    {
        using var newsroom = await TestStore.Create(engine);
        var person = await newsroom.Person(Role.Author);
        var sessions = newsroom.Sessions();
        var first = await sessions.Begin(person, proven: false);
        newsroom.Clock.Advance(TimeSpan.FromHours(1));
        var second = await sessions.Begin(person, proven: false);
        Assert.Equal([(TestNewsroom.Noon.AddHours(1), true), (TestNewsroom.Noon, false)], (await sessions.Of(person.Id, second)).Select(s => (s.BeganAt, s.Mine)));
        Assert.Equal(1, await sessions.EndOthers(person.Id, second, Actor.Of(person)));
        Assert.Equal(0, await sessions.EndOthers(person.Id, second, Actor.Of(person)));
        Assert.Null(await sessions.Holder(person.Id, first, person.SecurityStamp!));
        Assert.NotNull(await sessions.Holder(person.Id, second, person.SecurityStamp!));
        Assert.Equal("ended other sessions", (await Last(newsroom)).Verb);
        newsroom.Clock.Advance(Sessions.Longest);
        Assert.Empty(await sessions.Of(person.Id, second));
    }

    [Theory, EveryEngine]
    public async Task Nobody_resets_the_own_password_and_is_shut_out(Engine engine)
    {
        using var newsroom = await TestStore.Create(engine);
        var boss = await newsroom.Person(Role.Administrator);
        var refusal = await new Accounts(newsroom.Store).Reset(boss.Email!, Next, Actor.Of(boss));
        Assert.Equal("This is your own account. Change your password under your name.", refusal?.Sentence);
        Assert.NotNull(await new Accounts(newsroom.Store).Check(boss.Email!, TestNewsroom.Password));
    }

    private static Task<AuditLine> Last(TestStore newsroom) => newsroom.Store.Read(db => db.AuditLines.AsNoTracking().OrderByDescending(l => l.Id).FirstAsync());
}
