using FanNews.Body;
using FanNews.Storage;
using Microsoft.EntityFrameworkCore;

namespace FanNews.Articles;

/// <summary>A correction as the front page repeats it.</summary>
/// <param name="Permalink">Decoded path of the story that was wrong.</param>
/// <param name="Text">What was wrong, plain text.</param>
/// <param name="Until">The instant (UTC) at which it is repeated no more.</param>
public sealed record FrontCorrection(string Permalink, string Text, DateTimeOffset Until)
{
    private const string Opens = "::: correction";
    private const string Closes = ":::";
    private const int Most = 2;
    private static readonly TimeSpan Recent = TimeSpan.FromDays(7);

    /// <summary>Reads the corrections of stories of the last seven days, newest story first.</summary>
    internal static async Task<IReadOnlyList<FrontCorrection>> Read(NewsroomDb db, DateTimeOffset now, CancellationToken ct)
    {
        var since = now - Recent;
        var bodies = await db.VisibleStories(now)
            .Where(l => l.Article.PublishAt > since && l.Text.Body.Contains(Opens))
            .NewestFirst().Take(Most)
            .Select(l => new { l.Article.Permalink, l.Article.PublishAt, l.Text.Body })
            .ToListAsync(ct);
        return [.. bodies.Select(b => new FrontCorrection(b.Permalink!, Last(b.Body), b.PublishAt!.Value + Recent)).Where(c => c.Text.Length > 0)];
    }

    private static string Last(string body)
    {
        var start = body.LastIndexOf(Opens, StringComparison.Ordinal);
        var lines = body[start..].Split('\n').Skip(1).TakeWhile(line => line.Trim() != Closes);
        return BodyText.Parse(string.Join('\n', lines)).ToPlainText().Trim();
    }
}
