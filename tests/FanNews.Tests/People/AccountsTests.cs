using FanNews.People;
using FanNews.Storage;
using FanNews.Tests.Storage;
using Microsoft.EntityFrameworkCore;

namespace FanNews.Tests.People;

public sealed class AccountsTests
{
    private const string Good = "four plain words here";

    [Theory, EveryEngine]
    public async Task An_address_has_one_account_however_it_is_written(Engine engine)
    {
        using var newsroom = await TestStore.Create(engine);
        var accounts = new Accounts(newsroom.Store);
        Assert.Empty((await Add(accounts, "Ruth.Amadi@Example.org")).Refusals);
        var second = await Add(accounts, " ruth.amadi@EXAMPLE.ORG ");
        Assert.Equal("Somebody with this email address has an account already", second.Refusals.Single().Sentence);
        Assert.NotNull(await accounts.Check("RUTH.AMADI@example.org", Good));
        Assert.Null(await accounts.Check("RUTH.AMADI@example.org", Good + "!"));
        Assert.Equal(["Ruth.Amadi@Example.org"], (await accounts.All()).Select(p => p.Email!));
    }

    [Theory, EveryEngine]
    public async Task Of_many_who_take_an_address_at_once_one_gets_it(Engine engine)
    {
        using var newsroom = await TestStore.Create(engine);
        var accounts = new Accounts(newsroom.Store);
        var added = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => Add(accounts, "ruth@example.org"))));
        Assert.Single(added, a => a.Person is not null);
        Assert.All(added.Where(a => a.Person is null), a => Assert.Equal("Email", Assert.Single(a.Refusals).Field));
    }

    [Theory, EveryEngine]
    public async Task Every_change_of_a_person_leaves_its_trace_and_no_secret(Engine engine)
    {
        using var newsroom = await TestStore.Create(engine);
        var accounts = new Accounts(newsroom.Store);
        await Add(accounts, "boss@example.org", Role.Administrator);
        await Add(accounts, "ruth@example.org");
        var by = Actor.Command("test");
        Assert.Null(await accounts.ChangeRole("ruth@example.org", Role.Editor, by));
        Assert.Null(await accounts.Reset("ruth@example.org", "another four plain words", by));
        Assert.Null(await accounts.Disable("ruth@example.org", by));
        Assert.Null(await accounts.Check("ruth@example.org", "another four plain words"));
        Assert.Null(await accounts.Enable("ruth@example.org", by));
        Assert.NotNull(await accounts.Check("ruth@example.org", "another four plain words"));
        var lines = await newsroom.Store.Read(db => db.AuditLines.Where(l => l.Subject == "person:2").OrderBy(l => l.Id).Select(l => l.Verb + " " + l.Detail).ToListAsync());
        Assert.Equal(["added Moderator", "changed role Moderator to Editor", "reset password ", "disabled ", "enabled "], lines);
    }

    [Theory, EveryEngine]
    public async Task The_last_administrator_stays(Engine engine)
    {
        using var newsroom = await TestStore.Create(engine);
        var accounts = new Accounts(newsroom.Store);
        await Add(accounts, "boss@example.org", Role.Administrator);
        Assert.Equal("This is the only administrator. Make another one first.", (await accounts.Disable("boss@example.org", Actor.Program))?.Sentence);
        Assert.NotNull(await accounts.ChangeRole("boss@example.org", Role.Editor, Actor.Program));
        await Add(accounts, "second@example.org", Role.Administrator);
        Assert.Null(await accounts.Disable("boss@example.org", Actor.Program));
        Assert.NotNull(await accounts.Disable("second@example.org", Actor.Program));
        Assert.Equal("Nobody with the email address none@example.org has an account.", (await accounts.Disable("none@example.org", Actor.Program))?.Sentence);
    }

    [Theory]
    [InlineData(null, "Enter an email address")]
    [InlineData("  ", "Enter an email address")]
    [InlineData("ruth", "Enter an email address in the right form, like name@example.com")]
    [InlineData("ruth@example.org\nBcc: x@example.org", "Enter an email address in the right form, like name@example.com")]
    [InlineData("Ruth <ruth@example.org>", "Enter an email address in the right form, like name@example.com")]
    public async Task An_address_that_is_none_is_refused(string? email, string sentence)
    {
        using var newsroom = await TestStore.Create(Engine.Sqlite);
        Assert.Equal([new FanNews.Refusal("Email", sentence)], (await Add(new Accounts(newsroom.Store), email)).Refusals);
    }

    private static Task<Added> Add(Accounts accounts, string? email, Role role = Role.Moderator) =>
        accounts.Add(new NewPerson("Ruth Amadi", email, Good, role), "The Ferryman", Actor.Program);
}
