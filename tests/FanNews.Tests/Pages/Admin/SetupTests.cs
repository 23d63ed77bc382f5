using System.Net;
using FanNews.People;
using FanNews.Settings;
using FanNews.Storage;
using FanNews.Tests.Storage;
using Microsoft.EntityFrameworkCore;

namespace FanNews.Tests.Pages.Admin;

public sealed class SetupTests
{
    [Theory, EveryEngine]
    public async Task The_link_makes_one_administrator_and_then_is_nothing(Engine engine)
    {
        await using var site = await TestSite.Start(engine);
        var setUp = new SetUp(site.Store);
        var old = await setUp.NewToken();
        var token = await setUp.NewToken();
        using var visit = DeskVisit.Stranger(site);
        var missing = (await visit.Read("/setup?token=wrong", HttpStatusCode.NotFound)).Body!.InnerHtml;
        Assert.Equal(missing, (await visit.Read($"/setup?token={old}", HttpStatusCode.NotFound)).Body!.InnerHtml);

        var page = await visit.Read($"/setup?token={token}");
        using var done = await visit.Press(page.Button("Create account"), ("Name", "Ruth Amadi"), ("Email", "Ruth@Example.org"), ("Password", "four plain words here"));
        Assert.Equal("/admin/", done.Headers.Location!.ToString());
        Assert.Contains("Ruth Amadi", (await visit.Read("/admin/comments")).QuerySelector(".me")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(Role.Administrator, (await new Accounts(site.Store).Check("ruth@example.org", "four plain words here"))!.Role);

        using var stranger = DeskVisit.Stranger(site);
        Assert.Equal(missing, (await stranger.Read($"/setup?token={token}", HttpStatusCode.NotFound)).Body!.InnerHtml);
        using var again = await visit.Press(page.Button("Create account"), ("Name", "Eve"), ("Email", "eve@example.org"), ("Password", "four plain words here"));
        Assert.NotEqual(HttpStatusCode.Redirect, again.StatusCode);
        Assert.Equal(1, await site.Store.Read(db => db.People.CountAsync()));
        Assert.Null(await setUp.NewToken());
        Assert.DoesNotContain(token!, await site.Store.Read(async db => string.Join(' ', await db.Settings.Select(s => s.Value).ToListAsync())), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refused_form_keeps_what_was_typed_but_the_password()
    {
        await using var site = await TestSite.Start();
        var token = await new SetUp(site.Store).NewToken();
        using var visit = DeskVisit.Stranger(site);
        var page = await visit.Read($"/setup?token={token}");
        using var refused = await visit.Press(page.Button("Create account"), ("Name", "Ruth <Amadi>"), ("Email", "ruth@@"), ("Password", "short"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        page = await visit.Follow(refused);
        Assert.StartsWith("Error: ", page.Title, StringComparison.Ordinal);
        Assert.Equal(["#Email", "#Password"], page.QuerySelectorAll("[role=alert] a").Select(a => a.GetAttribute("href")!));
        Assert.Equal(("Ruth <Amadi>", "ruth@@", null), (page.GetElementById("Name")!.GetAttribute("value"), page.GetElementById("Email")!.GetAttribute("value"), page.GetElementById("Password")!.GetAttribute("value")));
        foreach (var field in new[] { "Email", "Password" })
        {
            Assert.Equal("true", page.GetElementById(field)!.GetAttribute("aria-invalid"));
            Assert.Contains(field + "-problem", page.GetElementById(field)!.GetAttribute("aria-describedby"), StringComparison.Ordinal);
        }

        using var done = await visit.Press(page.Button("Create account"), ("Name", "Ruth"), ("Email", "ruth@example.org"), ("Password", "four plain words here"), ("Role", "Contributor"));
        Assert.Equal("/admin/", done.Headers.Location!.ToString());
    }

    [Theory, EveryEngine]
    public async Task Of_many_who_claim_at_once_one_succeeds(Engine engine)
    {
        using var newsroom = await TestStore.Create(engine);
        var setUp = new SetUp(newsroom.Store);
        var token = await setUp.NewToken();
        var claims = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(() =>
            setUp.Claim(token, new NewPerson($"P{i}", $"p{i}@example.org", "four plain words here", Role.Administrator), "FanNews"))));
        Assert.Single(claims, claim => claim?.Person is not null);
        Assert.Equal(1, await newsroom.Store.Read(db => db.People.CountAsync()));
    }

    [Fact]
    public async Task Where_somebody_else_made_an_administrator_the_link_is_nothing()
    {
        using var newsroom = await TestStore.Create(Engine.Sqlite);
        var setUp = new SetUp(newsroom.Store);
        var token = await setUp.NewToken();
        Assert.True(await setUp.Opens(token));
        await new Accounts(newsroom.Store).Add(new NewPerson("Ruth", "ruth@example.org", "four plain words here", Role.Administrator), "FanNews", Actor.Program);
        Assert.False(await setUp.Opens(token));
        Assert.Null(await setUp.Claim(token, new NewPerson("Eve", "eve@example.org", "four plain words here", Role.Administrator), "FanNews"));
    }
}
