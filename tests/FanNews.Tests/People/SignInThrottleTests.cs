using FanNews.People;
using Microsoft.Extensions.Time.Testing;

namespace FanNews.Tests.People;

public sealed class SignInThrottleTests
{
    private readonly FakeTimeProvider clock = new(TestNewsroom.Noon);
    private readonly SignInThrottle throttle;

    public SignInThrottleTests() => throttle = new(clock);

    [Fact]
    public void The_delay_doubles_from_the_fifth_failure_to_a_quarter_of_an_hour()
    {
        for (var i = 0; i < 4; i++)
            Assert.Null(throttle.Try("ruth@example.org", "192.0.2.1"));
        var waits = new List<double>();
        for (var i = 0; i < 12; i++)
        {
            Assert.Null(throttle.Try("ruth@example.org", "192.0.2.1"));
            var wait = throttle.Try("Ruth@Example.org ", "192.0.2.1") ?? TimeSpan.Zero;
            waits.Add(wait.TotalSeconds);
            clock.Advance(wait);
        }

        Assert.Equal([1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900], waits);
    }

    [Fact]
    public void Five_hundred_networks_get_fewer_than_a_hundred_tries_in_an_hour()
    {
        var (end, tried) = (clock.GetUtcNow().AddHours(1), 0);
        for (var i = 0; clock.GetUtcNow() < end; i++)
        {
            if (throttle.Try("ruth@example.org", $"198.51.{i % 500 / 250}.{i % 250}") is null)
                tried++;
            clock.Advance(TimeSpan.FromMilliseconds(360));
        }

        Assert.InRange(tried, 20, 99);
    }

    [Fact]
    public void Others_cannot_lock_the_owner_out_of_a_network_that_the_account_knows()
    {
        Assert.Null(throttle.Try("ruth@example.org", "192.0.2.1"));
        throttle.Succeeded("ruth@example.org", "192.0.2.1");
        for (var i = 0; i < 500; i++)
            throttle.Try("ruth@example.org", $"198.51.100.{i % 250}");
        Assert.NotNull(throttle.Try("ruth@example.org", "203.0.113.9"));
        Assert.Null(throttle.Try("ruth@example.org", "192.0.2.1"));
    }

    [Fact]
    public void One_network_that_goes_through_the_accounts_is_slowed_down()
    {
        for (var i = 0; i < 50; i++)
            Assert.Null(throttle.Try($"p{i}@example.org", "192.0.2.1"));
        Assert.NotNull(throttle.Try("ruth@example.org", "192.0.2.1"));
        Assert.Null(throttle.Try("ruth@example.org", "192.0.2.2"));
    }

    [Fact]
    public void Success_and_an_hour_forgive()
    {
        for (var i = 0; i < 4; i++)
            Assert.Null(throttle.Try("ruth@example.org", "192.0.2.1"));
        throttle.Succeeded("ruth@example.org", "192.0.2.1");
        for (var i = 0; i < 5; i++)
            Assert.Null(throttle.Try("ruth@example.org", "192.0.2.1"));
        Assert.NotNull(throttle.Try("ruth@example.org", "192.0.2.1"));
        clock.Advance(TimeSpan.FromHours(1));
        for (var i = 0; i < 5; i++)
            Assert.Null(throttle.Try("ruth@example.org", "192.0.2.1"));
    }

    [Fact]
    public void A_flood_of_made_up_addresses_does_not_make_it_forget_the_account_under_attack()
    {
        for (var i = 0; i < 20; i++)
            throttle.Try("ruth@example.org", $"198.51.100.{i}");
        for (var i = 0; i < 30_000; i++)
            throttle.Try($"p{i}@example.org", $"n{i}");
        Assert.NotNull(throttle.Try("ruth@example.org", "203.0.113.9"));
    }
}
