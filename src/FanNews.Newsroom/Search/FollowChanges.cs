using FanNews.Articles;
using FanNews.Comments;
using FanNews.People;
using FanNews.Sections;
using FanNews.Settings;
using FanNews.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace FanNews.Search;

/// <summary>
/// Keeps the index in step inside the one transaction: notes which articles a change touches, whoever makes it, and indexes them
/// before it is committed.
/// </summary>
internal sealed class FollowChanges
{
    private const string SiteLanguage = "Site:Language";

    private readonly NewsroomDb db;
    private readonly HashSet<object> touched = [];
    private readonly Dictionary<Comment, string?> comments = [];

    /// <summary>Follows a context from now on.</summary>
    public FollowChanges(NewsroomDb db)
    {
        this.db = db;
        db.ChangeTracker.Tracked += (_, e) => { if (!e.FromQuery) Note(e.Entry); };
        db.ChangeTracker.StateChanged += (_, e) => Note(e.Entry);
    }

    /// <summary>Brings the index, and what is like what, up to what was saved. Nothing may be saved after it.</summary>
    /// <returns>The stories whose relatives are others now.</returns>
    public async Task<IReadOnlySet<long>> Keep(DateTimeOffset now, CancellationToken ct)
    {
        await CommentEntries.Keep(db, [.. comments.Where(c => c.Key.ErasedAt is not null || CommentEntries.Said(c.Key) != c.Value).Select(c => c.Key)], ct);
        if (touched.Count == 0 || await Recipe(ct) is not { } recipe)
            return new HashSet<long>();
        return await new UpdateIndex(db, Language.Of(recipe.Language), now).Of(await Articles(ct), ct);
    }

    private void Note(EntityEntry entry)
    {
        if (entry.State is not (EntityState.Added or EntityState.Modified or EntityState.Deleted))
            return;
        // What it said before: a decision changes nothing of that.
        if (entry.Entity is Comment comment)
            comments.TryAdd(comment, entry.State == EntityState.Modified ? CommentEntries.Said(entry.OriginalValues) : null);
        else if (entry.Entity is Article or Revision or Byline or Tag or Author || (entry.Entity is Setting { Key: SiteLanguage }) || IsTagged(entry.Entity))
            touched.Add(entry.Entity);
    }

    // A new language makes new stems: at once where nothing is found yet, else when the program starts next.
    private async Task<SearchRecipe?> Recipe(CancellationToken ct)
    {
        var language = touched.OfType<Setting>().LastOrDefault()?.Value;
        if (language is null)
            return await db.SearchRecipes.AsNoTracking().SingleOrDefaultAsync(ct);
        var recipe = await db.SearchRecipes.SingleOrDefaultAsync(ct);
        if (recipe is null || Language.Of(language) == Language.Of(recipe.Language))
            return recipe;
        if (await db.SearchRows.AnyAsync(ct))
            recipe.Complete = false;
        else
            recipe.Language = language;
        await db.SaveChangesAsync(ct);
        return recipe;
    }

    private async Task<List<long>> Articles(CancellationToken ct)
    {
        var ids = new HashSet<long>();
        foreach (var one in touched)
        {
            ids.Add(one switch
            {
                Article article => article.Id,
                Revision revision => revision.ArticleId,
                Byline byline => byline.ArticleId,
                Dictionary<string, object> tagged => (long)tagged["ArticleId"],
                _ => 0,
            });
        }

        // A new name stands in every story that has it.
        var authors = touched.OfType<Author>().Select(a => a.Id).ToList();
        if (authors.Count > 0)
            ids.UnionWith(await db.Set<Byline>().Where(b => authors.Contains(b.AuthorId)).Select(b => b.ArticleId).Distinct().ToListAsync(ct));
        var tags = touched.OfType<Tag>().Select(t => t.Id).ToList();
        if (tags.Count > 0)
            ids.UnionWith(await db.Articles.Where(a => a.Tags.Any(t => tags.Contains(t.Id))).Select(a => a.Id).ToListAsync(ct));
        ids.Remove(0);
        return [.. ids.Order()];
    }

    // EF keeps the pairs of article and tag in a dictionary.
    private static bool IsTagged(object entity) => entity is Dictionary<string, object> pair && pair.ContainsKey("TagsId");
}
