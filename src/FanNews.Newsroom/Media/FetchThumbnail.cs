using System.Net;
using System.Text.Json;
using FanNews.Body;
using FanNews.Outbox;
using FanNews.Storage;
using Microsoft.EntityFrameworkCore;

namespace FanNews.Media;

/// <summary>
/// Fetches, once, the picture that stands for a video of another host, so that readers get it from here and that host learns nothing of them.
/// It goes to the hosts of <see cref="Hosts"/> and nowhere else, at addresses that are public (<see cref="PublicAddresses"/>): by https, without cookies, through no redirect, for ten seconds, for 5 MB at most.
/// </summary>
public sealed class FetchThumbnail : IDisposable
{
    /// <summary>Where it goes: a name, or with a dot in front every name that ends so.</summary>
    public static readonly IReadOnlyList<string> Hosts = ["i.ytimg.com", "vimeo.com", ".vimeocdn.com"];

    /// <summary>The kind of its rows in the outbox.</summary>
    public const string Kind = "thumbnail";

    // A video without a picture has none in an hour either.
    private const int MostTries = 5;

    private const int LongestAnswer = 256 * 1024;

    private const int MostBytes = 5 * 1024 * 1024;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    private readonly NewsroomStore store;
    private readonly TimeProvider clock;
    private readonly bool on;
    private readonly PictureFiles files;
    private readonly HttpClient client;

    /// <summary>Fetches from the internet.</summary>
    /// <param name="store">Where pictures are.</param>
    /// <param name="clock">The time.</param>
    /// <param name="on">Whether the newsroom wants it; else what is asked for is forgotten.</param>
    public FetchThumbnail(NewsroomStore store, TimeProvider clock, bool on = true)
        : this(store, clock, on, PublicAddresses.Way(PublicAddresses.Has, PublicAddresses.Ports, Dns.GetHostAddressesAsync))
    {
    }

    /// <summary>For tests, which answer themselves.</summary>
    internal FetchThumbnail(NewsroomStore store, TimeProvider clock, bool on, HttpMessageHandler way)
    {
        (this.store, this.clock, this.on) = (store, clock, on);
        files = new(store.Options.MediaFolder);
        client = new(way) { Timeout = Timeout.InfiniteTimeSpan };
    }

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
        if (!on || await store.Read(db => db.Pictures.AnyAsync(p => p.Address == video.Thumbnail, ct), ct))
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

    /// <inheritdoc />
    public void Dispose() => client.Dispose();

    private async Task<Stream?> Fetch(HostedVideo video, CancellationToken ct)
    {
        if (video.Host == "youtube")
            return await Fetch($"https://i.ytimg.com/vi/{video.Id}/maxresdefault.jpg", ct) ?? await Fetch($"https://i.ytimg.com/vi/{video.Id}/hqdefault.jpg", ct);
        // Vimeo says where the picture is (https://developer.vimeo.com/api/oembed/videos).
        await using var said = await Fetch($"https://vimeo.com/api/oembed.json?width=1280&url=https%3A%2F%2Fvimeo.com%2F{video.Id}", ct);
        return said is { Length: < LongestAnswer } && await Told(said, ct) is { } address ? await Fetch(address, ct) : null;
    }

    private async Task<Stream?> Fetch(string address, CancellationToken ct)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri is not { Scheme: "https", IsDefaultPort: true, UserInfo: "" }
            || !Hosts.Any(host => host[0] == '.' ? uri.IdnHost.EndsWith(host, StringComparison.Ordinal) : uri.IdnHost == host))
            return null;
        using var limit = new CancellationTokenSource(Limit, clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, ct);
        try
        {
            using var answer = await client.GetAsync(uri, HttpCompletionOption.ResponseHeadersRead, both.Token);
            if (answer.StatusCode != HttpStatusCode.OK || answer.Content.Headers.ContentLength > MostBytes)
                return null;
            await using var content = await answer.Content.ReadAsStreamAsync(both.Token);
            var (kept, buffer) = (new MemoryStream(), new byte[32 * 1024]);
            for (int read; (read = await content.ReadAsync(buffer, both.Token)) > 0;)
            {
                if (kept.Length + read > MostBytes)
                    return null;
                kept.Write(buffer, 0, read);
            }

            kept.Position = 0;
            return kept;
        }
        catch (Exception e) when (e is HttpRequestException or IOException || (e is OperationCanceledException && !ct.IsCancellationRequested))
        {
            return null;
        }
    }

    private static async Task<string?> Told(Stream answer, CancellationToken ct)
    {
        try
        {
            using var json = await JsonDocument.ParseAsync(answer, new JsonDocumentOptions { MaxDepth = 8 }, ct);
            return json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty("thumbnail_url", out var found) && found.ValueKind == JsonValueKind.String
                ? found.GetString() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
