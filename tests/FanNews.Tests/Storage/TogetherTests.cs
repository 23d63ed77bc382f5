using FanNews.Storage;

namespace FanNews.Tests.Storage;

public sealed class TogetherTests
{
    [Fact]
    public async Task Whoever_asks_while_others_are_served_is_served_in_the_next_turn_with_all_who_wait()
    {
        var (turns, begun, go) = (new List<int>(), new TaskCompletionSource(), new TaskCompletionSource());
        var together = new Together<int, int>(async asks =>
        {
            turns.Add(asks.Count);
            begun.TrySetResult();
            await go.Task;
            return [.. asks.Select(a => a * 2)];
        }, most: 8);
        var first = together.Ask(1);
        await begun.Task;
        var others = Enumerable.Range(2, 10).Select(together.Ask).ToList();
        go.SetResult();
        Assert.Equal(2, await first);
        Assert.Equal(Enumerable.Range(2, 10).Select(i => i * 2), await Task.WhenAll(others));
        Assert.Equal([1, 8, 2], turns);
    }

    [Fact]
    public async Task One_that_fails_fails_no_other()
    {
        var (begun, go) = (new TaskCompletionSource(), new TaskCompletionSource());
        var together = new Together<int, int>(async asks =>
        {
            begun.TrySetResult();
            await go.Task;
            return asks.Contains(13) ? throw new InvalidOperationException("13") : [.. asks];
        }, most: 8);
        var first = together.Ask(0);
        await begun.Task;
        var (before, bad, after) = (together.Ask(12), together.Ask(13), together.Ask(14));
        go.SetResult();
        Assert.Equal(new[] { 0, 12, 14 }, await Task.WhenAll(first, before, after));
        await Assert.ThrowsAsync<InvalidOperationException>(() => bad);
        Assert.Equal(15, await together.Ask(15));
    }

    [Fact]
    public async Task Trouble_with_the_store_is_told_to_all_and_tried_only_once()
    {
        var (tries, begun, go) = (0, new TaskCompletionSource(), new TaskCompletionSource());
        var together = new Together<int, int>(async asks =>
        {
            tries++;
            begun.TrySetResult();
            await go.Task;
            throw new StoreTrouble("The disk is full.", new IOException());
        }, most: 8);
        var asks = new List<Task<int>> { together.Ask(1) };
        await begun.Task;
        asks.AddRange([together.Ask(2), together.Ask(3)]);
        go.SetResult();
        foreach (var ask in asks)
            await Assert.ThrowsAsync<StoreTrouble>(() => ask);
        Assert.Equal(2, tries);
    }

    [Fact]
    public async Task Of_many_who_ask_at_once_each_gets_an_answer()
    {
        var together = new Together<int, int>(asks => Task.FromResult<IReadOnlyList<int>>([.. asks]), most: 7);
        Assert.Equal(Enumerable.Range(0, 5_000), await Task.WhenAll(Enumerable.Range(0, 5_000).Select(i => Task.Run(() => together.Ask(i)))));
    }
}
