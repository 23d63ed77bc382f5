using System.Text.Json;
using FanNews.Outbox;
using FanNews.People;
using FanNews.Settings;
using FanNews.Storage;
using Microsoft.EntityFrameworkCore;

namespace FanNews.Articles;

/// <summary>What follows from a kill, besides that readers see nothing of the story at once: the editors and other systems are told, through the outbox.</summary>
internal static class TellOfKill
{
    /// <summary>Puts it into the outbox with the kill. The story's page at the desk shows what becomes of each.</summary>
    /// <param name="change">The transaction.</param>
    /// <param name="article">The story, killed and saved.</param>
    /// <param name="headline">Its headline.</param>
    /// <param name="site">Whose addresses are told.</param>
    /// <param name="ct">Ends the wait.</param>
    internal static async Task Send(Change change, Article article, string headline, Site site, CancellationToken ct)
    {
        var subject = $"article:{article.Id}";
        // Whoever was never told of it need not be told that it is gone.
        var seen = await ReadArticle.WasKilled(change.Db.Articles.Where(a => a.Id == article.Id), change.Now, ct);
        var address = seen && article.Permalink is { } path ? site.Absolute(path) : null;
        if (address is not null)
        {
            foreach (var hook in site.Publishing.KillHooks)
                change.Send(CallHook.Kind, JsonSerializer.Serialize(new Hook(hook, "killed", address, article.KilledAt!.Value)), subject, "Web hook " + hook.Host);
        }

        var editors = await change.Db.People.AsNoTracking()
            .Where(p => (p.Role == Role.Editor || p.Role == Role.Administrator) && p.DisabledAt == null && p.PasswordHash != null && p.Id != change.By.PersonId && p.Email != null).OrderBy(p => p.Id).ToListAsync(ct);
        var limits = await Sessions.Limits(change.Db, ct);
        foreach (var editor in editors)
        {
            // Who may not see the story does not learn of it this way.
            if (!new StoryRights(editor.Id, editor.Role) { Sections = limits.GetValueOrDefault(editor.Id) }.Open(article.Place()))
                continue;
            var text = $"{change.By.Name} killed the story \"{headline}\".\n\nReason: {article.KillReason}\n\n{(address is null ? "No reader ever saw it." : $"Its address answers that it is gone: {address}")}\n\nAt the desk: {site.Absolute($"/admin/stories/{article.Id}")}\n";
            new Mail(editor.Email!, editor.Name, $"Killed: {headline}", text).Send(change, subject);
        }
    }
}
