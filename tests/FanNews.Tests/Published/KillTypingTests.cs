using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using FanNews.Articles;
using FanNews.People;
using FanNews.Storage;
using Microsoft.EntityFrameworkCore;

namespace FanNews.Tests.Published;

/// <summary>No word that was kept or saved is lost when the server is killed while somebody types. FANNEWS_TEST_KILLS says how often.</summary>
[Collection(PublishedProgram.Name)]
public sealed partial class KillTypingTests(PublishedProgram program)
{
    [Fact]
    public async Task No_typing_that_was_kept_and_no_text_that_was_saved_is_lost_when_the_plug_is_pulled()
    {
        var room = program.EmptyRoom();
        using var newsroom = new RoomNewsroom(room);
        await newsroom.Store.Migrate();
        var person = await newsroom.Person(Role.Editor);
        var (typed, saved) = (await newsroom.Draft("Typed"), await newsroom.Draft("Saved"));
        var (kept, texts) = (-1, new ConcurrentBag<string>());
        for (var round = 0; round < Needs.Kills; round++)
        {
            await using var site = await program.Serve(room, ("FANNEWS__SITE__URL", "http://news.example"));
            using var desk = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = site.Client.BaseAddress };
            await SignIn(desk, person.Email!);
            var (first, second) = (new TaskCompletionSource(), new TaskCompletionSource());
            var typing = Type(desk, typed.Id, round, number => { kept = number; first.TrySetResult(); });
            var saving = Save(desk, saved.Id, round, text => { texts.Add(text); second.TrySetResult(); });
            await Task.WhenAny(Task.WhenAll(first.Task, second.Task), typing, saving);
            await site.Kill();
            await Task.WhenAll(typing, saving);
            // Each round begins where the last one ended: what was kept is what the editor shows.
            var copy = await newsroom.Store.Read(db => db.WorkingCopies.SingleAsync());
            Assert.True(Number(copy.Read().Body!) >= kept, $"{kept} was kept, and {copy.Read().Body} is there.");
        }

        Assert.Empty(texts.Except(await newsroom.Store.Read(db => db.Revisions.Where(r => r.ArticleId == saved.Id).Select(r => r.Body).ToListAsync())));
        Assert.Equal(["ok"], await newsroom.Store.Read(db => db.Database.SqlQueryRaw<string>("PRAGMA integrity_check").ToListAsync()));
        Assert.True(texts.Count >= Needs.Kills && kept >= 0);
    }

    private static async Task Type(HttpClient desk, long story, int round, Action<int> kept)
    {
        var window = $"w{round}";
        var (token, copy) = await Open(desk, story);
        for (var i = 0; ; i++)
        {
            var number = (round * 1_000_000) + i;
            if (await Send(desk, $"/admin/stories/{story}?handler=Keep", ("form", token), ("Headline", "Typed"), ("Body", $"Word {number}"), ("Base", "1"), ("Copy", copy), ("stamp", $"{window}.{i}")) is not { } answer)
                return;
            Assert.Equal(HttpStatusCode.OK, answer);
            kept(number);
            copy = $"{window}.{i}";
        }
    }

    private static async Task Save(HttpClient desk, long story, int round, Action<string> saved)
    {
        for (var i = 0; ; i++)
        {
            try
            {
                var page = await desk.GetStringAsync($"/admin/stories/{story}");
                var text = $"Text {round}-{i}";
                if (await Send(desk, $"/admin/stories/{story}", ("form", Value(page, "form")), ("Headline", "Saved"), ("Body", text), ("Base", Value(page, "Base")), ("act", "Save")) is not { } answer)
                    return;
                Assert.Equal(HttpStatusCode.SeeOther, answer);
                saved(text);
            }
            catch (HttpRequestException)
            {
                return;
            }
        }
    }

    private static async Task SignIn(HttpClient desk, string email)
    {
        var page = await desk.GetStringAsync("/admin/sign-in");
        Assert.Equal(HttpStatusCode.Redirect, await Send(desk, "/admin/sign-in", ("form", Value(page, "form")), ("Email", email), ("Password", TestNewsroom.Password)));
    }

    private static async Task<(string Token, string Copy)> Open(HttpClient desk, long story)
    {
        var page = await desk.GetStringAsync($"/admin/stories/{story}");
        return (Value(page, "form"), Value(page, "Copy"));
    }

    // Null where the plug was pulled.
    private static async Task<HttpStatusCode?> Send(HttpClient desk, string path, params (string Name, string Value)[] fields)
    {
        try
        {
            using var form = new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Name, f.Value)));
            using var answer = await desk.PostAsync(path, form);
            return answer.StatusCode;
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }

    private static int Number(string body) => int.Parse(body.Split(' ')[1], CultureInfo.InvariantCulture);

    // A field without a value has none in the page.
    private static string Value(string page, string field) => Field().Matches(page).FirstOrDefault(m => m.Groups[1].Value == field)?.Groups[2].Value ?? "";

    [GeneratedRegex("""<input[^>]*name="(\w+)"[^>]*value="([^"]*)" ?/?>""")]
    private static partial Regex Field();
}
