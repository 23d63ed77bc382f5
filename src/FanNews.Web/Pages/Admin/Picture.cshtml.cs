using System.Globalization;
using FanNews.Media;
using FanNews.People;
using FanNews.Web.Admin;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Net.Http.Headers;

namespace FanNews.Web.Pages.Admin;

/// <summary>One picture, or some that were just added: what they show, who made them, where they are used.</summary>
[Needs(Permission.WriteStories)]
public sealed class PictureModel(Reading reading, DeskFrame frame, EditPictures edit) : PageModel
{
    private const int Most = 50;

    private readonly Dictionary<long, IReadOnlyList<PictureUse>> uses = [];
    private IReadOnlyDictionary<long, int> counts = new Dictionary<long, int>();
    private Dictionary<long, string> names = [];
    private Dictionary<long, TypedPicture> forms = [];
    private TimeZoneInfo zone = TimeZoneInfo.Utc;

    /// <summary>The pictures, in the order of the address.</summary>
    public IReadOnlyList<Picture> Pictures { get; private set; } = [];

    /// <summary>What may not be.</summary>
    public IReadOnlyList<Refusal> Problems { get; private set; } = [];

    /// <summary>Times in the zone of the paper.</summary>
    public DeskTimes Times { get; private set; } = null!;

    /// <summary>The zone in which times are typed.</summary>
    public string Zone => zone.Id;

    /// <summary>Pictures that may take the place of the one that is shown.</summary>
    public IReadOnlyList<Picture> Substitutes { get; private set; } = [];

    /// <summary>The address of the one that was chosen.</summary>
    public string? Instead { get; private set; }

    /// <summary>Whether whoever looks may put another picture in the place of this one.</summary>
    public bool MaySubstitute => Rights.Substitute;

    /// <summary>What the page is called.</summary>
    public string Heading => Pictures is [var one] ? one.Words() : $"{Pictures.Count} pictures";

    /// <summary>Where the form is sent.</summary>
    public string Address => "/admin/media/" + string.Join(',', Pictures.Select(p => p.Id.ToString(CultureInfo.InvariantCulture)));

    private PictureRights Rights => Me.PictureRights;

    private DeskPerson Me => DeskPerson.Of(User)!;

    /// <summary>Whether whoever looks may change the picture.</summary>
    public bool May(Picture picture) => Rights.Change(picture.AddedById);

    /// <summary>What the fields show: what was typed, else what is stored.</summary>
    public TypedPicture Typed(Picture picture) => forms.TryGetValue(picture.Id, out var typed) ? typed with { Was = TypedPicture.Of(picture, zone).Was } : TypedPicture.Of(picture, zone);

    /// <summary>Who added it; null for an import.</summary>
    public string? AddedBy(Picture picture) => picture.AddedById is { } id ? names.GetValueOrDefault(id) : null;

    /// <summary>The first of those who use it.</summary>
    public IReadOnlyList<PictureUse> Uses(Picture picture) => uses.GetValueOrDefault(picture.Id, []);

    /// <summary>How many use it.</summary>
    public int Count(Picture picture) => counts.GetValueOrDefault(picture.Id);

    /// <summary>Shows them.</summary>
    /// <param name="ids">Their numbers, with commas between them.</param>
    public async Task<IActionResult> OnGet(string ids) => await Find(ids) ? Page() : NotFound();

    /// <summary>Gives them other words.</summary>
    /// <param name="ids">Their numbers, with commas between them.</param>
    /// <param name="typed">Their words.</param>
    public async Task<IActionResult> OnPost(string ids, List<TypedPicture>? typed)
    {
        if (!ModelState.IsValid)
            return BadRequest();
        var (answer, problems) = await edit.Describe(Me.Actor, Rights, typed ?? [], HttpContext.RequestAborted);
        forms = (typed ?? []).DistinctBy(t => t.Id).ToDictionary(t => t.Id);
        return await Answer(answer, problems, ids, "saved");
    }

    /// <summary>Gives one another file.</summary>
    /// <param name="ids">Its number.</param>
    /// <param name="file">The file.</param>
    public async Task<IActionResult> OnPostReplace(string ids, IFormFile? file)
    {
        if (Numbers(ids) is not [var id])
            return NotFound();
        if (file is null)
            return await Answer(PictureAnswer.Refused, [new("File", "Choose the new file")], ids, "");
        await using var content = file.OpenReadStream();
        var (answer, problems) = await edit.Replace(Me.Actor, Rights, id, content, HttpContext.RequestAborted);
        return await Answer(answer, problems, ids, "replaced");
    }

    /// <summary>Deletes one.</summary>
    /// <param name="ids">Its number.</param>
    public async Task<IActionResult> OnPostDelete(string ids)
    {
        if (Numbers(ids) is not [var id])
            return NotFound();
        Instead = PicturePick.Chosen(Request.Form, "Instead");
        var (answer, problems) = await edit.Delete(Me.Actor, Rights, id, Instead, HttpContext.RequestAborted);
        return await Answer(answer, problems, ids, "deleted");
    }

    private async Task<IActionResult> Answer(PictureAnswer answer, IReadOnlyList<Refusal> problems, string ids, string done)
    {
        switch (answer)
        {
            case PictureAnswer.Done:
                Response.Headers[HeaderNames.Location] = "/admin/media?done=" + done;
                return StatusCode(StatusCodes.Status303SeeOther);
            case PictureAnswer.Forbidden:
                return StatusCode(StatusCodes.Status403Forbidden);
            case PictureAnswer.Missing:
                return NotFound();
        }

        if (!await Find(ids))
            return NotFound();
        Problems = problems;
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }

    private async Task<bool> Find(string ids)
    {
        var numbers = Numbers(ids);
        var ct = HttpContext.RequestAborted;
        var db = await reading.Db(ct);
        var site = await frame.Site(ct);
        (Times, zone) = (new(site, reading.Now), site.Zone);
        var found = await db.Pictures.AsNoTracking().Where(p => numbers.Contains(p.Id)).ToListAsync(ct);
        Pictures = [.. found.OrderBy(p => numbers.IndexOf(p.Id))];
        var people = found.Select(p => p.AddedById).OfType<long>().ToList();
        names = await db.People.Where(p => people.Contains(p.Id)).ToDictionaryAsync(p => p.Id, p => p.Name, ct);
        counts = await PictureUse.Count(db, numbers, reading.Now, ct);
        foreach (var id in counts.Keys)
            uses[id] = await PictureUse.Of(db, id, Me.Rights, reading.Now, ct);
        if (found is [var one] && counts.Count > 0 && MaySubstitute)
            Substitutes = [.. (await PictureList.ToChoose(db, [Instead], PicturePick.Most, reading.Now, ct)).Where(p => p.Id != one.Id)];
        return found.Count > 0;
    }

    private static List<long> Numbers(string ids) =>
        [.. ids.Split(',').Select(id => long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0).Where(id => id > 0).Distinct().Take(Most)];
}
