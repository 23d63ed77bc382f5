using System.Globalization;
using System.Security.Cryptography;
using FanNews.Articles;
using FanNews.Media;
using FanNews.Onward;
using FanNews.Outbox;
using FanNews.People;
using FanNews.Readers;
using FanNews.Sections;
using FanNews.Settings;
using FanNews.Storage;
using FanNews.Web.Admin;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace FanNews.Web.Pages.Admin;

/// <summary>The editor of one story, and of a new one. It works without script.</summary>
[Needs(Permission.WriteStories)]
public sealed class StoryModel(Reading reading, DeskFrame frame, EditStory edit, KeepTyping typing, EditPictures pictures) : PageModel
{
    private (IReadOnlyList<DeskPin> Standing, string Mark)? pins;
    private Picture? social;

    /// <summary>The story as stored; null for a new one.</summary>
    public DeskStory? Story { get; private set; }

    /// <summary>What the fields show: what was typed, else what is stored.</summary>
    public TypedStory Form { get; private set; } = new() { CommentsOpen = true };

    /// <summary>What may not be.</summary>
    public IReadOnlyList<Refusal> Problems { get; private set; } = [];

    /// <summary>What was typed and what somebody else saved meanwhile, put together, where the person is to look at it; null where nobody did.</summary>
    public MergedStory? Conflict { get; private set; }

    /// <summary>Number of the revision that a form began from which clashed; 0 where nothing did.</summary>
    public int StartedAt { get; private set; }

    /// <summary>What was typed before it was put together with the other's.</summary>
    public ArticleText? Typed { get; private set; }

    /// <summary>Number of the revision that the form just saved started from, where it was merged with what others saved since.</summary>
    [BindProperty(SupportsGet = true)]
    public int? Since { get; set; }

    /// <summary>The lead picture, and those that may be it.</summary>
    public StoryLead Lead { get; private set; } = null!;

    /// <summary>Whether the text came back unsaved, from its preview or to look for pictures.</summary>
    public bool CameBack { get; private set; }

    /// <summary>When the form was typed that the person did not save (UTC); null where the form is what is stored.</summary>
    public DateTimeOffset? Unsaved { get; private set; }

    /// <summary>Stories that the person began and never saved; offered where a new one is begun.</summary>
    public IReadOnlyList<BegunStory> Begun { get; private set; } = [];

    /// <summary>The key of a new story's form that was not saved.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Copy { get; set; }

    /// <summary>What was done just now.</summary>
    [BindProperty(SupportsGet = true)]
    public StoryAct? Done { get; set; }

    /// <summary>Number of the reader's report that led here.</summary>
    [BindProperty(SupportsGet = true)]
    public long? Report { get; set; }

    /// <summary>The report; null for none.</summary>
    public ErrorView? Reported { get; private set; }

    /// <summary>What is begun: a story, or a page.</summary>
    [BindProperty(SupportsGet = true)]
    public ArticleKind Kind { get; set; }

    /// <summary>The sections, parents first.</summary>
    public IReadOnlyList<(Section Section, int Depth)> Sections { get; private set; } = [];

    /// <summary>The choices of the newsroom.</summary>
    public Site Site { get; private set; } = null!;

    /// <summary>Times in the zone of the paper.</summary>
    public DeskTimes Times { get; private set; } = null!;

    /// <summary>The instant of the page (UTC).</summary>
    public DateTimeOffset Now => reading.Now;

    /// <summary>Who is at the desk.</summary>
    public DeskPerson Me => DeskPerson.Of(User)!;

    /// <summary>What became of all that followed from the kill.</summary>
    public IReadOnlyList<Receipt> Receipts { get; private set; } = [];

    /// <summary>What the checks before publication find.</summary>
    public IReadOnlyList<CheckedThing> Checks { get; private set; } = [];

    /// <summary>Whether what is to be said of the change stands above the text: it is out, and nobody has said what it is.</summary>
    public bool AsksForNote => Story is { NoteDue: true, Stands: not (DeskState.Killed or DeskState.Trashed) };

    /// <summary>The time that was typed, with its two offsets where it happens twice.</summary>
    public LocalTime Planned => LocalTime.Read(Form.PublishAt, Form.Offset, Site.Zone);

    /// <summary>Where the form is sent.</summary>
    public string Address => Story is null ? "/admin/stories/new" : string.Create(CultureInfo.InvariantCulture, $"/admin/stories/{Story.Id}");

    /// <summary>Whether the form offers a button.</summary>
    public bool Offers(StoryAct act) => Story is null
        ? act is StoryAct.Save or StoryAct.Submit || (act is StoryAct.Publish or StoryAct.Schedule && Me.Role.May(Permission.PublishOwnStories))
        : Story.Stands == DeskState.Trashed ? act is StoryAct.Restore or StoryAct.Destroy && Me.Rights.May(act, Story.Place, Story.State)
        : Story.Stands != DeskState.Killed && Me.Rights.May(act, Story.Place, Story.State) && act switch
        {
            StoryAct.Submit => Story.Stands == DeskState.Draft,
            StoryAct.Return => Story.Stands == DeskState.InReview,
            StoryAct.Schedule => Story.Stands != DeskState.Published,
            StoryAct.Unpublish => Story.State == ArticleState.Published,
            StoryAct.Kill => Story.State == ArticleState.Published || Story.WasOut,
            StoryAct.Delete => Story.State != ArticleState.Published && !Story.WasOut,
            StoryAct.ScheduleChange => Story.Stands == DeskState.Published,
            StoryAct.CancelChange => Story.ChangeAt is not null,
            StoryAct.Restore or StoryAct.Destroy => false,
            _ => true,
        };

    /// <summary>What is pinned to the front page; read once.</summary>
    public async Task<(IReadOnlyList<DeskPin> Standing, string Mark)> Pins() =>
        pins ??= await FrontDesk.Pins(await reading.Db(HttpContext.RequestAborted), Now, HttpContext.RequestAborted);

    /// <summary>What readers of the story are offered next; null while they do not see it.</summary>
    public async Task<Journeys?> ReadOn()
    {
        var ct = HttpContext.RequestAborted;
        if (Story is not { Kind: ArticleKind.Story, Stands: DeskState.Published, Permalink: { } path })
            return null;
        var db = await reading.Db(ct);
        return await ReadArticle.At(db, path, Now, Site, talk: false, ct) is ArticleAnswer.Found found ? await Journeys.Read(db, found.Story, Now, await Journeys.ReadNewest(db, Now, ct), ct) : null;
    }

    /// <summary>Address of what other sites show with what has no picture, for the desk; null for nothing.</summary>
    public async Task<string?> SocialThumb() => (await Social())?.Thumb();

    /// <summary>The picture of the story's card; null for none.</summary>
    public async Task<Picture?> CardPicture() => Lead.Chosen?.File is null ? await Social() : Lead.Chosen;

    // Two parts of one page ask.
    private async Task<Picture?> Social() => Site.Furniture.SocialPicture is { } address
        ? social ??= (await PictureList.At(await reading.Db(HttpContext.RequestAborted), [address], HttpContext.RequestAborted)).FirstOrDefault()
        : null;

    /// <summary>A field of the side panel.</summary>
    public DeskField Field(string name, string label, string? value, string? hint = null, string type = "text", int? most = null) =>
        new(name, label, type, "off", value, hint, Problems) { Most = type == "text" ? most ?? TypedStory.LongestHeadline : null };

    /// <summary>A local time of the side panel.</summary>
    public StoryTime Time(string name, string label, string? value, string offsetName, string? offset, string? hint = null) =>
        new(Field(name, label, value, hint, "datetime-local"), offsetName, offset, LocalTime.Read(value, offset, Site.Zone), this);

    /// <summary>Those who may work on the story, by name; on a new one only an editor may hand it on.</summary>
    public IReadOnlyList<Colleague> Colleagues { get; private set; } = [];

    /// <summary>What is wrong with a field; null for nothing.</summary>
    public string? Problem(string field) => Problems.FirstOrDefault(p => p.Field == field)?.Sentence;

    /// <summary>Opens the editor.</summary>
    /// <param name="id">Number of the story, or <c>new</c>.</param>
    public async Task<IActionResult> OnGet(string id)
    {
        if (await Find(id) is { } elsewhere)
            return elsewhere;
        if (Report is { } report && Story is not null && Me.Role.May(Permission.EditAllStories))
            Reported = await CorrectionsList.One(await reading.Db(HttpContext.RequestAborted), report, Story.Id, HttpContext.RequestAborted);
        Form = Story?.Form ?? (Kind == ArticleKind.Page ? new() { Kind = ArticleKind.Page, Placed = "" } : Form with { Authors = Me.Name, Placed = "" });
        if (await TakeUp(HttpContext.RequestAborted) is { } became)
            return Redirect(became);
        return await Shown(new LeadUpload());
    }

    // The text that the person typed last, on whatever machine, until they save it or throw it away.
    private async Task<string?> TakeUp(CancellationToken ct)
    {
        var db = await reading.Db(ct);
        var key = Story?.Id.ToString(CultureInfo.InvariantCulture) ?? Copy;
        if (Story is null && Copy is not null)
        {
            Form = Form with { Once = Copy };
            if (await KeepTyping.Became(db, Me.Id, Copy, ct) is { } number)
                return string.Create(CultureInfo.InvariantCulture, $"/admin/stories/{number}");
        }

        if (Story is null)
            Begun = [.. (await KeepTyping.Begun(db, Me.Id, ct)).Where(b => b.Key != Copy)];
        if (key is null || Story?.Stands is DeskState.Killed or DeskState.Trashed || await KeepTyping.Of(db, Me.Id, key, ct) is not { } copy)
            return null;
        var typed = copy.Read();
        // A copy of a story that was deleted begins another one.
        if (Story is null)
            typed = typed with { Once = EditStory.IsKey(key) ? key : NewKey(), Base = 0, Placed = "" };
        else if (typed.Text == Story.Form.Text && typed.Placement == Story.Form.Placement && (TypedStory.Clean(typed.ChangeNote) + TypedStory.Clean(typed.Colleagues)).Length == 0)
            return null;
        (Form, Unsaved) = (typed, copy.At);
        return null;
    }

    /// <summary>Keeps what is being typed, for the script that sends it a second after the last key.</summary>
    /// <param name="id">Number of the story, or <c>new</c>.</param>
    /// <param name="typed">The form.</param>
    /// <param name="stamp">What the script calls this copy.</param>
    public async Task<IActionResult> OnPostKeep(string id, TypedStory typed, string? stamp)
    {
        if (!ModelState.IsValid)
            return BadRequest();
        if (Number(id) is not { } number)
            return NotFound();
        var ct = HttpContext.RequestAborted;
        return await typing.Keep(Me.Actor, Me.Rights, number == 0 ? null : number, typed, stamp ?? "", ct) switch
        {
            TypingAnswer.Kept kept => new JsonResult(new { Kept = new DeskTimes(await frame.Site(ct), reading.Now).Second(kept.At) }),
            TypingAnswer.Elsewhere => new JsonResult(new { Elsewhere = true }) { StatusCode = StatusCodes.Status409Conflict },
            TypingAnswer.Refused => new JsonResult(new { Refused = true }) { StatusCode = StatusCodes.Status422UnprocessableEntity },
            TypingAnswer.Missing => NotFound(),
            _ => StatusCode(StatusCodes.Status403Forbidden),
        };
    }

    /// <summary>Looks at what is being typed, for the script that asks while somebody writes.</summary>
    /// <param name="id">Number of the story, or <c>new</c>.</param>
    /// <param name="typed">The form.</param>
    public async Task<IActionResult> OnPostChecks(string id, TypedStory typed)
    {
        if (!ModelState.IsValid)
            return BadRequest();
        if (await Find(id) is { } elsewhere)
            return elsewhere;
        if (typed.TooLong().Any())
            return StatusCode(StatusCodes.Status422UnprocessableEntity);
        var ct = HttpContext.RequestAborted;
        var found = await CheckStory.Of(await reading.Db(ct), Story?.Id ?? 0, typed, Me.Rights, Site, Now, ct);
        return new JsonResult(found.Select(f => new { f.Field, f.Sentence, Blocks = Site.Publishing.MustPass.Contains(f.Check) }));
    }

    /// <summary>Throws away what the person typed and did not save.</summary>
    /// <param name="id">Number of the story, or <c>new</c>.</param>
    /// <param name="typed">The form, which says which new story it is.</param>
    /// <param name="key">The new story that is thrown away instead.</param>
    public async Task<IActionResult> OnPostDrop(string id, TypedStory typed, string? key)
    {
        if (!ModelState.IsValid)
            return BadRequest();
        if (Number(id) is not { } number)
            return NotFound();
        await typing.Drop(Me.Actor, key ?? (number == 0 ? typed.Once ?? "" : id), HttpContext.RequestAborted);
        Response.Headers.Location = $"/admin/stories/{id}";
        return StatusCode(StatusCodes.Status303SeeOther);
    }

    /// <summary>Keeps what was typed and does what its button says.</summary>
    /// <param name="id">Number of the story, or <c>new</c>.</param>
    /// <param name="typed">The form.</param>
    /// <param name="act">The button.</param>
    /// <param name="upload">A lead picture that comes with it.</param>
    public async Task<IActionResult> OnPost(string id, TypedStory typed, StoryAct act, LeadUpload upload)
    {
        if (!ModelState.IsValid || !Enum.IsDefined(act))
            return BadRequest();
        if (Number(id) is not { } number)
            return NotFound();
        var ct = HttpContext.RequestAborted;
        (typed, upload, Problems) = await upload.Keep(pictures, Me.Actor, typed, ct);
        var answer = Problems.Count > 0 ? new StoryAnswer.Refused(Problems) : await edit.Do(new Actor(Me.Id, Me.Name), Me.Rights, number == 0 ? null : number, typed, act, await frame.Site(ct), ct);
        switch (answer)
        {
            case StoryAnswer.Done done:
                Response.Headers.Location = done.Act is StoryAct.Delete or StoryAct.Destroy ? "/admin/stories?deleted=" + done.Act : string.Create(CultureInfo.InvariantCulture, $"/admin/stories/{done.Id}?done={done.Act}{(done.Since is { } since ? $"&since={since}" : "")}");
                return StatusCode(StatusCodes.Status303SeeOther);
            case StoryAnswer.Forbidden:
                return StatusCode(StatusCodes.Status403Forbidden);
            case StoryAnswer.Missing:
                return NotFound();
        }

        if (answer is StoryAnswer.Begun begun)
            (id, answer) = (begun.Id.ToString(CultureInfo.InvariantCulture), new StoryAnswer.Conflict(begun.Story));
        if (await Find(id) is { } elsewhere)
            return elsewhere;
        Form = typed;
        if (answer is StoryAnswer.Refused refused)
            Problems = refused.Problems;
        // Sent again, the form is a decision made in the sight of both.
        if (answer is StoryAnswer.Conflict conflict)
            (Conflict, StartedAt, Typed, Form) = (conflict.Story, typed.Base, typed.Text, conflict.Story.Clashes.Any(c => ClashWords.IsText(c.Field)) ? conflict.Story.Form.KeepYours() : conflict.Story.Form);
        Response.StatusCode = Conflict is null ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status409Conflict;
        return await Shown(upload);
    }

    /// <summary>Looks for pictures and gives everything back as it was typed. For browsers without script.</summary>
    /// <param name="id">Number of the story, or <c>new</c>.</param>
    /// <param name="typed">The form.</param>
    /// <param name="upload">What to look for.</param>
    public async Task<IActionResult> OnPostFind(string id, TypedStory typed, LeadUpload upload)
    {
        if (!ModelState.IsValid)
            return BadRequest();
        if (await Find(id) is { } elsewhere)
            return elsewhere;
        (Form, CameBack) = (typed, true);
        return await Shown(upload);
    }

    /// <summary>Opens the editor with what was typed, as the preview gives it back. Nothing is kept.</summary>
    /// <param name="id">Number of the story, or <c>new</c>.</param>
    /// <param name="typed">The form.</param>
    public async Task<IActionResult> OnPostBack(string id, TypedStory typed)
    {
        if (!ModelState.IsValid)
            return BadRequest();
        if (await Find(id) is { } elsewhere)
            return elsewhere;
        (Form, CameBack) = (typed, true);
        return await Shown(new LeadUpload());
    }

    private async Task<IActionResult> Shown(LeadUpload upload)
    {
        SecurityHeaders.AllowPasting(Response);
        var ct = HttpContext.RequestAborted;
        if (Story?.Stands == DeskState.Killed)
            Receipts = await Receipt.Read(await reading.Db(ct), $"article:{Story.Id}", ct);
        if (Story?.Stands is not (DeskState.Killed or DeskState.Trashed))
            Checks = await CheckStory.Of(await reading.Db(ct), Story?.Id ?? 0, Form, Me.Rights, Site, Now, ct);
        Colleagues = Story?.Colleagues ?? await Colleague.Of(await reading.Db(ct), new(Me.Id, null, Form.Kind), ct);
        Lead = await StoryLead.Read(await reading.Db(ct), Form, upload, Problems, Story, Address, Me, Times, ct);
        return Page();
    }

    private async Task<IActionResult?> Find(string id)
    {
        if (Number(id) is not { } number)
            return NotFound();
        var ct = HttpContext.RequestAborted;
        Site = await frame.Site(ct);
        Times = new(Site, Now);
        Sections = [.. (await reading.Sections(ct)).Lines().Where(l => Me.Rights.Reaches(l.Section.Id))];
        if (number == 0)
            return null;
        Story = await DeskStory.Read(await reading.Db(ct), number, Site, Now, ct);
        if (Story is null)
            return NotFound();
        // Where it stands, although the person could not put it there.
        if (Story.Place.SectionId is { } stands && !Me.Rights.Reaches(stands))
            Sections = [.. (await reading.Sections(ct)).Lines().Where(l => l.Section.Id == stands), .. Sections];
        return Me.Rights.Open(Story.Place) ? null : StatusCode(StatusCodes.Status403Forbidden);
    }

    /// <summary>What tells the form of one new story from every other, so that it begins one story however often it is sent.</summary>
    public static string NewKey() => RandomNumberGenerator.GetHexString(32, lowercase: true);

    /// <summary>The story that an address names: 0 for a new one, null for none.</summary>
    internal static long? Number(string id) =>
        id == "new" ? 0 : long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number : null;
}
