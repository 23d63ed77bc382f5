using System.Text.Json;
using FanNews.Body;
using FanNews.Outbox;
using FanNews.Storage;
using Microsoft.EntityFrameworkCore;

namespace FanNews.Media;

/// <summary>Fetches, once, the picture that stands for a video of another host, so that readers get it from here and that host learns nothing of them.</summary>
/// <param name="store">Where pictures are.</param>
/// <param name="fetch">Fetches what is at a public address; null for nothing.</param>
public sealed class FetchThumbnail(NewsroomStore store, Func<string, CancellationToken, Task<Stream?>> fetch)
{
    /// <summary>The kind of its rows in the outbox.</summary>
    public const string Kind = "thumbnail";

    // A video without a picture has none in an hour either.
    private const int MostTries = 5;

    private const int LongestAnswer = 256 * 1024;

    private readonly PictureFiles files = new(store.Options.MediaFolder);

    /// <summary>Asks for the pictures that a text needs and the newsroom lacks.</summary>
    /// <param name="change">The change that stores the text.</param>
    /// <param name="body">The text.</param>
    /// <param name="ct">Ends the wait.</param>
    public static async Task Ask(Change change, BodyText body, CancellationToken ct = default)
    {
        if (body.Videos is not { Count: > 0 } videos)
            return;
        var addresses = body.Thumbnails;
        var here = await change.Db.Pictures.Where(p => addresses.Contains(p.Address)).Select(p => p.Address).ToListAsync(ct);
        foreach (var video in videos.DistinctBy(v => v.Thumbnail).Where(v => !here.Contains(v.Thumbnail)))
            change.Send(Kind, JsonSerializer.Serialize(video));
    }

    /// <summary>Fetches one.</summary>
    public async Task<Delivery> Deliver(OutboxRow row, CancellationToken ct)
    {
        if (JsonSerializer.Deserialize<HostedVideo>(row.Payload) is not { Host: not null, Id: not null } video)
            return new Delivery.Never("The row names no video.");
        if (await store.Read(db => db.Pictures.AnyAsync(p => p.Address == video.Thumbnail, ct), ct))
            return new Delivery.Done();
        await using var picture = await Fetch(video, ct);
        if (picture is null)
            return row.Attempts + 1 < MostTries ? new Delivery.Later("The picture of the video cannot be fetched.") : new Delivery.Never("The picture of the video cannot be fetched.");
        var (kept, refusal) = await files.Keep(picture, ct);
        if (kept is null)
            return new Delivery.Never(refusal!.Sentence);
        return await store.Change<Delivery>(Actor.Program, async change =>
        {
            await change.Db.Lock("pictures", ct);
            if (await change.Db.Pictures.AnyAsync(p => p.Address == video.Thumbnail, ct))
                return change.Abandon<Delivery>(new Delivery.Done());
            var host = video.Host == "youtube" ? "YouTube" : "Vimeo";
            var stands = new Picture { Address = video.Thumbnail, AddedAt = change.Now, Alt = "", Credit = host, Title = $"Video at {host}", MaySyndicate = false };
            stands.Take(kept);
            change.Db.Pictures.Add(stands);
            change.Record("fetched", "picture:" + video.Thumbnail);
            return new Delivery.Done();
        }, ct);
    }

    private async Task<Stream?> Fetch(HostedVideo video, CancellationToken ct)
    {
        if (video.Host == "youtube")
            return await fetch($"https://i.ytimg.com/vi/{video.Id}/maxresdefault.jpg", ct) ?? await fetch($"https://i.ytimg.com/vi/{video.Id}/hqdefault.jpg", ct);
        // Vimeo says where the picture is (https://developer.vimeo.com/api/oembed/videos).
        await using var said = await fetch($"https://vimeo.com/api/oembed.json?width=1280&url=https%3A%2F%2Fvimeo.com%2F{video.Id}", ct);
        return said is { Length: < LongestAnswer } && await Told(said, ct) is { } address ? await fetch(address, ct) : null;
    }

    private static async Task<string?> Told(Stream answer, CancellationToken ct)
    {
        try
        {
            using var json = await JsonDocument.ParseAsync(answer, new JsonDocumentOptions { MaxDepth = 8 }, ct);
            return json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty("thumbnail_url", out var found) && found.ValueKind == JsonValueKind.String
                && Uri.TryCreate(found.GetString(), UriKind.Absolute, out var address) && address.Scheme == "https" && address.IdnHost.EndsWith(".vimeocdn.com", StringComparison.Ordinal)
                ? address.AbsoluteUri : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
