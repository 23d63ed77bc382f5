using System.Globalization;
using System.Text.RegularExpressions;
using FanNews.Body;
using FanNews.Media;
using FanNews.Settings;
using FanNews.Storage;
using Microsoft.EntityFrameworkCore;

namespace FanNews.Articles;

/// <summary>What became of a story's form.</summary>
public abstract record StoryAnswer
{
    private StoryAnswer()
    {
    }

    /// <summary>It is done and on disk.</summary>
    /// <param name="Id">Number of the story.</param>
    /// <param name="Act">What was done.</param>
    /// <param name="Since">Number of the revision that the form started from, where others saved since and both texts were merged; null else.</param>
    public sealed record Done(long Id, StoryAct Act, int? Since = null) : StoryAnswer;

    /// <summary>Something may not be; nothing was changed.</summary>
    /// <param name="Problems">Field by field.</param>
    public sealed record Refused(IReadOnlyList<Refusal> Problems) : StoryAnswer;

    /// <summary>
    /// Somebody else saved the story since the form was made, and the two clash; or the person would hand on or delete words that they have not seen.
    /// Nothing was changed.
    /// </summary>
    /// <param name="Story">Both, put together.</param>
    public sealed record Conflict(MergedStory Story) : StoryAnswer;

    /// <summary>The form began a story when it was sent before, and says something else now; nothing was changed.</summary>
    /// <param name="Id">Number of that story.</param>
    /// <param name="Story">Both, put together.</param>
    public sealed record Begun(long Id, MergedStory Story) : StoryAnswer;

    /// <summary>The person may not do it.</summary>
    public sealed record Forbidden : StoryAnswer;

    /// <summary>There is no such story.</summary>
    public sealed record Missing : StoryAnswer;
}

/// <summary>The one way by which people write, publish, correct and kill stories: one form, one transaction.</summary>
public sealed partial class EditStory(NewsroomStore store)
{
    /// <summary>Keeps what was typed and does what was asked for; both or nothing.</summary>
    /// <param name="by">Who.</param>
    /// <param name="rights">What they may do.</param>
    /// <param name="id">Number of the story; null for a new one.</param>
    /// <param name="typed">The form.</param>
    /// <param name="act">What is asked for.</param>
    /// <param name="site">The site's zone and pattern of addresses.</param>
    /// <param name="ct">Ends the wait.</param>
    public async Task<StoryAnswer> Do(Actor by, StoryRights rights, long? id, TypedStory typed, StoryAct act, Site site, CancellationToken ct = default)
    {
        var answer = await store.Change(by, async change =>
        {
            // One editor at a time: tags, authors and addresses are looked up and then made.
            await change.Db.Lock("stories", ct);
            var answer = await new Edit(change, rights, typed, site, ct).Run(id, act);
            return answer is StoryAnswer.Done ? answer : change.Abandon(answer);
        }, ct);
        return answer;
    }

    /// <summary>Makes the text of an earlier revision the newest again, as a new revision. Readers see nothing of it until it is published.</summary>
    /// <param name="by">Who.</param>
    /// <param name="rights">What they may do.</param>
    /// <param name="id">Number of the story.</param>
    /// <param name="number">Number of the revision.</param>
    /// <param name="ct">Ends the wait.</param>
    public Task<StoryAnswer> Restore(Actor by, StoryRights rights, long id, int number, CancellationToken ct = default) => store.Change<StoryAnswer>(by, async change =>
    {
        await change.Db.Lock("stories", ct);
        var article = await change.Db.Articles.SingleOrDefaultAsync(a => a.Id == id, ct);
        var revision = await change.Db.Revisions.AsNoTracking().SingleOrDefaultAsync(r => r.ArticleId == id && r.Number == number, ct);
        if (article is null || revision is null)
            return change.Abandon(new StoryAnswer.Missing());
        if (!rights.May(StoryAct.Save, article.Place(), article.State) || article.KilledAt is not null || article.State == ArticleState.Trashed)
            return change.Abandon(new StoryAnswer.Forbidden());
        var last = await change.Db.Revisions.Where(r => r.ArticleId == id).MaxAsync(r => r.Number, ct);
        article.Revise(TypedStory.Of(revision).Text, change.Now, by.PersonId, last);
        change.Record("restored", $"article:{id}", $"revision {number} as {last + 1}");
        return new StoryAnswer.Done(id, StoryAct.Save);
    }, ct);

    /// <summary>Whether it can be the key of a new story's form.</summary>
    public static bool IsKey(string? once) => Key.IsMatch(once ?? "");

    [GeneratedRegex("^[0-9a-f]{32}$")]
    private static partial Regex Key { get; }

    private sealed partial class Edit(Change change, StoryRights rights, TypedStory typed, Site site, CancellationToken ct)
    {
        private readonly NewsroomDb db = change.Db;
        private Article article = null!;
        private Revision? newest;
        private bool wasOut;
        private bool wasHidden;
        private bool killed;

        public async Task<StoryAnswer> Run(long? id, StoryAct act)
        {
            if (id is not null || Form is null || await Earlier(Form) is not var (earlier, did))
                return await Act(id, act);
            // Pressed twice: the second answer is the first one's.
            if (did == act && await Load(earlier) && newest is { Number: 1 } && TypedStory.Of(newest).Text == typed.Text)
                return new StoryAnswer.Done(earlier, act);
            return await Act(earlier, act) is var answer && answer is StoryAnswer.Conflict conflict ? new StoryAnswer.Begun(earlier, conflict.Story) : answer;
        }

        private string? Form => IsKey(typed.Once) ? "form:" + typed.Once : null;

        private async Task<(long Story, StoryAct Did)?> Earlier(string form)
        {
            var said = await db.AuditLines.Where(l => l.Subject == form && l.ById == change.By.PersonId).Select(l => l.Detail).FirstOrDefaultAsync(ct);
            if (said?.Split(' ') is not [var subject, var did])
                return null;
            var story = long.Parse(subject, CultureInfo.InvariantCulture);
            return await db.Articles.AnyAsync(a => a.Id == story, ct) ? (story, Enum.Parse<StoryAct>(did)) : null;
        }

        private async Task<StoryAnswer> Act(long? id, StoryAct act)
        {
            if (id is { } number ? !await Load(number) : !Begin())
                return id is null ? new StoryAnswer.Forbidden() : new StoryAnswer.Missing();
            article.See(change.Now);
            wasHidden = article.State != ArticleState.Published && !wasOut;
            if (!rights.May(act, article.Place(), article.State) || (article.KilledAt is not null && !rights.May(StoryAct.Kill, article.Place(), article.State)))
                return new StoryAnswer.Forbidden();
            if (article.KilledAt is not null)
                return Refused(new Refusal("State", "The story is killed. Nothing about it can be changed any more"));
            if (article.State == ArticleState.Trashed || act is StoryAct.Restore or StoryAct.Destroy)
                return await FromTrash(act);
            // What was never written can be written, and nothing else.
            if (newest is null && act is not (StoryAct.Save or StoryAct.Submit or StoryAct.Publish or StoryAct.Schedule))
                return new StoryAnswer.Forbidden();
            var since = newest is not null && typed.Base != newest.Number ? typed.Base : (int?)null;
            if (act != StoryAct.Delete && typed.TooLong().ToList() is { Count: > 0 } wordy)
                return new StoryAnswer.Refused(wordy);
            if (await Merged(act) is { } conflict)
                return conflict;
            if (act == StoryAct.Delete)
                return await Delete();
            if (await Tell(act) is { } untold)
                return Refused(untold);
            if (typed.TooLong().ToList() is { Count: > 0 } tooLong)
                return new StoryAnswer.Refused(tooLong);
            var before = newest is null ? null : TypedStory.Of(newest);
            if (newest is null && (typed.Text.Headline + typed.Text.Dek + typed.Text.Body).Trim().Length == 0)
                return Refused(new Refusal("Headline", "Write a headline or a text before you save"));
            var lead = article.LeadPictureId;
            var problems = await Place(before?.Text.Headline, act);
            problems.AddRange(await StoryTimes.Apply(db, article, typed, site, change.Now, ct));
            if (problems.Count > 0)
                return new StoryAnswer.Refused(problems);
            if (await Checked(act) is { Count: > 0 } failed)
                return new StoryAnswer.Refused(failed);
            var revised = await Revise(before);
            if (await Take(act) is { } refusal)
                return Refused(refusal);
            if (StoryTimes.Ends(article, act, change.Now) is { } over)
                return Refused(over);
            await db.SaveChangesAsync(ct);
            var note = act == StoryAct.Return && TypedStory.Clean(typed.Note) is { Length: > 0 } said ? said : null;
            change.Record(Verb(act), $"article:{article.Id}", note ?? Detail(act, revised));
            if (TypedStory.Clean(typed.Colleagues) is { Length: > 0 } words)
                db.StoryNotes.Add(new() { ArticleId = article.Id, ById = change.By.PersonId, By = change.By.Name, At = change.Now, Text = words });
            if (revised)
                await FetchThumbnail.Ask(change, BodyText.Parse(typed.Text.Body), ct);
            if (killed)
            {
                await SharePreview.EndAll(change, article.Id, ct);
                await TellOfKill.Send(change, article, newest!.Headline, site, ct);
            }

            await ForgetCopy(id);
            if (id is null && Form is { } form)
                change.Record("began", form, string.Create(CultureInfo.InvariantCulture, $"{article.Id} {act}"));
            if (article.LeadPictureId != lead)
                change.Record("illustrated", $"article:{article.Id}", article.LeadPictureId is { } picture ? $"picture:{picture}" : "no picture");
            // A draft that readers never knew, and still do not. What is scheduled changes pages at its time.
            if (wasHidden && article.State != ArticleState.Published)
                change.TouchesNothing();
            return new StoryAnswer.Done(article.Id, act, revised ? since : null);
        }

        private bool Begin()
        {
            article = new Article { Kind = typed.Kind, Slug = Slug.From(typed.Text.Headline), CreatedAt = change.Now, OwnerId = change.By.PersonId };
            db.Articles.Add(article);
            // About, Privacy and their like speak for the whole paper.
            return typed.Kind == ArticleKind.Story ? rights.Begin : rights.Pages;
        }

        private async Task<bool> Load(long id)
        {
            var found = await db.Articles.Include(a => a.Section).Include(a => a.Source).Include(a => a.Series).Include(a => a.Tags).Include(a => a.Bylines).ThenInclude(b => b.Author)
                .Include(a => a.OnwardPins).ThenInclude(p => p.Target)
                .AsSplitQuery().SingleOrDefaultAsync(a => a.Id == id, ct);
            if (found is null)
                return false;
            article = found;
            newest = await db.Revisions.Where(r => r.ArticleId == id).OrderByDescending(r => r.Number).FirstOrDefaultAsync(ct);
            await db.Revisions.Where(r => r.ArticleId == id && r.Released && r.EffectiveAt > change.Now).LoadAsync(ct);
            wasOut = article.Permalink is not null && await db.Revisions.AnyAsync(r => r.ArticleId == id && r.Released && r.EffectiveAt <= change.Now, ct);
            return true;
        }

        // The copy that the form is has become a revision. What another window of the person typed since is not in it, and stays.
        private async Task ForgetCopy(long? id)
        {
            var keys = new[] { KeepTyping.Key(article.Id, typed), KeepTyping.Key(id, typed), typed.Once ?? "" };
            db.WorkingCopies.RemoveRange((await db.WorkingCopies.Where(c => c.PersonId == change.By.PersonId && (keys.Contains(c.Story) || c.Stamp == typed.Copy)).ToListAsync(ct)).Where(c => c.Became(typed.Copy)));
            await db.SaveChangesAsync(ct);
        }

        // What others saved meanwhile is merged into the form. Where the two clash, the person decides; and nobody hands on, puts before
        // readers or throws away words that they have not seen.
        private async Task<StoryAnswer?> Merged(StoryAct act)
        {
            if (newest is null)
                return null;
            var stands = TypedStory.Of(article, newest, site);
            var stale = typed.Base != newest.Number;
            var started = !stale ? newest : await db.Revisions.AsNoTracking().SingleOrDefaultAsync(r => r.ArticleId == article.Id && r.Number == typed.Base, ct);
            var merged = MergeStory.Of(started is null ? new() : TypedStory.Of(started), typed, stands);
            var unseen = stale && merged.Form.Text != typed.Text && act is StoryAct.Submit or StoryAct.Publish or StoryAct.Schedule or StoryAct.ScheduleChange;
            if (unseen || merged.Clashes.Count > 0 || (stale && act == StoryAct.Delete))
                return new StoryAnswer.Conflict(merged);
            typed = merged.Form;
            return null;
        }

        private async Task<List<Refusal>> Place(string? headlineBefore, StoryAct act)
        {
            var time = LocalTime.Read(typed.PublishAt, typed.Offset, site.Zone);
            var section = article.SectionId;
            var problems = await StoryPlacement.Apply(db, article, typed, rights, change.Now, ct);
            if (Elsewhere(section, act) is { } sentence && !problems.Exists(p => p.Field == "Section"))
                problems.Add(new("Section", sentence));
            if (time.Problem is not null)
                problems.Add(new("PublishAt", time.Problem));
            else if (Plan(time.At, act) is { } refusal)
                problems.Add(refusal);
            if (problems.Count == 0 && await StoryAddress.Rename(change, article, typed.Slug, typed.Text.Headline, headlineBefore, wasOut, ct) is { } taken)
                problems.Add(taken);
            return problems;
        }

        // Whoever works in some sections puts nothing into others, takes nothing out of theirs, and puts nothing before readers without one of theirs.
        private string? Elsewhere(long? before, StoryAct act)
        {
            var section = article.Section?.Id;
            if (section != before && !rights.Reaches(section))
                return section is null ? "Choose one of your sections" : "You do not work in this section. Choose one of yours";
            return act is StoryAct.Publish or StoryAct.Schedule or StoryAct.ScheduleChange && !rights.Reaches(section) ? "Choose one of your sections" : null;
        }

        private Refusal? Plan(DateTimeOffset? at, StoryAct act)
        {
            if (act is StoryAct.Schedule or StoryAct.Unpublish or StoryAct.Kill)
                return null;
            if (PlanOfChange(act) is { } refusal)
                return refusal;
            var later = at > change.Now;
            // A form knows minutes: the same minute is no change.
            var same = at == article.PublishAt || (at - article.PublishAt)?.Duration() < TimeSpan.FromMinutes(1);
            switch (DeskStory.Standing(article.State, article.PublishAt, killedAt: null, change.Now))
            {
                case DeskState.Scheduled when same || (act == StoryAct.Publish && !later):
                case DeskState.Published when same || at is null:
                    return null;
                case DeskState.Scheduled:
                    return act == StoryAct.Publish ? Later() : new("PublishAt", "Press Schedule to move the time, or Unpublish to take the story out of the schedule");
                case DeskState.Published when later:
                    return new("PublishAt", "The story is out: its time cannot be one to come. Unpublish it first");
                case DeskState.Draft or DeskState.InReview when later && act == StoryAct.Publish:
                    return Later();
            }

            if (!same)
                article.Plan(at);
            return null;
        }

        // Of a story that is out. What is typed there and not done must not go unnoticed.
        private Refusal? PlanOfChange(StoryAct act)
        {
            var read = LocalTime.Read(typed.ChangeAt, typed.ChangeOffset, site.Zone);
            if (read.Problem is { } problem && act != StoryAct.CancelChange)
                return new("ChangeAt", problem);
            var planned = article.Revisions.Where(r => r.Released && r.EffectiveAt > change.Now).Max(r => r.EffectiveAt);
            if (read.At is not { } at || act is StoryAct.ScheduleChange or StoryAct.CancelChange || (at - planned)?.Duration() < TimeSpan.FromMinutes(1))
                return null;
            return new("ChangeAt", act == StoryAct.Publish ? "That time is for a change to come. Press Schedule change, or empty the field to publish now" : "Press Schedule change to put the text before readers then, or empty the field");
        }

        private static Refusal Later() => new("PublishAt", "That time is to come. Press Schedule, or empty the field to publish now");

        private async Task<bool> Revise(TypedStory? before)
        {
            // Their own words as they stood beside the other's stay in the history, whatever they made of the two.
            if (before is not null && typed.ReadYours() is { } yours && yours != typed.Text && yours != before.Text)
                newest = article.Revise(yours, change.Now, change.By.PersonId, newest!.Number);
            else if (typed.Text == before?.Text)
                return false;
            var earlier = newest;
            newest = article.Revise(typed.Text, change.Now, change.By.PersonId, newest?.Number ?? 0);
            return await GoOn(earlier);
        }

        // What one person saves within ten minutes is one sitting in the history, unless it got a name in between.
        private async Task<bool> GoOn(Revision? earlier)
        {
            if (earlier is { Named: null } && earlier.ById == change.By.PersonId && change.Now - earlier.At <= Revision.LongestSitting)
                newest!.GoOn(earlier, earlier.Sitting == earlier.Number ? earlier.At : await db.Revisions.Where(r => r.ArticleId == article.Id && r.Number == earlier.Sitting).Select(r => r.At).SingleAsync(ct));
            return true;
        }

        private async Task<Refusal?> Take(StoryAct act) => act switch
        {
            StoryAct.Submit => Submit(),
            StoryAct.Return => article.ReturnToDraft(),
            StoryAct.Publish => await Publish(),
            StoryAct.Schedule => await Schedule(),
            StoryAct.Unpublish => article.Unpublish(wasOut, change.Now),
            StoryAct.Kill => Kill(),
            StoryAct.ScheduleChange => ScheduleChange(),
            StoryAct.CancelChange => await CancelChange(),
            _ => null,
        };

        private Refusal? Submit()
        {
            if (newest!.Headline.Length == 0)
                return new("Headline", "Write a headline before you submit the story");
            newest.Name(RevisionName.Submitted);
            return article.SubmitForReview();
        }

        private static StoryAnswer.Refused Refused(Refusal refusal) => new([refusal]);

        private static string Verb(StoryAct act) => act switch
        {
            StoryAct.Submit => "submitted",
            StoryAct.Return => "returned",
            StoryAct.Publish => "published",
            StoryAct.Schedule => "scheduled",
            StoryAct.Unpublish => "unpublished",
            StoryAct.Kill => "killed",
            StoryAct.ScheduleChange => "planned",
            StoryAct.CancelChange => "unplanned",
            _ => "saved",
        };

        private string? Detail(StoryAct act, bool revised)
        {
            var what = revised && act != StoryAct.Return ? $"revision {newest!.Number}" : null;
            return act is StoryAct.Publish or StoryAct.ScheduleChange && known is not null && newest!.Change is { } kind
                ? string.Join(", ", new[] { what, kind.ToString().ToLowerInvariant() }.OfType<string>())
                : what;
        }
    }
}
