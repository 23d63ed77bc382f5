using System.Globalization;
using FanNews.Settings;
using FanNews.Storage;

namespace FanNews.Articles;

/// <summary>Takes over from an editor's form how long readers may see a story, who works on it and until when.</summary>
internal static class StoryTimes
{
    /// <summary>Embargo, expiry, deadline and assignee. What the form does not say stays as it is.</summary>
    /// <param name="db">The store.</param>
    /// <param name="article">The story; the time of its publication is taken over already.</param>
    /// <param name="typed">The form.</param>
    /// <param name="site">The zone.</param>
    /// <param name="now">The instant (UTC).</param>
    /// <param name="ct">Ends the wait.</param>
    /// <returns>What may not be.</returns>
    internal static async Task<IReadOnlyList<Refusal>> Apply(NewsroomDb db, Article article, TypedStory typed, Site site, DateTimeOffset now, CancellationToken ct)
    {
        var problems = new List<Refusal>();
        if (Read("EmbargoUntil", typed.EmbargoUntil, typed.EmbargoOffset, article.EmbargoUntil) is (true, var embargo))
            article.EmbargoUntil = embargo;
        if (Read("Deadline", typed.Deadline, typed.DeadlineOffset, article.Deadline) is (true, var deadline))
            article.Deadline = deadline;
        if (Read("ExpiresAt", typed.ExpiresAt, typed.ExpiryOffset, article.UnpublishAt) is (true, var expiry))
        {
            if (expiry <= now && article.State == ArticleState.Published)
                problems.Add(new("ExpiresAt", "That time is past. Press Unpublish to take the story from readers now"));
            article.UnpublishAt = expiry;
        }

        if (typed.Assignee is not null && !await Assign(db, article, TypedStory.Clean(typed.Assignee), ct))
            problems.Add(new("Assignee", "Choose somebody from the list"));
        return problems;

        // A form knows minutes: the same minute is no change.
        (bool Changed, DateTimeOffset? At) Read(string field, string? time, string? offset, DateTimeOffset? stands)
        {
            if (time is null)
                return (false, stands);
            var read = LocalTime.Read(time, offset, site.Zone);
            if (read.Problem is { } problem)
                problems.Add(new(field, problem));
            return (read.Problem is null && read.At != stands && !((read.At - stands)?.Duration() < TimeSpan.FromMinutes(1)), read.At);
        }
    }

    /// <summary>Whether what was done leaves the story an end that comes before something that is still to come.</summary>
    /// <param name="article">The story, with what was done. Texts that are released for a time to come must be loaded.</param>
    /// <param name="act">What was done.</param>
    /// <param name="now">The instant (UTC).</param>
    /// <returns>Null, or what may not be.</returns>
    internal static Refusal? Ends(Article article, StoryAct act, DateTimeOffset now)
    {
        if (article.UnpublishAt is not { } end || act is StoryAct.Unpublish or StoryAct.Kill or StoryAct.Return or StoryAct.CancelChange)
            return null;
        if (end <= article.PublishAt || end <= article.EmbargoUntil)
            return new("ExpiresAt", "It would expire before readers may see it. Choose a later end, or an earlier beginning");
        if (act == StoryAct.Publish && end <= now)
            return new("ExpiresAt", "That time is past: no reader would see the story. Choose a later end, or empty the field");
        return article.Revisions.Exists(r => r.Released && r.EffectiveAt > now && r.EffectiveAt >= end)
            ? new("ExpiresAt", "A change is scheduled for later than that. Choose a later end, or cancel the change")
            : null;
    }

    private static async Task<bool> Assign(NewsroomDb db, Article article, string number, CancellationToken ct)
    {
        if (number.Length == 0)
        {
            article.AssigneeId = null;
            return true;
        }

        if (!long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var id))
            return false;
        if (id == article.AssigneeId)
            return true;
        if (!(await Colleague.Of(db, article.Place(), ct)).Any(p => p.Id == id))
            return false;
        article.AssigneeId = id;
        return true;
    }
}
