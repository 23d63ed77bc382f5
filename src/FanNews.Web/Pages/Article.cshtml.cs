using FanNews.Articles;
using FanNews.Comments;
using FanNews.Onward;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace FanNews.Web.Pages;

/// <summary>What stands at an address that the program itself does not answer: a story, a page, or nothing.</summary>
[IgnoreAntiforgeryToken]
public sealed class ArticleModel(Reading reading, PageHead head) : PageModel
{
    /// <summary>The story or page.</summary>
    public StoryView Story { get; private set; } = null!;

    /// <summary>The story that follows; null where there is none.</summary>
    public Journey? Next { get; private set; }

    /// <summary>Other stories that may please.</summary>
    public IReadOnlyList<Journey> Rail { get; private set; } = [];

    /// <summary>What Leave a Reply shows and takes.</summary>
    [BindProperty]
    public ReplyForm Reply { get; set; } = new();

    /// <summary>Value of the hidden field that says when the page was made.</summary>
    public string Opened { get; private set; } = "";

    /// <summary>Why the reply was refused; empty when it wasn't.</summary>
    public IReadOnlyList<Refusal> Problems { get; private set; } = [];

    /// <summary>The comment that the reader has just posted; null otherwise.</summary>
    public WaitingComment? Waiting { get; private set; }

    /// <summary>The comment that the form answers; null when it answers the story.</summary>
    public CommentView? Answering { get; private set; }

    /// <summary>Shows it, or says where it went.</summary>
    /// <param name="replytocom">Number of the comment that the form answers, as WordPress's links name it.</param>
    /// <param name="ct">Ends the wait.</param>
    public async Task<IActionResult> OnGet(long? replytocom, CancellationToken ct)
    {
        if (await Find(ct) is { } elsewhere)
            return elsewhere;
        Answer(replytocom);
        return Page();
    }

    /// <summary>Reads the article and all that its page shows.</summary>
    /// <returns>Null when it is there, else what to answer instead.</returns>
    private async Task<IActionResult?> Find(CancellationToken ct)
    {
        var (db, site) = (await reading.Db(ct), await reading.Site(ct));
        switch (await ReadArticle.At(db, Request.Path.Value ?? "/", reading.Now, site, ct))
        {
            case ArticleAnswer.Found found:
                Story = found.Story;
                break;
            case ArticleAnswer.Moved moved:
                return Request.MovedTo(moved.To);
            case ArticleAnswer.Gone:
                return StatusCode(StatusCodes.Status410Gone);
            default:
                return NotFound();
        }

        if (Story.Kind == ArticleKind.Story)
        {
            Next = await NextPost.Find(db, Story, reading.Now, ct);
            Rail = await YouMayLike.Find(db, Story, Next, reading.Now, ct);
        }

        StoryHead.Describe(head, Story, site, await reading.Sections(ct));
        return null;
    }

    private void Answer(long? comment)
    {
        if (comment is not { } id || !Story.CommentsOpen)
            return;
        Answering = Story.Comments.Find(id);
        head.NoIndex = true;
    }
}

/// <summary>What a reader sees of a comment just posted.</summary>
/// <param name="Name">The name under it.</param>
/// <param name="Text">The text, as it was typed.</param>
/// <param name="Approved">Whether it is public already.</param>
public sealed record WaitingComment(string Name, string Text, bool Approved);
