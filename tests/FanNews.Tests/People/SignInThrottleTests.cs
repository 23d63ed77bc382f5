using FanNews.People;
using FanNews.Settings;
using FanNews.Tests.Storage;
using Microsoft.EntityFrameworkCore;

namespace FanNews.Tests.People;

public sealed class SignInThrottleTests : IAsyncLifetime
{
    private TestStore ground = null!;
    private SignInThrottle throttle = null!;

    public async Task InitializeAsync()
    {
        ground = await TestStore.Create(Engine.Sqlite);
        throttle = Fresh(ground);
    }

    public Task DisposeAsync()
    {
        ground.Dispose();
        return Task.CompletedTask;
    }

    [Theory, EveryEngine]
    public async Task The_delay_doubles_from_the_fifth_failure_to_a_quarter_of_an_hour_and_no_restart_forgives(Engine engine)
    {
        using var newsroom = await TestStore.Create(engine);
        for (var i = 0; i < 4; i++)
            Assert.Null(await Fresh(newsroom).Try("ruth@example.org", "192.0.2.1"));
        var waits = new List<double>();
        for (var i = 0; i < 12; i++)
        {
            Assert.Null(await Fresh(newsroom).Try("ruth@example.org", "192.0.2.1"));
            var wait = await Fresh(newsroom).Try("Ruth@Example.org ", "192.0.2.1") ?? TimeSpan.Zero;
            waits.Add(wait.TotalSeconds);
            newsroom.Clock.Advance(wait);
        }

        Assert.Equal([1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900], waits);
    }

    [Fact]
    public async Task Five_hundred_networks_get_fewer_than_a_hundred_tries_in_an_hour()
    {
        var (end, tried) = (ground.Clock.GetUtcNow().AddHours(1), 0);
        for (var i = 0; ground.Clock.GetUtcNow() < end; i++)
        {
            if (await throttle.Try("ruth@example.org", $"198.51.{i % 500 / 250}.{i % 250}") is null)
                tried++;
            ground.Clock.Advance(TimeSpan.FromSeconds(6));
        }

        Assert.InRange(tried, 20, 99);
    }

    [Fact]
    public async Task Others_cannot_lock_the_owner_out_of_a_network_that_the_account_knows()
    {
        Assert.Null(await throttle.Try("ruth@example.org", "192.0.2.1"));
        await throttle.Succeeded("ruth@example.org", "192.0.2.1");
        for (var i = 0; i < 30; i++)
            await throttle.Try("ruth@example.org", $"198.51.100.{i}");
        Assert.NotNull(await throttle.Try("ruth@example.org", "203.0.113.9"));
        Assert.Null(await throttle.Try("ruth@example.org", "192.0.2.1"));
    }

    [Fact]
    public async Task Half_the_way_in_makes_no_network_known()
    {
        Assert.Null(await throttle.Try("ruth@example.org", "192.0.2.1"));
        await throttle.Succeeded("ruth@example.org", "192.0.2.1", entered: false);
        for (var i = 0; i < 30; i++)
            await throttle.Try("ruth@example.org", $"198.51.100.{i}");
        Assert.NotNull(await throttle.Try("ruth@example.org", "192.0.2.1"));
    }

    [Fact]
    public async Task One_network_that_goes_through_the_accounts_is_slowed_down()
    {
        for (var i = 0; i < 50; i++)
            Assert.Null(await throttle.Try($"p{i}@example.org", "192.0.2.1"));
        Assert.NotNull(await throttle.Try("ruth@example.org", "192.0.2.1"));
        Assert.Null(await throttle.Try("ruth@example.org", "192.0.2.2"));
    }

    [Fact]
    public async Task Success_and_an_hour_forgive()
    {
        for (var i = 0; i < 4; i++)
            Assert.Null(await throttle.Try("ruth@example.org", "192.0.2.1"));
        await throttle.Succeeded("ruth@example.org", "192.0.2.1");
        for (var i = 0; i < 5; i++)
            Assert.Null(await throttle.Try("ruth@example.org", "192.0.2.1"));
        Assert.NotNull(await throttle.Try("ruth@example.org", "192.0.2.1"));
        ground.Clock.Advance(TimeSpan.FromHours(1));
        for (var i = 0; i < 5; i++)
            Assert.Null(await throttle.Try("ruth@example.org", "192.0.2.1"));
    }

    [Fact]
    public async Task A_flood_of_made_up_addresses_stays_small_and_does_not_make_it_forget_the_account_under_attack()
    {
        var small = new SignInThrottle(ground.Store, new Seal(ground.Store), ground.Clock) { Most = 100 };
        for (var i = 0; i < 20; i++)
            await small.Try("ruth@example.org", $"198.51.100.{i}");
        for (var i = 0; i < 200; i++)
            await small.Try($"p{i}@example.org", $"n{i}");
        Assert.NotNull(await small.Try("ruth@example.org", "203.0.113.9"));
        Assert.InRange(await ground.Store.Read(db => db.SignInTries.CountAsync()), 20, 110);
    }

    [Fact]
    public async Task Nobody_reads_an_address_or_a_network_in_the_store()
    {
        await throttle.Try("ruth@example.org", "192.0.2.1");
        await throttle.Succeeded("ruth@example.org", "192.0.2.1");
        var keys = await ground.Store.Read(db => db.SignInTries.Select(t => t.Key).ToListAsync());
        Assert.NotEmpty(keys);
        Assert.All(keys, key => Assert.Matches("^[pank]:[A-Za-z0-9_-]{24}$", key));
    }

    // As after a restart.
    private static SignInThrottle Fresh(TestStore newsroom) => new(newsroom.Store, new Seal(newsroom.Store), newsroom.Clock);
}
