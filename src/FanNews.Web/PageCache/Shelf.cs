using System.Collections.Concurrent;

namespace FanNews.Web.PageCache;

/// <summary>The pages that are kept, in bounded memory. What was not asked for the longest goes first.</summary>
/// <param name="limit">The most that it holds, in bytes.</param>
public sealed class Shelf(long limit)
{
    // A page is marked as used at most once in so many milliseconds, so that readers of one page do not write to the same place all the time.
    private const long Grain = 1000;

    private readonly ConcurrentDictionary<string, KeptPage> pages = new(StringComparer.Ordinal);
    private readonly Lock clearing = new();
    private long weight;

    /// <summary>How much it holds, in bytes; roughly between two clearances.</summary>
    public long Weight => Volatile.Read(ref weight);

    /// <summary>How many pages it holds.</summary>
    public int Count => pages.Count;

    /// <summary>The page of a key, whether it is still right or not; null for none.</summary>
    public KeptPage? Find(string key)
    {
        if (!pages.TryGetValue(key, out var page))
            return null;
        var now = Environment.TickCount64;
        if (now - page.UsedAt > Grain)
            page.UsedAt = now;
        return page;
    }

    /// <summary>Keeps a page in the place of an earlier one. One that would take up much of the room by itself is left out.</summary>
    public void Put(string key, KeptPage page)
    {
        if (page.Weight > limit / 4)
            return;
        page.UsedAt = Environment.TickCount64;
        pages.TryGetValue(key, out var earlier);
        page.Succeed(earlier);
        pages[key] = page;
        Grew(page.Weight - (earlier?.Weight ?? 0));
    }

    /// <summary>Takes note that pages grew, and makes room where there is none left.</summary>
    /// <param name="bytes">By how much.</param>
    public void Grew(long bytes)
    {
        if (bytes == 0 || Interlocked.Add(ref weight, bytes) <= limit || !clearing.TryEnter())
            return;
        try
        {
            Clear();
        }
        finally
        {
            clearing.Exit();
        }
    }

    private void Clear()
    {
        // A fifth at a time: sorting all of them for every new page would cost more than it saves.
        var room = limit - limit / 5;
        var all = pages.ToArray().Select(p => (p.Key, Page: p.Value, p.Value.UsedAt)).OrderByDescending(p => p.UsedAt);
        var sum = 0L;
        foreach (var (key, page, _) in all)
        {
            if (sum + page.Weight <= room)
                sum += page.Weight;
            else
                pages.TryRemove(KeyValuePair.Create(key, page));
        }

        Volatile.Write(ref weight, sum);
    }
}
