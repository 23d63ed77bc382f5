using System.Globalization;
using FanNews.Storage;
using Microsoft.EntityFrameworkCore;

namespace FanNews.Media;

/// <summary>The one way by which people add, describe and delete sound, video and documents. One for the process.</summary>
public sealed class EditFiles(NewsroomStore store) : IDisposable
{
    private readonly KeptFiles kept = new(store.Options.MediaFolder);

    // Two rows may share one file: it must not be removed while another row is about to name it.
    private readonly SemaphoreSlim gate = new(1, 1);

    /// <summary>Keeps an upload with its words.</summary>
    /// <param name="by">Who.</param>
    /// <param name="upload">The file as it came; can be read anywhere.</param>
    /// <param name="name">What its sender called it. It makes the address readable and decides nothing.</param>
    /// <param name="words">What it is called and who made it.</param>
    /// <param name="captions">Its captions as they came; null without.</param>
    /// <param name="ct">Ends the wait.</param>
    /// <returns>The file; or why it may not be, and then nothing of it is left.</returns>
    public async Task<(MediaFile? File, IReadOnlyList<Refusal> Problems)> Add(Actor by, Stream upload, string? name, TypedFile words, Stream? captions = null, CancellationToken ct = default)
    {
        List<Refusal> problems = [.. words.Problems()];
        var (text, wrong) = await Read(captions, ct);
        if (wrong is not null)
            problems.Add(wrong);
        var format = MediaFormat.Of(upload);
        if (text is not null && format?.Name == "pdf")
            problems.Add(new("Captions", "A PDF has no captions"));
        if (problems.Count > 0)
            return (null, problems);
        await gate.WaitAsync(ct);
        try
        {
            upload.Position = 0;
            var (known, file, refusal) = await kept.Keep(upload, ct);
            if (known is null)
                return (null, [refusal!]);
            var said = text is null ? null : await kept.KeepCaptions(text, ct);
            return await store.Change<(MediaFile?, IReadOnlyList<Refusal>)>(by, async change =>
            {
                await change.Db.Lock("files", ct);
                if (await change.Db.MediaFiles.AsNoTracking().Where(f => f.File == file).OrderBy(f => f.Id).FirstOrDefaultAsync(ct) is { } here)
                    return change.Abandon<(MediaFile?, IReadOnlyList<Refusal>)>((null, [new("File", $"The newsroom has this file already: “{here.Name}”, {here.Address}")]));
                var row = new MediaFile
                {
                    Address = await MediaAddress.Free(name, "file", file, known.Name, address => change.Db.MediaFiles.AnyAsync(f => f.Address == address, ct)),
                    File = file,
                    Format = known.Name,
                    Bytes = upload.Length,
                    Width = known.Width,
                    Height = known.Height,
                    Title = TypedFile.Clean(words.Title),
                    Credit = TypedFile.Clean(words.Credit),
                    Captions = said,
                    AddedAt = change.Now,
                    AddedById = by.PersonId,
                };
                change.Db.MediaFiles.Add(row);
                await change.Db.SaveChangesAsync(ct);
                change.Record("added", Subject(row.Id), row.Address);
                return (row, []);
            }, ct);
        }
        finally
        {
            gate.Release();
        }
    }

    /// <summary>Gives a file other words, other captions or none.</summary>
    /// <param name="by">Who.</param>
    /// <param name="rights">What they may do.</param>
    /// <param name="id">Number of the file.</param>
    /// <param name="words">The form.</param>
    /// <param name="captions">Its new captions as they came; null to leave those that are there.</param>
    /// <param name="ct">Ends the wait.</param>
    public async Task<(PictureAnswer Answer, IReadOnlyList<Refusal> Problems)> Describe(Actor by, PictureRights rights, long id, TypedFile words, Stream? captions = null, CancellationToken ct = default)
    {
        var (text, wrong) = await Read(captions, ct);
        List<Refusal> problems = [.. words.Problems()];
        if (wrong is not null)
            problems.Add(wrong);
        else if (text is not null && words.NoCaptions)
            problems.Add(new("Captions", "Send captions, or tick that they go; not both"));
        await gate.WaitAsync(ct);
        try
        {
            var (answer, refused, left) = await store.Change<(PictureAnswer, List<Refusal>, string?)>(by, async change =>
            {
                await change.Db.Lock("files", ct);
                if (await change.Db.MediaFiles.SingleOrDefaultAsync(f => f.Id == id, ct) is not { } file)
                    return change.Abandon<(PictureAnswer, List<Refusal>, string?)>((PictureAnswer.Missing, [], null));
                if (!rights.Change(file.AddedById))
                    return change.Abandon<(PictureAnswer, List<Refusal>, string?)>((PictureAnswer.Forbidden, [], null));
                var stands = TypedFile.Of(file).Said;
                if (words.Was is { } was && was != stands && words.Said != stands && words.Said != was)
                    problems.Add(new("Title", $"Somebody changed the words of this file meanwhile. They say now: “{file.Title}”, credit “{file.Credit}”. Yours stand in the form; save again to have them"));
                if (text is not null && file.Kind == FileKind.Document)
                    problems.Add(new("Captions", "A PDF has no captions"));
                if (problems.Count > 0)
                    return change.Abandon<(PictureAnswer, List<Refusal>, string?)>((PictureAnswer.Refused, problems, null));
                var before = file.Captions;
                (file.Title, file.Credit) = (TypedFile.Clean(words.Title), TypedFile.Clean(words.Credit));
                file.Captions = text is not null ? await kept.KeepCaptions(text, ct) : words.NoCaptions ? null : before;
                if (words.Said != stands || file.Captions != before)
                    change.Record("described", Subject(id));
                else
                    change.TouchesNothing();
                var unused = before is not null && before != file.Captions && !await change.Db.MediaFiles.AnyAsync(f => f.Captions == before && f.Id != id, ct);
                return (PictureAnswer.Done, [], unused ? before : null);
            }, ct);
            if (left is not null)
                kept.Remove(left, MediaFormat.Captions);
            return (answer, refused);
        }
        finally
        {
            gate.Release();
        }
    }

    /// <summary>Deletes a file that nothing uses.</summary>
    /// <param name="by">Who.</param>
    /// <param name="rights">What they may do.</param>
    /// <param name="id">Number of the file.</param>
    /// <param name="ct">Ends the wait.</param>
    public async Task<(PictureAnswer Answer, IReadOnlyList<Refusal> Problems)> Delete(Actor by, PictureRights rights, long id, CancellationToken ct = default)
    {
        await gate.WaitAsync(ct);
        try
        {
            List<(string File, string Extension)> left = [];
            var (answer, problem) = await store.Change<(PictureAnswer, Refusal?)>(by, async change =>
            {
                // No story takes it up while this looks whether any has.
                await change.Db.Lock("stories", ct);
                if (await change.Db.MediaFiles.SingleOrDefaultAsync(f => f.Id == id, ct) is not { } file)
                    return change.Abandon<(PictureAnswer, Refusal?)>((PictureAnswer.Missing, null));
                if (!rights.Change(file.AddedById))
                    return change.Abandon<(PictureAnswer, Refusal?)>((PictureAnswer.Forbidden, null));
                if ((await FileUse.Count(change.Db, [id], change.Now, ct)).GetValueOrDefault(id) is > 0 and var count)
                {
                    var uses = (await FileUse.Of(change.Db, id, rights.Stories(change.By), change.Now, ct)).Select(u => new PictureUse(u.ArticleId, u.Name, UsedAs.Text));
                    return change.Abandon<(PictureAnswer, Refusal?)>((PictureAnswer.Refused, new("Delete", $"The file is used: {PictureUse.Sentence([.. uses], count)}. Take it out there before you delete it")));
                }

                change.Db.MediaFiles.Remove(file);
                change.Record("deleted", Subject(id), file.Address);
                if (!await change.Db.MediaFiles.AnyAsync(f => f.File == file.File && f.Id != id, ct))
                    left.Add((file.File, file.Format));
                if (file.Captions is { } captions && !await change.Db.MediaFiles.AnyAsync(f => f.Captions == captions && f.Id != id, ct))
                    left.Add((captions, MediaFormat.Captions));
                return (PictureAnswer.Done, null);
            }, ct);
            foreach (var (file, extension) in left)
                kept.Remove(file, extension);
            return (answer, problem is null ? [] : [problem]);
        }
        finally
        {
            gate.Release();
        }
    }

    /// <inheritdoc />
    public void Dispose() => gate.Dispose();

    private static string Subject(long id) => string.Create(CultureInfo.InvariantCulture, $"file:{id}");

    private static async Task<(byte[]? Text, Refusal? Refusal)> Read(Stream? captions, CancellationToken ct)
    {
        if (captions is null)
            return (null, null);
        var bytes = new byte[Math.Min(captions.Length, CaptionsText.MostBytes + 1L)];
        await captions.ReadExactlyAsync(bytes, ct);
        return CaptionsText.Problem(bytes) is { } problem ? (null, new("Captions", problem)) : (bytes, null);
    }
}
