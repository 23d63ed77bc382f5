using Microsoft.EntityFrameworkCore;

namespace FanNews.Articles;

/// <content>How a story ends: killed, or thrown away and perhaps taken back.</content>
public sealed partial class EditStory
{
    private sealed partial class Edit
    {
        private Refusal? Kill()
        {
            if (article.State != ArticleState.Published && !wasOut)
                return new("State", "Readers never knew this story. Delete it instead");
            if (article.Kill(change.Now, typed.Reason, wasOut) is { } refusal)
                return refusal;
            killed = true;
            return null;
        }

        private async Task<StoryAnswer> Delete()
        {
            if (article.State == ArticleState.Published || wasOut)
                return Refused(new Refusal("State", "Readers know this story, or will: unpublish or kill it. Only drafts are deleted"));
            if (await db.Set<Comments.Comment>().AnyAsync(c => c.ArticleId == article.Id, ct))
                return Refused(new Refusal("State", "Readers’ comments belong to this story: it cannot be deleted"));
            var number = article.Id;
            article.Trash(change.Now);
            await SharePreview.EndAll(change, article.Id, ct);
            await ForgetCopy(article.Id);
            change.Record("trashed", $"article:{article.Id}");
            change.TouchesNothing();
            return new StoryAnswer.Done(article.Id, StoryAct.Delete);
        }

        private async Task<StoryAnswer> FromTrash(StoryAct act)
        {
            if (act is not (StoryAct.Restore or StoryAct.Destroy))
                return Refused(new Refusal("State", "The story is in the trash. Restore it before you go on with it"));
            if (article.Restore(change.Now) is { } refusal)
                return Refused(refusal);
            if (act == StoryAct.Destroy)
                db.Articles.Remove(article);
            await ForgetCopy(article.Id);
            change.Record(act == StoryAct.Restore ? "untrashed" : "deleted", $"article:{article.Id}");
            change.TouchesNothing();
            return new StoryAnswer.Done(article.Id, act);
        }
    }
}
