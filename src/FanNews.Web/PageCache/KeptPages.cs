using System.Collections.Concurrent;
using System.Globalization;
using FanNews.Storage;
using FanNews.Web.Pages;
using Microsoft.Extensions.Primitives;

namespace FanNews.Web.PageCache;

/// <summary>
/// Pages as finished bytes, each as long as nothing that it shows has changed (law 3): the marks that its reading saw are still the newest
/// that this process knows, and no moment has come at which time alone would change it.
/// </summary>
public sealed class KeptPages(NewsroomStore store, StoryViews views, IConfiguration configuration, TimeProvider clock) : IAsyncDisposable
{
    // The form under a story says when it was made, sealed for a day: whoever reads for long can still send it.
    private static readonly TimeSpan Longest = TimeSpan.FromHours(6);

    private const long Megabyte = 1 << 20;
    private const int DefaultMegabytes = 64;

    private readonly long limit = Limit(configuration);
    private readonly Shelf shelf = new(Limit(configuration));
    private readonly Lazy<MarkWatch> watch = new(() => MarkWatch.On(store));
    private readonly ConcurrentDictionary<(string Key, long Edition), TaskCompletionSource<bool>> made = new();

    /// <summary>How many pages are kept.</summary>
    public int Count => shelf.Count;

    /// <summary>How much memory may be used, in bytes; 0 keeps nothing.</summary>
    /// <exception cref="StoreTrouble">The setting cannot be used.</exception>
    public static long Limit(IConfiguration configuration) => configuration["FanNews:Cache:Megabytes"] switch
    {
        null or "" => DefaultMegabytes * Megabyte,
        { } value when int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var megabytes) && megabytes <= 1 << 20 => megabytes * Megabyte,
        { } value => throw new StoreTrouble($"The setting Cache:Megabytes cannot be \"{value}\": it is a whole number, 0 to keep no pages."),
    };

    /// <summary>The present instant (UTC), as pages are read at.</summary>
    public DateTimeOffset Now => clock.Now();

    /// <summary>The time in which a page that is begun now may be kept, <see cref="MarkWatch.Trust"/>; null where it may not.</summary>
    public int? Begin() => limit == 0 ? null : Life;

    /// <summary>The time in which what this process knows of the store can be relied on, <see cref="MarkWatch.Trust"/>; null while it cannot.</summary>
    public int? Life => watch.Value.Trust();

    /// <summary>The page of a key while it is right; null where it must be made.</summary>
    /// <param name="key">The key.</param>
    /// <param name="life">What <see cref="Begin"/> says now.</param>
    public KeptPage? Find(string key, int? life) => life is { } now && shelf.Find(key) is { } page && IsRight(page, now, Now) ? page : null;

    /// <summary>Answers with a page.</summary>
    public Task Answer(HttpContext http, KeptPage page, PageKey key)
    {
        var answer = page.Answer(http, key.Rest, Now);
        if (page.Story is { } story)
            views.Count(http, story);
        // Most often the bytes are taken over at once, and nobody has to wait.
        return answer.IsCompletedSuccessfully ? Grew(answer.Result) : Wait(answer);
    }

    /// <summary>
    /// Makes a page of what was answered, and keeps it where nothing has changed since it was read. A page whose reading began before a change
    /// has older marks than the view knows by then, and is not kept.
    /// </summary>
    /// <param name="key">Its key.</param>
    /// <param name="life">What <see cref="Begin"/> said before it was read.</param>
    /// <param name="reading">What it was read with.</param>
    /// <param name="response">Its status and headers.</param>
    /// <param name="body">Its bytes.</param>
    /// <param name="ct">Ends the wait.</param>
    public async Task<KeptPage> Keep(PageKey key, int? life, Reading reading, HttpResponse response, byte[] body, CancellationToken ct)
    {
        var headers = Headers(response);
        if (life is not { } begun)
            return new(response.StatusCode, headers, body) { From = reading.Now, Story = reading.Story };
        var (marks, until) = await reading.Shown(ct);
        until = reading.Now + Longest < until ? reading.Now + Longest : until;
        var page = new KeptPage(response.StatusCode, headers, body) { Life = begun, Marks = marks, From = reading.Now, Until = until, Story = reading.Story };
        // The view of the store may be ahead of the news from other processes.
        store.Marks.Raise(marks);
        if (Life == begun && IsRight(page, begun, Now))
            shelf.Put(key.Text, page);
        return page;
    }

    /// <summary>
    /// Lets one request at a time make the page of a key. Who asks before a change waits for nobody who asks after it, and the other way round.
    /// </summary>
    /// <param name="key">The key.</param>
    /// <param name="make">Makes it; returns whether others may look for it now.</param>
    /// <param name="ct">Ends the wait.</param>
    /// <returns>Null when this request made it, else whether the one that was waited for kept something.</returns>
    public async Task<bool?> Alone(string key, Func<Task<bool>> make, CancellationToken ct)
    {
        var place = (key, store.Marks.Edition);
        var mine = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        var first = made.GetOrAdd(place, mine);
        if (first != mine)
            return await first.Task.WaitAsync(ct);
        var kept = false;
        try
        {
            kept = await make();
        }
        finally
        {
            made.TryRemove(place, out _);
            mine.SetResult(kept);
        }

        return null;
    }

    private async Task Wait(ValueTask<long> answer) => shelf.Grew(await answer);

    private Task Grew(long bytes)
    {
        shelf.Grew(bytes);
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => watch.IsValueCreated ? watch.Value.DisposeAsync() : ValueTask.CompletedTask;

    private bool IsRight(KeptPage page, int life, DateTimeOffset now) => page.Life == life && page.From <= now && now < page.Until && store.Marks.Holds(page.Marks);

    private KeyValuePair<string, StringValues>[] Headers(HttpResponse response)
    {
        var headers = response.Headers;
        headers.Remove("ETag");
        headers.ContentLength = null;
        SecurityHeaders.Put(headers, configuration);
        if (response.StatusCode != StatusCodes.Status301MovedPermanently)
            headers.Vary = "Accept-Encoding";
        // Whoever else keeps it, a browser or a content delivery network, asks before each use: nobody can take it back from them.
        headers.TryAdd("Cache-Control", "public, max-age=0, must-revalidate");
        return [.. headers];
    }
}
