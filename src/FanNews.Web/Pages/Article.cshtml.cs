using System.Globalization;
using FanNews.Articles;
using FanNews.Body;
using FanNews.Comments;
using FanNews.Onward;
using FanNews.Web.PageCache;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace FanNews.Web.Pages;

/// <summary>What stands at an address that the program itself does not answer: a story, a page, or nothing.</summary>
[Kept("comments", "order")]
[IgnoreAntiforgeryToken]
public sealed class ArticleModel(Reading reading, PageHead head, LeaveReply leaveReply, ReplyTargets targets, ReplyLinks links, IConfiguration configuration) : PageModel
{
    /// <summary>The story or page.</summary>
    public StoryView Story { get; private set; } = null!;

    /// <summary>Its body, as a reader gets it.</summary>
    public SafeHtml Html { get; private set; } = null!;

    /// <summary>The story that follows; null where there is none.</summary>
    public Journey? Next { get; private set; }

    /// <summary>Other stories that may please.</summary>
    public IReadOnlyList<Journey> Rail { get; private set; } = [];

    /// <summary>Whether the newsroom can send mail.</summary>
    public bool MayNotify { get; private set; }

    /// <summary>The comments that this page shows.</summary>
    public CommentPage Talk { get; private set; } = null!;

    /// <summary>What Leave a Reply shows and takes.</summary>
    public ReplyForm Reply { get; private set; } = new();

    /// <summary>Value of the hidden field that says when the page was made.</summary>
    public string Opened { get; private set; } = "";

    /// <summary>Whether only the form is shown: what is refused because too much comes must cost little.</summary>
    public bool Brief { get; private set; }

    /// <summary>Why the reply was refused; empty when it wasn't.</summary>
    public IReadOnlyList<Refusal> Problems { get; private set; } = [];

    /// <summary>The comment that the reader has just posted; null otherwise.</summary>
    public WaitingComment? Waiting { get; private set; }

    /// <summary>The comment that the form answers; null when it answers the story.</summary>
    public CommentView? Answering { get; private set; }

    /// <summary>Shows it, or says where it went.</summary>
    /// <param name="replytocom">Number of the comment that the form answers, as WordPress's links name it.</param>
    /// <param name="reply">The sealed link to the comment that the reader has just posted.</param>
    /// <param name="ct">Ends the wait.</param>
    public async Task<IActionResult> OnGet(long? replytocom, string? reply, CancellationToken ct)
    {
        if (await Find(ct, answering: replytocom) is { } elsewhere)
            return elsewhere;
        Answer(replytocom);
        if (reply is not null && await links.Waiting(await reading.Db(ct), Story.Id, reply, reading.Now, ct) is { } waiting)
        {
            Waiting = waiting;
            ForThisReaderOnly();
        }

        return Page();
    }

    /// <summary>Takes a reply: 303 to the page with the notice, or the same page with what was typed and why not.</summary>
    /// <param name="ct">Ends the wait.</param>
    public async Task<IActionResult> OnPost(CancellationToken ct)
    {
        if (!Request.HasFormContentType)
            return StatusCode(StatusCodes.Status415UnsupportedMediaType);
        var form = await Request.ReadFormAsync(ct);
        Reply = ReplyForm.From(form);
        // A comment that is taken needs nothing of the page; only a refused one shows it again.
        var path = Request.Path.Value ?? "/";
        var (found, site) = await targets.Find(reading, path, ct);
        if (found is not { } story)
        {
            var elsewhere = await Find(ct);
            if (elsewhere is RedirectResult)
                elsewhere = await Find(ct, Moved);
            if (elsewhere is not null)
                return elsewhere;
            (story, path) = (Story.Id, Story.Permalink);
        }

        var origin = CrossSite.Judge(Request, site.Url);
        if (origin == Origin.Foreign)
            return await Again(path, StatusCodes.Status403Forbidden, new Refusal("", "This comment was sent from a page of another site. If you wrote it, post it from here"));
        if (form.ContainsKey("instead"))
        {
            Reply = Reply with { Parent = null };
            return await Again(path, StatusCodes.Status200OK);
        }

        var age = await links.Age(story, Reply.Opened, reading.Now, ct);
        var limits = configuration.GetValue("FanNews:Limits:Enabled", true);
        switch (await leaveReply.On(story, Reply.ToSubmission(HttpContext, origin, age, reading.Now), site, limits, ct))
        {
            case ReplyAnswer.Posted(var comment):
                Response.Headers.Location = $"{LocalRedirects.Local(path)}?reply={await links.Posted(comment, reading.Now, ct)}#posted";
                Response.Headers.CacheControl = "no-store";
                SavedNames.Keep(HttpContext, Reply, site);
                return StatusCode(StatusCodes.Status303SeeOther);
            case ReplyAnswer.Invalid(var problems):
                return await Again(path, StatusCodes.Status422UnprocessableEntity, [.. problems]);
            case ReplyAnswer.Repeated:
                return await Again(path, StatusCodes.Status409Conflict, new Refusal("comment", "You have said this here already. It is kept, and needs no second time"));
            case ReplyAnswer.TooSoon(var wait):
                return await Again(path, StatusCodes.Status429TooManyRequests, new Refusal("comment", $"Wait {Seconds(wait)} before you post again: two comments in such a hurry look like a machine's"));
            case ReplyAnswer.Crowded(var wait):
                return await Again(path, StatusCodes.Status429TooManyRequests, new Refusal("comment", $"Wait {Seconds(wait)}, then post it again: more is written here at this moment than we can take. Your words are below"));
            case ReplyAnswer.Closed:
                return await Again(path, StatusCodes.Status403Forbidden, new Refusal("", "This story takes no more comments. Your words are below, for you to keep"));
            default:
                return NotFound();
        }
    }

    /// <summary>Reads the article and all that its page shows.</summary>
    /// <returns>Null when it is there, else what to answer instead.</returns>
    private async Task<IActionResult?> Find(CancellationToken ct, string? path = null, long? answering = null)
    {
        if (Brief)
            reading.Spare();
        var site = await reading.Site(ct);
        path ??= Request.Path.Value ?? "/";
        var answer = Brief && await targets.Story(reading, path, ct) is { } known
            ? new ArticleAnswer.Found(known)
            : await ReadArticle.At(await reading.Db(ct), path, reading.Now, site, talk: !Brief, ct);
        switch (answer is ArticleAnswer.Missing ? PrivacyNotice.At(path, site) : answer)
        {
            case ArticleAnswer.Found found:
                Story = found.Story;
                reading.ShowsCommentsOf(Story.Id);
                break;
            case ArticleAnswer.Moved moved:
                Moved = moved.To;
                return Request.MovedTo(moved.To);
            case ArticleAnswer.Gone:
                return StatusCode(StatusCodes.Status410Gone);
            default:
                return NotFound();
        }

        if (Cut(answering) is not { } talk)
            return NotFound();
        Talk = Brief ? talk : await talk.Read(await reading.Db(ct), Story.Id, [.. Story.Authors.Select(a => a.PersonId).OfType<long>()], ct);
        // Only what a link of ours can name is kept, or made-up places would crowd out the others.
        if (HttpMethods.IsGet(Request.Method) && Request.QueryString.Value != CommentPage.Query(talk.Number, talk.Order))
            Response.Headers.CacheControl = "no-store";
        MayNotify = Story.CommentsOpen && (await reading.Around(ct)).SendsMail;
        Opened = await links.Opened(Story.Id, reading.Now, ct);
        if (Brief)
        {
            (head.Title, head.Canonical) = (Story.Headline, Story.Permalink);
            return null;
        }

        if (Story.Kind == ArticleKind.Story)
        {
            reading.IsOf(Story.Id);
            reading.LastsUntil(Story.PublishAt.AddYears(Story.Years(reading.Now) + 1));
            (Next, Rail) = await Journeys.Read(await reading.Db(ct), Story, reading.Now, (await reading.Around(ct)).Newest, ct);
        }

        Html = Story.Body.ToHtml(Story.Setting with { Site = null, Host = site.Url.IdnHost });
        SecurityHeaders.AllowFrames(Response, SecurityHeaders.FramesIn(Html));
        StoryHead.Describe(head, Story, site, await reading.Sections(ct), await reading.Pictures(ct), Talk);
        return null;
    }

    // Whoever answers a comment sees the page on which it stands; a refused form shows the first.
    private CommentPage? Cut(long? answering)
    {
        if (answering is { } id)
            return CommentPage.Of(Story.Comments, CommentPage.NumberOf(Story.Comments, id), CommentOrder.Oldest);
        var (number, order) = (Request.Query["comments"].ToString(), Request.Query["order"] == "newest" ? CommentOrder.Newest : CommentOrder.Oldest);
        if (HttpMethods.IsPost(Request.Method) || number.Length == 0)
            return CommentPage.Of(Story.Comments, 1, order);
        return int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var page) ? CommentPage.Of(Story.Comments, page, order) : null;
    }

    // Where the article lives now: a reply written under its old address goes there, and is not lost on a redirect.
    private string? Moved { get; set; }

    private string Seconds(TimeSpan wait)
    {
        var seconds = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        Response.Headers.RetryAfter = seconds;
        return seconds == "1" ? "a second" : seconds + " seconds";
    }

    // The page again, with what was typed and why it was not taken, where it was to be.
    private async Task<IActionResult> Again(string path, int status, params Refusal[] problems)
    {
        Brief = status == StatusCodes.Status429TooManyRequests;
        if (Story is null && await Find(HttpContext.RequestAborted, path) is { } elsewhere)
            return elsewhere;
        Answer(long.TryParse(Reply.Parent, out var parent) ? parent : null);
        Problems = problems;
        head.Error = problems.Length > 0;
        ForThisReaderOnly();
        Response.StatusCode = status;
        return Page();
    }

    private void ForThisReaderOnly()
    {
        head.NoIndex = true;
        Response.Headers.CacheControl = "no-store";
    }

    private void Answer(long? comment)
    {
        if (comment is not { } id || !Story.CommentsOpen)
            return;
        Answering = Story.Comments.Find(id);
        head.NoIndex = true;
    }
}
