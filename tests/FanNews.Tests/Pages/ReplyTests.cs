using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using FanNews.Articles;
using FanNews.Comments;
using FanNews.Tests.Storage;
using Microsoft.EntityFrameworkCore;

namespace FanNews.Tests.Pages;

public sealed class ReplyTests
{
    private static readonly HtmlParser Html = new();

    [Theory, EveryEngine]
    public async Task A_reply_is_taken_with_303_and_shown_to_its_writer_alone(Engine engine)
    {
        await using var site = await TestSite.Start(engine);
        var story = await site.Publish("Bridge closes");
        using var answer = await Post(site, story, Form());
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        Assert.False(answer.Headers.Contains("Set-Cookie"));

        using var shown = await site.Client.GetAsync(answer.Headers.Location);
        var page = await Read(shown);
        Assert.Contains("no-store", shown.Headers.CacheControl?.ToString(), StringComparison.Ordinal);
        Assert.Equal("noindex", page.QuerySelector("meta[name=robots]")?.GetAttribute("content"));
        Assert.Contains("waits for moderation", page.QuerySelector("[role=status]")?.TextContent, StringComparison.Ordinal);
        Assert.Contains("Who pays?", page.QuerySelector("[role=status]")?.TextContent, StringComparison.Ordinal);

        Assert.DoesNotContain("Who pays?", await site.Client.GetStringAsync(story.Permalink), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_writers_link_says_nothing_after_an_hour_or_when_changed_or_under_another_story()
    {
        await using var site = await TestSite.Start();
        var story = await site.Publish("Bridge closes");
        var other = await site.Publish("Bridge opens");
        using var answer = await Post(site, story, Form());
        var link = answer.Headers.Location!.ToString();
        Assert.Contains("Who pays?", await site.Client.GetStringAsync(link), StringComparison.Ordinal);
        Assert.DoesNotContain("Who pays?", await site.Client.GetStringAsync(link.Replace("reply=1", "reply=2", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.DoesNotContain("Who pays?", await site.Client.GetStringAsync(link.Replace(story.Permalink!, other.Permalink!, StringComparison.Ordinal)), StringComparison.Ordinal);
        site.Clock.Advance(TimeSpan.FromMinutes(61));
        Assert.DoesNotContain("Who pays?", await site.Client.GetStringAsync(link), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refused_form_comes_back_with_everything_typed_and_a_sentence_for_each_fault()
    {
        await using var site = await TestSite.Start();
        var story = await site.Publish("Bridge closes");
        using var answer = await Post(site, story, Form(comment: " ", author: "P. <Dunmore>", email: "p.dunmore@upperwick", url: "what?"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        var page = await Read(answer);
        Assert.StartsWith("Error: ", page.Title, StringComparison.Ordinal);
        var summary = page.QuerySelector("[role=alert]")!;
        Assert.Contains("There is a problem", summary.TextContent, StringComparison.Ordinal);
        foreach (var name in new[] { "comment", "email", "url" })
        {
            var field = page.QuerySelector($"[name={name}]")!;
            Assert.Equal("true", field.GetAttribute("aria-invalid"));
            var sentence = summary.QuerySelector($"a[href='#{field.Id}']")!.TextContent;
            Assert.Contains(field.GetAttribute("aria-describedby")!.Split(' '), id => page.GetElementById(id)!.TextContent == sentence);
        }

        Assert.Equal("P. <Dunmore>", page.QuerySelector("[name=author]")!.GetAttribute("value"));
        Assert.Equal("p.dunmore@upperwick", page.QuerySelector("[name=email]")!.GetAttribute("value"));
        Assert.Equal("what?", page.QuerySelector("[name=url]")!.GetAttribute("value"));
    }

    [Fact]
    public async Task Every_other_refusal_keeps_the_text_too()
    {
        await using var site = await TestSite.Start();
        var story = await site.Publish("Bridge closes");
        var closed = await site.Publish("Bridge opens", adjust: a => a.CommentsOpen = false);
        using (var first = await Post(site, story, Form()))
            Assert.Equal(HttpStatusCode.SeeOther, first.StatusCode);

        using var hurried = await Post(site, story, [.. Form(comment: "And another thing"), new("parent", "")]);
        Assert.Equal((HttpStatusCode.TooManyRequests, "15"), (hurried.StatusCode, hurried.Headers.RetryAfter?.ToString()));
        var brief = await Read(hurried);
        Assert.Equal(("And another thing", true), (Typed(brief), brief.QuerySelector("#answering")!.HasAttribute("hidden")));

        site.Clock.Advance(TimeSpan.FromMinutes(1));
        using var repeated = await Post(site, story, Form());
        Assert.Equal(HttpStatusCode.Conflict, repeated.StatusCode);
        Assert.Equal("Who pays?", Typed(await Read(repeated)));

        using var late = await Post(site, closed, Form());
        Assert.Equal(HttpStatusCode.Forbidden, late.StatusCode);
        Assert.Equal("Who pays?", Typed(await Read(late)));
        Assert.Equal(1, await site.Store.Read(db => db.Comments.CountAsync()));
    }

    [Theory]
    [InlineData("same-origin", null, HttpStatusCode.SeeOther)]
    [InlineData("none", null, HttpStatusCode.SeeOther)]
    [InlineData("cross-site", null, HttpStatusCode.Forbidden)]
    [InlineData("same-site", null, HttpStatusCode.Forbidden)]
    [InlineData("cross-site", "own", HttpStatusCode.Forbidden)]
    [InlineData(null, "own", HttpStatusCode.SeeOther)]
    [InlineData(null, "https://elsewhere.example", HttpStatusCode.Forbidden)]
    [InlineData(null, "null", HttpStatusCode.Forbidden)]
    [InlineData(null, null, HttpStatusCode.SeeOther)]
    public async Task A_post_from_a_page_of_another_site_is_refused(string? fetchSite, string? origin, HttpStatusCode expected)
    {
        await using var site = await TestSite.Start(settings: ("Comments:Moderation", "none"));
        var story = await site.Publish("Bridge closes");
        using var request = new HttpRequestMessage(HttpMethod.Post, story.Permalink) { Content = new FormUrlEncodedContent(Form()) };
        if (fetchSite is not null)
            request.Headers.Add("Sec-Fetch-Site", fetchSite);
        if (origin is not null)
            request.Headers.Add("Origin", origin == "own" ? site.Address.GetLeftPart(UriPartial.Authority) : origin);
        using var answer = await site.Client.SendAsync(request);
        Assert.Equal(expected, answer.StatusCode);
        if (expected == HttpStatusCode.Forbidden)
            Assert.Equal("Who pays?", Typed(await Read(answer)));
        else
        {
            // Who does not say where the comment came from waits, whatever the mode.
            var status = await site.Store.Read(db => db.Comments.Select(c => c.Status).SingleAsync());
            Assert.Equal(fetchSite is null && origin is null ? CommentStatus.Pending : CommentStatus.Approved, status);
        }
    }

    [Fact]
    public async Task A_comment_longer_than_the_limit_is_refused_with_its_text_and_a_megabyte_with_413()
    {
        await using var site = await TestSite.Start();
        var story = await site.Publish("Bridge closes");
        var text = new string('x', Submission.LongestText + 1);
        using var longer = await Post(site, story, Form(comment: text));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, longer.StatusCode);
        Assert.Equal(text, Typed(await Read(longer)));
        foreach (var (path, field, length) in new[] { (story.Permalink!, "comment", 1_100_000), ("/admin/sign-in", "Email", 9_000_000) })
        {
            // Asks first whether it may send so much, or the refusal would cut it off while it sends.
            using var post = new HttpRequestMessage(HttpMethod.Post, path) { Content = new FormUrlEncodedContent([new(field, new string('x', length))]) };
            post.Headers.ExpectContinue = true;
            using var heavy = await site.Client.SendAsync(post);
            Assert.Equal(HttpStatusCode.RequestEntityTooLarge, heavy.StatusCode);
        }
    }

    [Fact]
    public async Task Honeypot_and_form_age_are_remarks_for_the_moderator_and_no_verdict()
    {
        await using var site = await TestSite.Start();
        var story = await site.Publish("Bridge closes");
        var page = Html.ParseDocument(await site.Client.GetStringAsync(story.Permalink));
        var opened = page.QuerySelector("[name=opened]")!.GetAttribute("value")!;
        using (var quick = await Post(site, story, [.. Form(), new("topic", "pills"), new("opened", opened), new("spent", "1400")]))
            Assert.Equal(HttpStatusCode.SeeOther, quick.StatusCode);
        site.Clock.Advance(TimeSpan.FromMinutes(1));
        using (var calm = await Post(site, story, [.. Form(comment: "Second"), new("opened", opened), new("spent", "61000")], own: true))
            Assert.Equal(HttpStatusCode.SeeOther, calm.StatusCode);
        var remarks = await site.Store.Read(db => db.Comments.AsNoTracking().OrderBy(c => c.Id).Select(c => c.Remarks).ToListAsync());
        Assert.Equal([["no-origin", "honeypot", "quick"], []], remarks.Select(r => r.Select(x => x.Code).ToArray()));
    }

    [Fact]
    public async Task WordPresss_own_form_does_the_same()
    {
        await using var site = await TestSite.Start();
        var story = await site.Publish("Bridge closes", adjust: a => a.WordPressId = 101);
        var parent = await site.Comment(story, "First!");
        using var answer = await site.Client.PostAsync("/wp-comments-post.php", new FormUrlEncodedContent(
            [.. Form(), new("comment_post_ID", "101"), new("comment_parent", $"{parent.Id}"), new("submit", "Post Comment")]));
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        Assert.StartsWith(story.Permalink!, answer.Headers.Location!.ToString(), StringComparison.Ordinal);
        Assert.Equal(parent.Id, await site.Store.Read(db => db.Comments.Where(c => c.Status == CommentStatus.Pending).Select(c => c.ParentId).SingleAsync()));
        using var nowhere = await site.Client.PostAsync("/wp-comments-post.php", new FormUrlEncodedContent([.. Form(), new("comment_post_ID", "4711")]));
        Assert.Equal(HttpStatusCode.NotFound, nowhere.StatusCode);
    }

    [Fact]
    public async Task A_hidden_story_answers_a_reply_exactly_like_one_that_does_not_exist()
    {
        await using var site = await TestSite.Start();
        var hidden = await site.Publish("Later", at: TestNewsroom.Noon.AddHours(1));
        using var there = await Post(site, hidden, Form());
        using var nowhere = await site.Client.PostAsync(hidden.Permalink!.Replace("later", "never", StringComparison.Ordinal), new FormUrlEncodedContent(Form()));
        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (there.StatusCode, nowhere.StatusCode));
        Assert.Equal(
            (await nowhere.Content.ReadAsStringAsync()).Replace("never", "later", StringComparison.Ordinal),
            await there.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_reply_written_under_the_old_address_of_a_story_is_not_lost()
    {
        await using var site = await TestSite.Start();
        var story = await site.Publish("Bridge closes");
        using var answer = await site.Client.PostAsync(story.Permalink!.ToUpperInvariant().TrimEnd('/'), new FormUrlEncodedContent(Form()));
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
    }

    [Fact]
    public async Task The_same_form_posted_twice_at_once_makes_one_comment()
    {
        await using var site = await TestSite.Start();
        var story = await site.Publish("Bridge closes");
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Post(site, story, Form())));
        Assert.All(answers, a => Assert.Equal(HttpStatusCode.SeeOther, a.StatusCode));
        Assert.Equal(1, await site.Store.Read(db => db.Comments.CountAsync()));
    }

    [Theory]
    [InlineData("comment")]
    [InlineData("author")]
    [InlineData("email")]
    [InlineData("url")]
    public async Task A_NUL_in_a_field_is_left_out_and_costs_nothing(string field)
    {
        await using var site = await TestSite.Start();
        var story = await site.Publish("Bridge closes");
        var form = Form(url: "https://example.org/").Select(f => f.Key == field ? new(f.Key, f.Value.Insert(2, "\0")) : f).ToArray();
        using var answer = await Post(site, story, form);
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        Assert.Equal("Who pays?", await site.Store.Read(db => db.Comments.Select(c => c.Text).SingleAsync()));
    }

    [Fact]
    public async Task A_form_that_cannot_be_read_is_the_senders_mistake()
    {
        await using var site = await TestSite.Start();
        var story = await site.Publish("Bridge closes");
        using var cut = new ByteArrayContent("--b\r\nContent-Disposition: form-data; name=\"comment\"\r\n\r\nWho"u8.ToArray());
        cut.Headers.TryAddWithoutValidation("Content-Type", "multipart/form-data; boundary=b");
        using var half = await site.Client.PostAsync(story.Permalink, cut);
        Assert.Equal(HttpStatusCode.BadRequest, half.StatusCode);
        using var many = await site.Client.PostAsync(story.Permalink, new FormUrlEncodedContent([.. Form(), .. Enumerable.Range(0, 3000).Select(i => KeyValuePair.Create($"a{i}", "1"))]));
        Assert.Equal(HttpStatusCode.BadRequest, many.StatusCode);
    }

    [Theory]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    [InlineData("PATCH")]
    [InlineData("FOO")]
    public async Task A_method_that_no_page_takes_is_answered_405(string method)
    {
        await using var site = await TestSite.Start();
        var story = await site.Publish("Bridge closes");
        foreach (var path in new[] { story.Permalink!, "/", "/nowhere/", "/feed/", "/admin/sign-in" })
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), path);
            using var answer = await site.Client.SendAsync(request);
            Assert.Equal((path, HttpStatusCode.MethodNotAllowed), (path, answer.StatusCode));
        }
    }

    [Fact]
    public async Task What_was_posted_to_an_address_without_a_story_is_given_back()
    {
        await using var site = await TestSite.Start();
        using var answer = await site.Client.PostAsync("/nowhere/", new FormUrlEncodedContent(Form()));
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal("Who pays?", Typed(await Read(answer)));
    }

    private static string? Typed(IDocument page) => page.QuerySelector("form#respond textarea, textarea[readonly]")?.TextContent;

    private static async Task<IDocument> Read(HttpResponseMessage answer) => Html.ParseDocument(await answer.Content.ReadAsStringAsync());

    private static KeyValuePair<string, string>[] Form(string comment = "Who pays?", string author = "Margit Soll", string email = "margit@example.org", string url = "") =>
        [new("comment", comment), new("author", author), new("email", email), new("url", url)];

    private static async Task<HttpResponseMessage> Post(TestSite site, Article story, KeyValuePair<string, string>[] form, bool own = false)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, story.Permalink) { Content = new FormUrlEncodedContent(form) };
        if (own)
            request.Headers.Add("Sec-Fetch-Site", "same-origin");
        return await site.Client.SendAsync(request);
    }
}
