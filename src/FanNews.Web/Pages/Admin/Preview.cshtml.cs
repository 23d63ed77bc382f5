using System.Globalization;
using FanNews.Articles;
using FanNews.People;
using FanNews.Web.Admin;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewEngines;
using Microsoft.AspNetCore.Mvc.ViewFeatures;

namespace FanNews.Web.Pages.Admin;

/// <summary>
/// The reader's page of a text that was not saved, in a frame of the width that is asked for. Nothing is kept and nobody else sees it:
/// the page stands within the frame's own markup, so that it has no address at all.
/// </summary>
[Needs(Permission.WriteStories)]
public sealed class PreviewModel(Reading reading, PageHead head, ICompositeViewEngine views) : PageModel
{
    private const string View = "/Pages/Admin/_ReadersPage.cshtml";

    /// <summary>The windows that readers have, in CSS pixels.</summary>
    public static IReadOnlyList<(string Name, int Width)> Widths { get; } = [("Phone", 360), ("Tablet", 820), ("Desktop", 1440)];

    /// <summary>The form, which goes along.</summary>
    public TypedStory Typed { get; private set; } = null!;

    /// <summary>Width of the frame in CSS pixels.</summary>
    public int Width { get; private set; }

    /// <summary>The whole page as a reader would get it, HTML.</summary>
    public string ReadersPage { get; private set; } = "";

    /// <summary>Address of the editor.</summary>
    public string Address { get; private set; } = "";

    /// <summary>What the story is called.</summary>
    public string Headline => StoryWords.Headline(Typed.Text.Headline);

    /// <summary>A preview has no address: whoever opens one gets the editor.</summary>
    /// <param name="id">Number of the story, or <c>new</c>.</param>
    public IActionResult OnGet(string id) => StoryModel.Number(id) is not null ? LocalRedirect("/admin/stories/" + id) : NotFound();

    /// <summary>Sets what was typed.</summary>
    /// <param name="id">Number of the story, or <c>new</c>.</param>
    /// <param name="typed">The form.</param>
    /// <param name="width">Width of the reader's window in CSS pixels; the widest where none of <see cref="Widths"/> is named.</param>
    public async Task<IActionResult> OnPost(string id, TypedStory typed, int width)
    {
        if (!ModelState.IsValid)
            return BadRequest();
        if (StoryModel.Number(id) is not { } number)
            return NotFound();
        var ct = HttpContext.RequestAborted;
        var (db, site) = (await reading.Db(ct), await reading.Site(ct));
        var story = number == 0 ? null : await DeskStory.Read(db, number, site, reading.Now, ct);
        if (number != 0 && story is null)
            return NotFound();
        if (story is not null && !DeskPerson.Of(User)!.Rights.Open(story.Place))
            return StatusCode(StatusCodes.Status403Forbidden);
        (Typed, Address) = (typed, "/admin/stories/" + id);
        Width = Widths.Any(w => w.Width == width) ? width : Widths[^1].Width;
        var view = await StoryPreview.Of(db, story, typed, site, DeskPictures.Root, reading.Now, ct);
        head.Title = string.Create(CultureInfo.InvariantCulture, $"Preview: {StoryWords.Headline(view.Headline)}");
        (head.NoIndex, head.Preview) = (true, true);
        head.Section = view.Section is { } section ? (await reading.Sections(ct)).Line(section.Id)[0].Id : null;
        ReadersPage = await Set(new StoryBox(view, view.Body.ToHtml(view.Setting)));
        return Page();
    }

    private async Task<string> Set(StoryBox box)
    {
        var view = views.GetView(null, View, isMainPage: true).EnsureSuccessful([View]).View!;
        await using var text = new StringWriter(CultureInfo.InvariantCulture);
        var data = new ViewDataDictionary<StoryBox>(MetadataProvider, new ModelStateDictionary()) { Model = box };
        await view.RenderAsync(new ViewContext(PageContext, view, data, TempData, text, new HtmlHelperOptions()));
        return text.ToString();
    }
}
