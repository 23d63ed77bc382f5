using System.Globalization;
using FanNews.Media;
using FanNews.People;
using FanNews.Web.Admin;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Net.Http.Headers;

namespace FanNews.Web.Pages.Admin;

/// <summary>
/// The pictures of the paper, and the way to add some. A script may send the form too and is answered in JSON; it may send the files before, in slices, and
/// then names them by their hashes.
/// </summary>
[Needs(Permission.WriteStories)]
public sealed partial class MediaModel(Reading reading, DeskFrame frame, EditPictures edit, FetchPicture fetch, PendingUploads uploads, ILogger<MediaModel> log) : PageModel
{
    // The form asks no more of anybody, and a page can describe no more.
    private const int MostFiles = 50;

    private IReadOnlyDictionary<PictureFilter, int> counts = new Dictionary<PictureFilter, int>();

    /// <summary>Words that the pictures' texts hold.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Q { get; set; }

    /// <summary>Which pictures: a word of <see cref="PictureWords.Word"/>; blank for all.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Show { get; set; }

    /// <summary>Where the page before this one ended.</summary>
    [BindProperty(SupportsGet = true)]
    public long? Before { get; set; }

    /// <summary>What was done just now.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Done { get; set; }

    /// <summary>The address that a picture was to be fetched from, as typed.</summary>
    public string? From { get; private set; }

    /// <summary>Whether files are to be added that are here already.</summary>
    public bool Again { get; private set; }

    /// <summary>The words of the upload, as typed.</summary>
    public TypedPicture Words { get; private set; } = new();

    /// <summary>What may not be.</summary>
    public IReadOnlyList<Refusal> Problems { get; private set; } = [];

    /// <summary>What was added by a form of which other files were refused.</summary>
    public IReadOnlyList<Picture> Kept { get; private set; } = [];

    /// <summary>Files of the form that are here already, each with its picture.</summary>
    public IReadOnlyList<(string Name, Picture Picture)> Known { get; private set; } = [];

    /// <summary>What stands on the page.</summary>
    public PictureList List { get; private set; } = null!;

    /// <summary>Times in the zone of the paper.</summary>
    public DeskTimes Times { get; private set; } = null!;

    /// <summary>The zone in which times are typed.</summary>
    public string Zone { get; private set; } = "UTC";

    /// <summary>Which pictures are shown.</summary>
    public PictureFilter Filter => Enum.GetValues<PictureFilter>().FirstOrDefault(f => f.Word() == (string.IsNullOrEmpty(Show) ? null : Show));

    /// <summary>The filters that find something, and the one that is chosen, each with how many it finds; null for those that are not counted.</summary>
    public IReadOnlyList<(PictureFilter Filter, int? Count)> Filters =>
    [
        .. Enum.GetValues<PictureFilter>().Where(f => f is PictureFilter.All or PictureFilter.Unused || counts.ContainsKey(f) || f == Filter)
            .Select(f => (f, f is PictureFilter.All or PictureFilter.Unused ? null : (int?)counts.GetValueOrDefault(f))),
    ];

    /// <summary>That licences end within a week, as a sentence; null where none does.</summary>
    public string? Ending { get; private set; }

    /// <summary>What the page tells of the last form; null for nothing.</summary>
    public string? Told => Kept.Count > 0 ? (Kept.Count == 1 ? "One picture was added." : $"{Kept.Count} pictures were added.") : Done switch
    {
        "added" => "The picture is added.",
        "saved" => "Saved.",
        "replaced" => "The file is replaced, on every page that shows the picture.",
        "deleted" => "The picture is deleted.",
        _ => null,
    };

    /// <summary>The address of a part of the list.</summary>
    /// <param name="before">Where the part before ended; null for the beginning.</param>
    /// <param name="filter">Which pictures; null for those that are shown now.</param>
    public string Address(long? before, PictureFilter? filter = null)
    {
        var query = new QueryString();
        if ((filter ?? Filter).Word() is { } word)
            query = query.Add("show", word);
        if (!string.IsNullOrWhiteSpace(Q))
            query = query.Add("q", Q);
        return "/admin/media" + (before is { } id ? query.Add("before", id.ToString(CultureInfo.InvariantCulture)) : query);
    }

    /// <summary>Where pictures get their words.</summary>
    public string Describe(IReadOnlyList<Picture> pictures) => "/admin/media/" + string.Join(',', pictures.Select(p => p.Id.ToString(CultureInfo.InvariantCulture)));

    /// <summary>Shows a page of the list.</summary>
    public Task OnGet() => Read();

    /// <summary>Says how much of a file is here that comes in slices.</summary>
    /// <param name="hash">SHA-256 of the file.</param>
    public IActionResult OnGetSlice(string? hash) => new JsonResult(new { offset = uploads.Offset(DeskPerson.Of(User)!.Id, hash ?? "") });

    /// <summary>Takes a slice of a file.</summary>
    /// <param name="hash">SHA-256 of the file.</param>
    /// <param name="size">Bytes of the file.</param>
    /// <param name="offset">Where the slice begins.</param>
    /// <param name="slice">Its bytes.</param>
    public async Task<IActionResult> OnPostSlice(string? hash, long size, long offset, IFormFile? slice)
    {
        if (!ModelState.IsValid || slice is null)
            return BadRequest();
        await using var content = slice.OpenReadStream();
        TakenSlice taken;
        try
        {
            taken = await uploads.Take(DeskPerson.Of(User)!.Id, hash ?? "", size, offset, content, HttpContext.RequestAborted);
        }
        catch (IOException e) when (!HttpContext.RequestAborted.IsCancellationRequested)
        {
            LogNotWritten(e);
            return StatusCode(StatusCodes.Status507InsufficientStorage);
        }

        var (here, problem) = taken;
        return new JsonResult(new { offset = here, problem = problem?.Sentence }) { StatusCode = problem is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity };
    }

    /// <summary>Adds pictures.</summary>
    /// <param name="files">The files.</param>
    /// <param name="uploaded">Hashes of files that are here already, in slices.</param>
    /// <param name="uploadedName">What these are called.</param>
    /// <param name="from">An address that a picture is fetched from.</param>
    /// <param name="again">Whether to add files that are here already.</param>
    /// <param name="words">What they show and who made them.</param>
    public async Task<IActionResult> OnPost(List<IFormFile>? files, List<string>? uploaded, List<string>? uploadedName, string? from, bool again, TypedPicture words)
    {
        if (!ModelState.IsValid)
            return BadRequest();
        (Words, From, Again) = (words, from?.Trim(), again);
        var sent = (files ?? []).Where(f => f.Length > 0 || f.FileName.Length > 0).Select(Sent)
            .Concat((uploaded ?? []).Select((hash, i) => Sliced(hash, uploadedName?.ElementAtOrDefault(i) ?? "")))
            .Concat(string.IsNullOrEmpty(From) ? [] : [Fetched(From)]).ToList();
        var adding = new Adding([], [], []);
        if (sent.Count is 0 or > MostFiles)
            adding.Problems.Add(new("Files", sent.Count == 0 ? "Choose a picture" : $"Choose at most {MostFiles} pictures at once"));
        else
            await Add(sent, adding);
        (Kept, Known, Problems) = (adding.Kept, adding.Known, adding.Problems);
        if (Problems.Count > 0)
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        if (Request.GetTypedHeaders().Accept.Any(a => a.MediaType == "application/json"))
        {
            return new JsonResult(new
            {
                pictures = Kept.Where(p => p.File is not null).Select(PictureChoice.Of),
                known = Known.Where(k => k.Picture.File is not null).Select(k => new { name = k.Name, picture = PictureChoice.Of(k.Picture) }),
                problems = Problems,
                next = Kept.Count > 0 ? Next() : null,
            });
        }

        if (Problems.Count > 0 || Known.Count > 0)
        {
            await Read();
            return Page();
        }

        Response.Headers[HeaderNames.Location] = Next();
        return StatusCode(StatusCodes.Status303SeeOther);
    }

    // What the file said is shown before anybody relies on it, and what nobody said is asked for.
    private string Next()
    {
        var (only, said) = (Kept[0], TypedPicture.Of(Kept[0], TimeZoneInfo.Utc));
        var filled = (said.SaysMore && !Words.SaysMore) || (only.Alt, only.Caption, only.Credit) != (Words.Alternative, Clean(Words.Caption), Clean(Words.Credit));
        return Kept.Count == 1 && only.Missing() is null && !filled ? "/admin/media?done=added" : Describe(Kept);
    }

    private static string? Clean(string? text) => string.Join(' ', (text ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)) is { Length: > 0 } clean ? clean : null;

    private async Task Add(List<SentFile> sent, Adding adding)
    {
        var me = DeskPerson.Of(User)!;
        foreach (var file in sent)
        {
            var (content, problem) = await file.Open();
            if (content is null)
            {
                adding.Problems.Add(new(file.Field, problem!));
                continue;
            }

            await using var open = content;
            var words = file.From is null ? Words : Words with { Notes = string.Join('\n', new[] { Words.Notes, "Fetched from " + file.From }.Where(n => !string.IsNullOrWhiteSpace(n))) };
            var added = await edit.Add(me.Actor, content, file.Name(), words, Again, HttpContext.RequestAborted);
            if (added.Picture is not null)
                adding.Kept.Add(added.Picture);
            if (added.Known is not null)
                adding.Known.Add((file.Shown, added.Known));
            adding.Problems.AddRange(added.Problems.Select(r => r.Field == "File" ? new Refusal(file.Field, $"{file.Shown}: {r.Sentence}") : r));
            // What is wrong with the words is wrong with them for every file. The file itself stays to be sent with others.
            if (added.Problems.Any(r => r.Field != "File"))
                return;
            if (file.Hash is not null)
                uploads.Remove(me.Id, file.Hash);
        }
    }

    private static SentFile Sent(IFormFile file) => new("Files", file.FileName, () => file.FileName, () => Task.FromResult<(Stream?, string?)>((file.OpenReadStream(), null)));

    private SentFile Sliced(string hash, string name) => new("Files", name, () => name, async () =>
        await uploads.Open(DeskPerson.Of(User)!.Id, hash, HttpContext.RequestAborted) is { } file ? (file, null) : (null, $"{name}: The file is not here whole. Send it again."))
    { Hash = hash };

    private SentFile Fetched(string address)
    {
        var name = "";
        return new("From", address, () => name, async () =>
        {
            var (file, called, problem) = await fetch.Fetch(address, HttpContext.RequestAborted);
            name = called;
            return (file, problem);
        })
        { From = address };
    }

    private async Task Read()
    {
        var ct = HttpContext.RequestAborted;
        var (db, site) = (await reading.Db(ct), await frame.Site(ct));
        (Times, Zone) = (new(site, reading.Now), site.Zone.Id);
        counts = await PictureList.Counts(db, reading.Now, ct);
        List = await PictureList.Read(db, Filter, Q, Before, reading.Now, ct);
        if (counts.ContainsKey(PictureFilter.Ending) && await PictureList.Ending(db, reading.Now, ct) is > 0 and var soon)
            Ending = soon == 1 ? "The licence of a picture ends within a week." : string.Create(CultureInfo.InvariantCulture, $"The licences of {soon:#,0} pictures end within a week.");
    }

    [LoggerMessage(LogLevel.Error, "A slice of a picture could not be written")]
    private partial void LogNotWritten(Exception e);

    private sealed record Adding(List<Picture> Kept, List<(string Name, Picture Picture)> Known, List<Refusal> Problems);

    // A file of the form, wherever it comes from: what it is called on the page and in its address, and how it is opened.
    private sealed record SentFile(string Field, string Shown, Func<string> Name, Func<Task<(Stream? Content, string? Problem)>> Open)
    {
        public string? Hash { get; init; }

        public string? From { get; init; }
    }
}
