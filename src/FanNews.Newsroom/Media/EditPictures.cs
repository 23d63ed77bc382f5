using System.Globalization;
using FanNews.Articles;
using FanNews.Settings;
using FanNews.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;

namespace FanNews.Media;

/// <summary>What became of a form about pictures.</summary>
public enum PictureAnswer
{
    /// <summary>It is done and on disk.</summary>
    Done,

    /// <summary>Something may not be; nothing was changed.</summary>
    Refused,

    /// <summary>The person may not do it.</summary>
    Forbidden,

    /// <summary>There is no such picture.</summary>
    Missing,
}

/// <summary>What became of an upload.</summary>
/// <param name="Picture">The picture; null where none was added.</param>
/// <param name="Problems">Why none was.</param>
public sealed record AddedPicture(Picture? Picture, IReadOnlyList<Refusal> Problems)
{
    /// <summary>The picture of the very same file that the newsroom has already, where for that reason none was added; else null.</summary>
    public Picture? Known { get; init; }
}

/// <summary>The one way by which people add, describe, replace and delete pictures. One for the process.</summary>
/// <param name="store">The store.</param>
/// <param name="outside">The configuration, which holds the choices that are made outside the store.</param>
public sealed partial class EditPictures(NewsroomStore store, IConfiguration outside) : IDisposable
{
    private readonly PictureFiles files = new(store.Options.MediaFolder);

    // Two rows may share one file: it must not be removed while another row is about to name it.
    private readonly SemaphoreSlim gate = new(1, 1);

    /// <summary>Keeps an upload with its words; where nothing was typed, with those that the file brings.</summary>
    /// <param name="by">Who.</param>
    /// <param name="upload">The file as it came; can be read again from its beginning.</param>
    /// <param name="name">What its sender called it. It makes the address readable and decides nothing.</param>
    /// <param name="words">What it shows and who made it.</param>
    /// <param name="again">Whether to add a file once more that the newsroom has already.</param>
    /// <param name="ct">Ends the wait.</param>
    /// <returns>The picture; or why it may not be, and then nothing of it is left.</returns>
    public async Task<AddedPicture> Add(Actor by, Stream upload, string? name, TypedPicture words, bool again = false, CancellationToken ct = default)
    {
        var zone = (await store.Read(db => Site.Read(db, outside, ct), ct)).Zone;
        if (words.Problems(zone).ToList() is { Count: > 0 } problems)
            return new(null, problems);
        words = words.Filled(EmbeddedText.Read(upload));
        var notice = PictureNotice.Of(TypedPicture.Clean(words.Credit), TypedPicture.Clean(words.Creator), TypedPicture.Clean(words.Copyright), TypedPicture.Clean(words.SourceType));
        upload.Position = 0;
        var (kept, refusal) = await files.Keep(upload, notice, all: true, ct);
        if (kept is null)
            return new(null, [refusal!]);
        await gate.WaitAsync(ct);
        try
        {
            if (!files.Has(kept))
            {
                upload.Position = 0;
                await files.Keep(upload, notice, all: true, ct);
            }

            return await Store(by, kept, name, words, zone, again, ct);
        }
        finally
        {
            gate.Release();
        }
    }

    /// <summary>Gives pictures other words; all of them or none.</summary>
    /// <param name="by">Who.</param>
    /// <param name="rights">What they may do.</param>
    /// <param name="typed">The forms.</param>
    /// <param name="ct">Ends the wait.</param>
    /// <returns>What became of it. A refusal's field ends in the picture's number, as in <c>Alt-12</c>.</returns>
    public Task<(PictureAnswer Answer, IReadOnlyList<Refusal> Problems)> Describe(Actor by, PictureRights rights, IReadOnlyList<TypedPicture> typed, CancellationToken ct = default) =>
        store.Change<(PictureAnswer, IReadOnlyList<Refusal>)>(by, async change =>
        {
            await change.Db.Lock("pictures", ct);
            var site = await Site.Read(change.Db, outside, ct);
            var zone = site.Zone;
            var ids = typed.Select(t => t.Id).ToList();
            var pictures = await change.Db.Pictures.Where(p => ids.Contains(p.Id)).ToDictionaryAsync(p => p.Id, ct);
            if (typed.Count == 0 || typed.Any(t => !pictures.ContainsKey(t.Id)))
                return change.Abandon<(PictureAnswer, IReadOnlyList<Refusal>)>((PictureAnswer.Missing, []));
            if (pictures.Values.Any(p => !rights.Change(p.AddedById)))
                return change.Abandon<(PictureAnswer, IReadOnlyList<Refusal>)>((PictureAnswer.Forbidden, []));
            List<Refusal> problems = [];
            foreach (var form in typed)
            {
                var picture = pictures[form.Id];
                var stands = TypedPicture.Of(picture, zone);
                List<Refusal> wrong = [.. form.Problems(zone), .. Clash(form, stands), .. await Lost(change, site, picture, form, ct)];
                problems.AddRange(wrong.Select(problem => problem with { Field = string.Create(CultureInfo.InvariantCulture, $"{problem.Field}-{form.Id}") }));
                if (wrong.Count > 0 || form.Said == stands.Said)
                    continue;
                form.WriteTo(picture, zone);
                change.Record("described", string.Create(CultureInfo.InvariantCulture, $"picture:{picture.Id}"));
            }

            return problems.Count == 0 ? (PictureAnswer.Done, []) : change.Abandon<(PictureAnswer, IReadOnlyList<Refusal>)>((PictureAnswer.Refused, problems));
        }, ct);

    /// <summary>Gives a picture another file; address and words stay, and every page that shows it shows the new one at once.</summary>
    /// <param name="by">Who.</param>
    /// <param name="rights">What they may do.</param>
    /// <param name="id">Number of the picture.</param>
    /// <param name="upload">The new file; can be read again from its beginning.</param>
    /// <param name="ct">Ends the wait.</param>
    public async Task<(PictureAnswer Answer, IReadOnlyList<Refusal> Problems)> Replace(Actor by, PictureRights rights, long id, Stream upload, CancellationToken ct = default)
    {
        if (await store.Read(async db => await db.Pictures.Where(p => p.Id == id).Select(p => new { p.AddedById, p.Credit, p.Creator, p.Copyright }).SingleOrDefaultAsync(ct), ct) is not { } owned)
            return (PictureAnswer.Missing, []);
        if (!rights.Change(owned.AddedById))
            return (PictureAnswer.Forbidden, []);
        var words = EmbeddedText.Read(upload);
        var notice = PictureNotice.Of(owned.Credit, owned.Creator, owned.Copyright, words.SourceType);
        upload.Position = 0;
        var (kept, refusal) = await files.Keep(upload, notice, all: true, ct);
        if (kept is null)
            return (PictureAnswer.Refused, [refusal! with { Field = "File" }]);
        await gate.WaitAsync(ct);
        try
        {
            if (!files.Has(kept))
            {
                upload.Position = 0;
                await files.Keep(upload, notice, all: true, ct);
            }

            var (answer, old) = await store.Change<(PictureAnswer, string?)>(by, async change =>
            {
                await change.Db.Lock("pictures", ct);
                if (await change.Db.Pictures.SingleOrDefaultAsync(p => p.Id == id, ct) is not { } picture)
                    return change.Abandon<(PictureAnswer, string?)>((PictureAnswer.Missing, null));
                if (!rights.Change(picture.AddedById))
                    return change.Abandon<(PictureAnswer, string?)>((PictureAnswer.Forbidden, null));
                var before = picture.File;
                // What is said of the file itself is said of another file now.
                (picture.TakenAt, picture.SourceType) = (words.TakenAt, words.SourceType);
                picture.Take(kept);
                change.Record("replaced", string.Create(CultureInfo.InvariantCulture, $"picture:{id}"), picture.Address);
                return (PictureAnswer.Done, before is null || before == kept.File || await change.Db.Pictures.AnyAsync(p => p.File == before && p.Id != id, ct) ? null : before);
            }, ct);
            if (old is not null)
                files.Remove(old);
            return (answer, []);
        }
        finally
        {
            gate.Release();
        }
    }

    /// <summary>Deletes a picture that nothing uses, and its files.</summary>
    /// <param name="by">Who.</param>
    /// <param name="rights">What they may do.</param>
    /// <param name="id">Number of the picture.</param>
    /// <param name="instead">Address of the picture that takes its place wherever it is used; blank where nothing may use it.</param>
    /// <param name="ct">Ends the wait.</param>
    public async Task<(PictureAnswer Answer, IReadOnlyList<Refusal> Problems)> Delete(Actor by, PictureRights rights, long id, string? instead = null, CancellationToken ct = default)
    {
        await gate.WaitAsync(ct);
        try
        {
            var (answer, problem, file) = await store.Change<(PictureAnswer, Refusal?, string?)>(by, async change =>
            {
                // No story takes it up while this looks whether any has.
                await change.Db.Lock("stories", ct);
                if (await change.Db.Pictures.SingleOrDefaultAsync(p => p.Id == id, ct) is not { } picture)
                    return change.Abandon<(PictureAnswer, Refusal?, string?)>((PictureAnswer.Missing, null, null));
                if (!rights.Change(picture.AddedById))
                    return change.Abandon<(PictureAnswer, Refusal?, string?)>((PictureAnswer.Forbidden, null, null));
                if (!string.IsNullOrWhiteSpace(instead))
                {
                    // It changes stories, whoever they belong to.
                    if (!rights.Substitute)
                        return change.Abandon<(PictureAnswer, Refusal?, string?)>((PictureAnswer.Forbidden, null, null));
                    if (await Substitute(change, picture, instead.Trim(), ct) is { } refusal)
                        return change.Abandon<(PictureAnswer, Refusal?, string?)>((PictureAnswer.Refused, refusal, null));
                }

                if (await Used(change, rights, id, ct) is { } used)
                    return change.Abandon<(PictureAnswer, Refusal?, string?)>((PictureAnswer.Refused, used, null));
                change.Db.Pictures.Remove(picture);
                change.Record("deleted", string.Create(CultureInfo.InvariantCulture, $"picture:{id}"), picture.Address);
                var shared = await change.Db.Pictures.AnyAsync(p => p.File == picture.File && p.Id != id, ct);
                return (PictureAnswer.Done, null, shared ? null : picture.File);
            }, ct);
            if (file is not null)
                files.Remove(file);
            return (answer, problem is null ? [] : [problem]);
        }
        finally
        {
            gate.Release();
        }
    }

    /// <inheritdoc />
    public void Dispose() => gate.Dispose();

    private Task<AddedPicture> Store(Actor by, StoredPicture kept, string? name, TypedPicture words, TimeZoneInfo zone, bool again, CancellationToken ct) => store.Change(by, async change =>
    {
        await change.Db.Lock("pictures", ct);
        if (!again && await change.Db.Pictures.AsNoTracking().Where(p => p.File == kept.File).OrderBy(p => p.Id).FirstOrDefaultAsync(ct) is { } known)
            return change.Abandon(new AddedPicture(null, []) { Known = known });
        var picture = new Picture { Address = await MediaAddress.Free(name, "picture", kept.File, kept.Original, address => change.Db.Pictures.AnyAsync(p => p.Address == address, ct)), AddedAt = change.Now, AddedById = by.PersonId };
        picture.Take(kept);
        // Where nobody says what matters most, what the file itself suggests stands.
        var (x, y) = (picture.FocusX, picture.FocusY);
        words.WriteTo(picture, zone);
        if (string.IsNullOrWhiteSpace(words.FocusX))
            (picture.FocusX, picture.FocusY) = (x, y);
        change.Db.Pictures.Add(picture);
        await change.Db.SaveChangesAsync(ct);
        change.Record("added", string.Create(CultureInfo.InvariantCulture, $"picture:{picture.Id}"), picture.Address);
        return new AddedPicture(picture, []);
    }, ct);

    // What every picture of a published story must have, whoever changes it, and this one would not: fields and parts of a sentence.
    private static IEnumerable<(string Field, string What)> Lacks(Site site, string? credit, string? alt)
    {
        if (site.Publishing.MustPass.Contains(StoryCheck.Credit) && string.IsNullOrWhiteSpace(credit))
            yield return ("Credit", "a credit");
        if (site.Publishing.MustPass.Contains(StoryCheck.Alt) && alt is null)
            yield return ("Alt", "an alternative text");
    }

    // What kept a story from being published is not taken away behind its back.
    private static async Task<IReadOnlyList<Refusal>> Lost(Change change, Site site, Picture picture, TypedPicture form, CancellationToken ct)
    {
        var lost = Lacks(site, TypedPicture.Clean(form.Credit), form.Alternative).Except(Lacks(site, picture.Credit, picture.Alt)).ToList();
        if (lost.Count == 0 || await PictureUse.PublishedStoriesOf(change.Db, picture.Id, change.Now).CountAsync(ct) is not (> 0 and var stories))
            return [];
        var where = stories == 1 ? "A published story shows" : string.Create(CultureInfo.InvariantCulture, $"{stories:#,0} published stories show");
        return lost.ConvertAll(l => new Refusal(l.Field, $"{where} this picture, and the newsroom publishes none without {l.What}"));
    }

    private static IEnumerable<Refusal> Clash(TypedPicture form, TypedPicture stands)
    {
        if (form.Was is not { Length: > 0 } was || was == stands.Said || form.Said == stands.Said || form.Said == was)
            yield break;
        var others = string.Concat(new (string Name, string? Theirs, string? Mine)[]
        {
            ("credit link", stands.CreditLink, form.CreditLink), ("title", stands.Title, form.Title), ("creator", stands.Creator, form.Creator), ("copyright", stands.Copyright, form.Copyright),
            ("terms of use", stands.UsageTerms, form.UsageTerms), ("licence", stands.Licence, form.Licence), ("end of the licence", stands.ExpiresAt, form.ExpiresAt),
            ("focal point", stands.FocusX + " " + stands.FocusY, form.FocusX + " " + form.FocusY), ("date", stands.TakenAt, form.TakenAt), ("place", stands.Place, form.Place), ("notes", stands.Notes, form.Notes),
        }.Where(f => TypedPicture.Clean(f.Theirs) != TypedPicture.Clean(f.Mine)).Select(f => $", {f.Name} “{TypedPicture.Clean(f.Theirs)}”"));
        yield return new("Alt", $"Somebody changed the words of this picture meanwhile. They say now: “{stands.Alt}”, caption “{stands.Caption}”, credit “{stands.Credit}”{others}. Yours stand in the form; save again to have them");
    }

    private static async Task<Refusal?> Used(Change change, PictureRights rights, long id, CancellationToken ct)
    {
        var count = (await PictureUse.Count(change.Db, [id], change.Now, ct)).GetValueOrDefault(id);
        return count == 0 ? null : new("Delete", $"The picture is used: {PictureUse.Sentence(await PictureUse.Of(change.Db, id, rights.Stories(change.By), change.Now, ct), count)}. Take it out there before you delete it");
    }
}
