using FanNews.Body;
using FanNews.Settings;
using Microsoft.EntityFrameworkCore;

namespace FanNews.Articles;

/// <content>What the buttons do that put a text before readers, now or later.</content>
public sealed partial class EditStory
{
    private sealed partial class Edit
    {
        // The text that readers know, what the desk notices of the change, and what a person says that it is.
        private Revision? known;
        private ChangeNotice? notice;
        private ChangeKind? kind;

        /// <summary>Looks at what changes for readers, and puts the note for them into the text.</summary>
        private async Task<Refusal?> Tell(StoryAct act)
        {
            if (!wasOut || article.EmbargoUntil > change.Now || act is StoryAct.Unpublish or StoryAct.Kill)
                return null;
            known = await db.Revisions.Where(r => r.ArticleId == article.Id && r.Released && r.EffectiveAt <= change.Now).OrderByDescending(r => r.Number).FirstAsync(ct);
            var live = TypedStory.Of(known).Text;
            notice = NoticeChange.Between(live, typed.Text, site.Language);
            kind = Enum.TryParse<ChangeKind>(typed.Change, out var said) && Enum.IsDefined(said) ? said : null;
            if (TypedStory.Clean(typed.ChangeNote) is { Length: > 0 } note)
            {
                var told = kind ?? (notice?.NoteDue == true || known.NoteDue ? ChangeKind.Correction : ChangeKind.Update);
                var at = act == StoryAct.ScheduleChange ? LocalTime.Read(typed.ChangeAt, typed.ChangeOffset, site.Zone).At ?? change.Now : change.Now;
                typed = typed with { Body = ChangeNote.Put(typed.Text.Body, told, note, DateOnly.FromDateTime(site.Local(at).Date)) };
            }

            var added = ChangeNote.Added(BodyText.Parse(live.Body), BodyText.Parse(typed.Text.Body));
            if (act is not (StoryAct.Publish or StoryAct.ScheduleChange))
                return null;
            if (kind?.NeedsNote() == true && added?.NeedsNote() != true)
                return new("ChangeNote", $"Tell readers what was {(kind == ChangeKind.Correction ? "wrong" : "unclear")}: a {kind.ToString()!.ToLowerInvariant()} needs a note");
            kind ??= added;
            return kind is null && notice?.NoteDue == true && site.Publishing.Notes == NotesMode.Require
                ? new("Change", "Readers have read what this changes. Say what kind of change it is, and write a note for them if it is a correction or a clarification")
                : null;
        }

        // What the newsroom says must be right before readers see it.
        private async Task<List<Refusal>> Checked(StoryAct act)
        {
            if (act is not (StoryAct.Publish or StoryAct.Schedule or StoryAct.ScheduleChange) || site.Publishing.MustPass.Count == 0)
                return [];
            var found = await CheckStory.Of(db, article.Id, typed, rights, site, change.Now, ct);
            return [.. found.Where(f => site.Publishing.MustPass.Contains(f.Check)).Select(f => new Refusal(f.Field, f.Sentence))];
        }

        // Until a person has said what a change is that readers may have relied on, the desk asks.
        private void Classify()
        {
            if (known is null)
                return;
            if (newest != known)
                newest!.Classify(kind ?? notice?.Kind ?? ChangeKind.Typo, kind is null && (notice?.NoteDue == true || known.NoteDue), typed.Withholds);
            else if (kind is { } said)
                known.Classify(said, noteDue: false, typed.Withholds);
            else if (typed.Withholds)
                known.Classify(known.Change ?? ChangeKind.Typo, known.NoteDue, withholds: true);
        }

        private async Task<Refusal?> Publish()
        {
            if (await Planned() is { } planned)
                return new("ChangeAt", $"A change is scheduled for {LocalTime.Write(planned, site.Zone).Replace('T', ' ')}, and its words are part of this text. Cancel the scheduled change, look at the text, then publish");
            var at = article.PublishAt is { } time && time < change.Now ? time : change.Now;
            var (path, refusal) = await StoryAddress.Find(db, article, newest!.Headline, at, wasOut, site, ct);
            if (refusal is not null)
                return refusal;
            article.ForgetPlan(change.Now);
            refusal = article.Publish(newest, change.Now, path!);
            if (wasOut)
                newest.Name(RevisionName.Corrected);
            if (refusal is not null)
                return refusal;
            Classify();
            if (known is not null && newest != known)
                known.Settle();
            if (wasOut)
                return null;
            article.MoveTo(path!);
            newest.Release(at);
            return null;
        }

        private async Task<Refusal?> Schedule()
        {
            if (LocalTime.Read(typed.PublishAt, typed.Offset, site.Zone).At is not { } at)
                return new("PublishAt", "Say when the story is to come out");
            var (path, refusal) = await StoryAddress.Find(db, article, newest!.Headline, at, wasOut, site, ct);
            refusal ??= article.Schedule(newest, at, change.Now, path!);
            if (refusal is null && !wasOut)
                article.MoveTo(path!);
            return refusal;
        }

        private Refusal? ScheduleChange()
        {
            if (LocalTime.Read(typed.ChangeAt, typed.ChangeOffset, site.Zone).At is not { } at)
                return new("ChangeAt", "Say when the change is to go before readers");
            if (article.ScheduleChange(newest!, at, change.Now) is { } refusal)
                return refusal;
            newest!.Name(RevisionName.Corrected);
            Classify();
            return null;
        }

        private async Task<Refusal?> CancelChange()
        {
            if (await Planned() is null)
                return new("State", "No change is scheduled");
            article.ForgetPlan(change.Now);
            return null;
        }

        // When a changed text of a story that is out is to go before readers.
        private async Task<DateTimeOffset?> Planned() => article.State != ArticleState.Published || article.PublishAt > change.Now ? null
            : await db.Revisions.Where(r => r.ArticleId == article.Id && r.Released && r.EffectiveAt > change.Now).MaxAsync(r => r.EffectiveAt, ct);
    }
}
