using System.Globalization;
using FanNews.Articles;
using FanNews.Media;
using FanNews.Storage;
using FanNews.Web.Admin;
using Microsoft.EntityFrameworkCore;

namespace FanNews.Web.Pages.Admin;

/// <summary>The part of a story's form that adds a picture in place.</summary>
public sealed record LeadUpload
{
    /// <summary>The file; null for none.</summary>
    public IFormFile? LeadFile { get; init; }

    /// <summary>What it shows.</summary>
    public string? LeadAlt { get; init; }

    /// <summary>Whether it shows nothing that matters.</summary>
    public bool LeadDecorative { get; init; }

    /// <summary>Its caption.</summary>
    public string? LeadCaption { get; init; }

    /// <summary>Who made or owns it.</summary>
    public string? LeadCredit { get; init; }

    /// <summary>Words that the pictures to choose from hold.</summary>
    public string? LeadWords { get; init; }

    /// <summary>Its words.</summary>
    public TypedPicture Typed => new() { Alt = LeadAlt, Decorative = LeadDecorative, Caption = LeadCaption, Credit = LeadCredit };

    /// <summary>Keeps the file, if there is one. That comes before anything is read: the page is to show it.</summary>
    /// <returns>The form, with the new picture chosen; or why it was refused.</returns>
    public async Task<(TypedStory Form, LeadUpload Upload, IReadOnlyList<Refusal> Problems)> Keep(EditPictures edit, Actor by, TypedStory typed, CancellationToken ct)
    {
        if (LeadFile is not { Length: > 0 } file)
            return (typed, this, []);
        await using var content = file.OpenReadStream();
        // A picture that is here already leads as it is, unless other words were typed for it.
        var bare = new[] { LeadAlt, LeadCaption, LeadCredit }.All(string.IsNullOrWhiteSpace) && !LeadDecorative;
        var added = await edit.Add(by, content, file.FileName, Typed, again: !bare, ct);
        var (picture, problems) = (added.Picture ?? added.Known, added.Problems);
        return picture is null
            ? (typed, this, [.. problems.Select(p => p with { Field = p.Field == "File" ? "LeadFile" : "Lead" + p.Field, Sentence = p.Field == "File" ? $"{p.Sentence} Nothing was saved yet" : p.Sentence })])
            : (typed with { Lead = picture.Id.ToString(CultureInfo.InvariantCulture) }, new LeadUpload { LeadWords = LeadWords }, []);
    }
}

/// <summary>The lead picture in a story's form: the one that is chosen, and those that may be.</summary>
/// <param name="Chosen">The one that is chosen; null for none.</param>
/// <param name="Others">Those that may be chosen instead, newest first.</param>
/// <param name="Upload">What was typed to add one in place.</param>
/// <param name="Problems">What is wrong with the form.</param>
/// <param name="Public">Whether readers see the story.</param>
/// <param name="Story">Where the form is sent.</param>
/// <param name="MayDescribe">Whether the words of the chosen one may be changed.</param>
public sealed record StoryLead(
    Picture? Chosen, IReadOnlyList<Picture> Others, LeadUpload Upload, IReadOnlyList<Refusal> Problems, bool Public, string Story, bool MayDescribe)
{
    private const int Most = 12;

    /// <summary>Whether the story, and so its picture, is beyond change.</summary>
    public bool Locked { get; init; }

    /// <summary>Whether the pictures to choose from are to be seen at once.</summary>
    public bool Open => !string.IsNullOrWhiteSpace(Upload.LeadWords) || Problems.Any(p => p.Field.StartsWith("Lead", StringComparison.Ordinal));

    /// <summary>What is to be said about the chosen one before readers see it; null for nothing.</summary>
    public string? Warning => Chosen?.Missing() is { } missing ? $"{missing}. {(Public ? "Readers see it so." : "Add it before you publish.")}" : null;

    /// <summary>What is to be said of its licence; null for nothing.</summary>
    public string? Licence { get; init; }

    /// <summary>Finds them.</summary>
    public static async Task<StoryLead> Read(NewsroomDb db, TypedStory form, LeadUpload upload, IReadOnlyList<Refusal> problems, DeskStory? story, string address, DeskPerson me, DeskTimes times, CancellationToken ct)
    {
        var chosen = long.TryParse(form.Lead ?? story?.Form.Lead, NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            ? await db.Pictures.AsNoTracking().SingleOrDefaultAsync(p => p.Id == id, ct)
            : null;
        var others = await PictureList.Newest(db, upload.LeadWords, Most, times.Now, ct);
        return new(
            chosen, [.. others.Where(p => p.Id != chosen?.Id)], upload, problems, story?.Stands == DeskState.Published, address,
            chosen is not null && me.PictureRights.Change(chosen.AddedById))
        {
            Licence = chosen?.LicenceWords(times),
            Locked = story?.Stands == DeskState.Killed || (story is not null && !me.Rights.May(StoryAct.Save, story.Place, story.State)),
        };
    }
}
