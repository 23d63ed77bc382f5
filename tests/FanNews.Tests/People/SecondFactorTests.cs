using FanNews.People;
using FanNews.Storage;
using FanNews.Tests.Storage;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;

namespace FanNews.Tests.People;

public sealed class SecondFactorTests
{
    [Theory, EveryEngine]
    public async Task A_passkey_is_added_and_shown_once_for_each_challenge_and_never_by_somebody_else(Engine engine)
    {
        using var newsroom = await TestStore.Create(engine);
        var (person, other) = (await newsroom.Person(Role.Editor), await newsroom.Person(Role.Author));
        var second = Second(newsroom);
        var session = await newsroom.Sessions().Begin(person, proven: false);
        var info = Key(signCount: 0);
        var added = await second.AddPasskey(Actor.Of(person), session, info, " The office\tkey ", "challenge one");
        Assert.Null(added.Refusal);
        Assert.Equal(10, added.Codes.Count);
        Assert.Equal("This passkey was added already", (await second.AddPasskey(Actor.Of(other), session, info, null, "challenge two")).Refusal!.Sentence);
        Assert.True(await second.TakePasskey(person, Key(signCount: 5), "challenge three"));
        Assert.False(await second.TakePasskey(person, Key(signCount: 6), "challenge three"));
        Assert.False(await second.TakePasskey(other, Key(signCount: 7), "challenge four"));
        var factors = await second.Of(person.Id);
        Assert.Equal(("The officekey", newsroom.Clock.Now()), (factors.Passkeys.Single().Name, factors.Passkeys.Single().UsedAt));
        var read = (await newsroom.Store.Read(db => db.Passkeys.SingleAsync())).Info;
        Assert.Equal((5u, "internal,hybrid", true), (read.SignCount, string.Join(',', read.Transports!), read.CredentialId.SequenceEqual(info.CredentialId)));
        // The session in which it was added has shown it.
        Assert.True((await newsroom.Sessions(("Access:SecondFactor", "editor")).Holder(person.Id, session, person.SecurityStamp!))!.Proven);
    }

    [Fact]
    public async Task The_rule_from_outside_wins_and_names_roles_that_there_are()
    {
        using var newsroom = await TestStore.Create(Engine.Sqlite);
        var person = await newsroom.Person(Role.Editor);
        var session = await newsroom.Sessions().Begin(person, proven: false);
        Assert.True((await newsroom.Sessions().Holder(person.Id, session, person.SecurityStamp!))!.Proven);
        Assert.Null(await Rule().Choose(newsroom.Store, [Role.Editor, Role.Author], Actor.Program));
        Assert.False((await newsroom.Sessions().Holder(person.Id, session, person.SecurityStamp!))!.Proven);
        Assert.True((await newsroom.Sessions(("Access:SecondFactor", "Moderator")).Holder(person.Id, session, person.SecurityStamp!))!.Proven);
        Assert.Equal([Role.Author, Role.Editor], (await newsroom.Store.Read(db => Rule().Read(db))).Order());
        Assert.NotNull(await Rule(("FanNews:Access:SecondFactor", "Editor")).Choose(newsroom.Store, [], Actor.Program));
        Assert.Contains("\"Chief\"", Assert.Throws<StoreTrouble>(() => Rule(("FanNews:Access:SecondFactor", "Editor, Chief")).Check()).Message, StringComparison.Ordinal);
    }

    [Theory, EveryEngine]
    public async Task Whoever_lost_everything_is_helped_by_an_administrator_and_not_by_themselves(Engine engine)
    {
        using var newsroom = await TestStore.Create(engine);
        var person = await newsroom.Person(Role.Editor);
        var (second, accounts) = (Second(newsroom), new Accounts(newsroom.Store));
        var session = await newsroom.Sessions().Begin(person, proven: false);
        await second.AddPasskey(Actor.Of(person), session, Key(signCount: 0), null, "challenge");
        Assert.NotNull(await accounts.DropFactors(person.Email!, Actor.Of(person)));
        Assert.Null(await accounts.DropFactors(person.Email!, Actor.Command("user forget-second-factor")));
        Assert.NotNull(await accounts.DropFactors(person.Email!, Actor.Command("user forget-second-factor")));
        Assert.False(await second.Has(person.Id));
        Assert.Equal(0, await newsroom.Store.Read(db => db.UserTokens.CountAsync()));
        Assert.Null(await newsroom.Sessions().Holder(person.Id, session, person.SecurityStamp!));
    }

    private static SecondFactor Second(TestStore newsroom) => new(newsroom.Store, Rule(), new EphemeralDataProtectionProvider(), newsroom.Clock);

    private static SecondFactorRule Rule(params (string Key, string? Value)[] settings) =>
        new(new ConfigurationBuilder().AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Key, s.Value))).Build());

    private static UserPasskeyInfo Key(uint signCount) => new([1, 2, 3], [4, 5, 6], TestNewsroom.Noon, signCount, ["internal", "hybrid"], true, true, false, [], []);
}
