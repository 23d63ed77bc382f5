using System.Collections.Concurrent;
using FanNews.Outbox;
using FanNews.Storage;
using FanNews.Tests.Storage;
using Microsoft.EntityFrameworkCore;

namespace FanNews.Tests.Outbox;

public sealed class EmptyOutboxTests
{
    [Theory, EveryEngine]
    public async Task What_is_due_is_delivered_once_the_longest_wait_first_and_its_payload_is_emptied(Engine engine)
    {
        using var newsroom = await TestStore.Create(engine);
        await Send(newsroom, "first");
        newsroom.Clock.Advance(TimeSpan.FromSeconds(1));
        await Send(newsroom, "second");
        var seen = new List<string>();
        var outbox = Outbox(newsroom, row => { seen.Add(row.Payload); return new Delivery.Done(); });
        Assert.Null(await outbox.Run());
        Assert.Null(await outbox.Run());
        Assert.Equal(["\"first\"", "\"second\""], seen);
        Assert.All(await Rows(newsroom), row => Assert.Equal((newsroom.Clock.GetUtcNow(), 1, "{}", null), (row.DoneAt!.Value, row.Attempts, row.Payload, row.Trouble)));
    }

    [Theory, EveryEngine]
    public async Task Of_many_processes_on_one_store_one_delivers_a_row(Engine engine)
    {
        using var newsroom = await TestStore.Create(engine);
        for (var i = 0; i < 20; i++)
            await Send(newsroom, $"{i}");
        var stores = Enumerable.Range(0, 4).Select(_ => new NewsroomStore(newsroom.Options, newsroom.Clock)).ToList();
        var delivered = new ConcurrentBag<long>();
        await Task.WhenAll(stores.Select(store => Task.Run(() => new EmptyOutbox(store, newsroom.Clock, Kinds(row => { delivered.Add(row.Id); return new Delivery.Done(); })).Run())));
        Assert.Equal(20, delivered.Count);
        Assert.Equal(20, delivered.Distinct().Count());
        Assert.All(await Rows(newsroom), row => Assert.Equal(1, row.Attempts));
        stores.ForEach(store => store.Dispose());
    }

    [Theory, EveryEngine]
    public async Task While_one_process_has_a_row_in_hand_it_is_due_for_nobody_else(Engine engine)
    {
        using var newsroom = await TestStore.Create(engine);
        await Send(newsroom, "slow");
        var (begun, end) = (new TaskCompletionSource(), new TaskCompletionSource());
        var slow = new EmptyOutbox(newsroom.Store, newsroom.Clock, new Dictionary<string, Deliver>
        {
            ["test"] = async (_, ct) => { begun.SetResult(); await end.Task.WaitAsync(ct); return new Delivery.Done(); },
        });
        var running = slow.Run();
        await begun.Task;
        var others = 0;
        var other = Outbox(newsroom, _ => { others++; return new Delivery.Done(); });
        Assert.Equal(TestNewsroom.Noon + EmptyOutbox.Claim, await other.Run());
        Assert.Equal(0, others);
        // A process that was killed with the row in hand leaves it to the others when its claim is over.
        newsroom.Clock.Advance(EmptyOutbox.Claim);
        Assert.Null(await other.Run());
        Assert.Equal(1, others);
        end.SetResult();
        Assert.Null(await running);
        Assert.NotNull(Assert.Single(await Rows(newsroom)).DoneAt);
    }

    [Theory, EveryEngine]
    public async Task A_failure_is_tried_again_ever_later_and_given_up_after_three_days(Engine engine)
    {
        using var newsroom = await TestStore.Create(engine);
        await Send(newsroom, "secret");
        var tries = 0;
        var outbox = Outbox(newsroom, _ => new Delivery.Later($"Refused {++tries} times."));
        var waits = new List<TimeSpan>();
        while (await outbox.Run() is { } due)
        {
            Assert.Equal(due, await outbox.Run());
            waits.Add(due - newsroom.Clock.GetUtcNow());
            newsroom.Clock.Advance(waits[^1]);
        }

        Assert.Equal([0.5, 1, 2, 4, 8, 16, 32, 60, 60], waits.Take(9).Select(w => w.TotalMinutes));
        Assert.InRange(newsroom.Clock.GetUtcNow() - TestNewsroom.Noon, EmptyOutbox.Patience, EmptyOutbox.Patience + TimeSpan.FromHours(1));
        var row = Assert.Single(await Rows(newsroom));
        Assert.Equal((waits.Count + 1, $"Refused {tries} times.", "{}", newsroom.Clock.GetUtcNow()), (row.Attempts, row.Trouble, row.Payload, row.DoneAt!.Value));
    }

    [Theory, EveryEngine]
    public async Task What_can_never_be_delivered_is_given_up_at_once_and_holds_up_nothing(Engine engine)
    {
        using var newsroom = await TestStore.Create(engine);
        await Send(newsroom, "never");
        await Send(newsroom, "broken");
        await Send(newsroom, "fine");
        await newsroom.Store.Change(Actor.Program, change =>
        {
            change.Send("unknown kind", "{}");
            change.Record("asked", "test");
            return Task.CompletedTask;
        });
        var outbox = Outbox(newsroom, row => row.Payload switch
        {
            "\"never\"" => new Delivery.Never("No such person."),
            "\"broken\"" => throw new InvalidOperationException("Out of ink."),
            _ => new Delivery.Done(),
        });
        Assert.Equal(TestNewsroom.Noon + EmptyOutbox.Pause(1), await outbox.Run());
        Assert.Equal(
            [(true, "No such person."), (false, "InvalidOperationException: Out of ink."), (true, null), (false, "Nothing here delivers unknown kind.")],
            (await Rows(newsroom)).Select(r => (r.DoneAt is not null, r.Trouble)));
    }

    [Theory, EveryEngine]
    public async Task Who_must_stop_in_the_middle_leaves_the_row_due_at_once(Engine engine)
    {
        using var newsroom = await TestStore.Create(engine);
        await Send(newsroom, "long");
        using var late = new CancellationTokenSource();
        var outbox = new EmptyOutbox(newsroom.Store, newsroom.Clock, new Dictionary<string, Deliver>
        {
            ["test"] = async (_, ct) => { await late.CancelAsync(); ct.ThrowIfCancellationRequested(); return new Delivery.Done(); },
        });
        await Assert.ThrowsAsync<OperationCanceledException>(() => outbox.Run(ct: late.Token));
        var row = Assert.Single(await Rows(newsroom));
        Assert.Equal((TestNewsroom.Noon, null, "\"long\""), (row.DueAt, row.DoneAt, row.Payload));
        using var stop = new CancellationTokenSource();
        await stop.CancelAsync();
        Assert.Null(await Outbox(newsroom, _ => throw new InvalidOperationException("Stopped.")).Run(stop.Token));
    }

    [Theory, EveryEngine]
    public async Task The_store_tells_of_a_filled_outbox_only_after_the_commit(Engine engine)
    {
        using var newsroom = await TestStore.Create(engine);
        var told = new List<int>();
        newsroom.Store.OutboxFilled += (_, _) =>
        {
            using var db = newsroom.Store.Open();
            told.Add(db.OutboxRows.Count());
        };
        await Send(newsroom, "one");
        await newsroom.Store.Change(Actor.Program, change => { change.Send("test", "{}"); return Task.FromResult(change.Abandon(0)); });
        await newsroom.Person(FanNews.People.Role.Author);
        Assert.Equal([1], told);
    }

    [Theory, EveryEngine]
    public async Task What_was_done_long_ago_is_forgotten_and_what_waits_is_not(Engine engine)
    {
        using var newsroom = await TestStore.Create(engine);
        await Send(newsroom, "old");
        var outbox = Outbox(newsroom, row => row.Payload == "\"old\"" ? new Delivery.Done() : new Delivery.Later("Not yet."));
        await outbox.Run();
        await Send(newsroom, "waits");
        await outbox.Run();
        Assert.Equal(0, await outbox.Forget());
        newsroom.Clock.Advance(EmptyOutbox.Memory + TimeSpan.FromSeconds(1));
        Assert.Equal(1, await outbox.Forget());
        Assert.Equal("\"waits\"", Assert.Single(await Rows(newsroom)).Payload);
    }

    private static EmptyOutbox Outbox(TestStore newsroom, Func<OutboxRow, Delivery> deliver) => new(newsroom.Store, newsroom.Clock, Kinds(deliver));

    private static Dictionary<string, Deliver> Kinds(Func<OutboxRow, Delivery> deliver) => new() { ["test"] = (row, _) => Task.FromResult(deliver(row)) };

    private static Task Send(TestStore newsroom, string what) => newsroom.Store.Change(Actor.Program, change =>
    {
        change.Send("test", $"\"{what}\"");
        change.Record("asked", "test");
        return Task.CompletedTask;
    });

    private static Task<List<OutboxRow>> Rows(TestStore newsroom) => newsroom.Store.Read(db => db.OutboxRows.AsNoTracking().OrderBy(r => r.Id).ToListAsync());
}
