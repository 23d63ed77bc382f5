using FanNews.Articles;

namespace FanNews.Tests.Articles;

public sealed class LocalTimeTests
{
    private static readonly TimeZoneInfo Berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    [Theory]
    [InlineData("2026-11-24T18:00", "2026-11-24T17:00:00Z")]
    [InlineData("2026-07-01T18:00", "2026-07-01T16:00:00Z")]
    [InlineData(" 2026-11-24 18:00 ", "2026-11-24T17:00:00Z")]
    [InlineData("24 Nov 2026, 18:00", "2026-11-24T17:00:00Z")]
    public void A_time_is_read_in_the_zone_of_the_site(string typed, string instant) =>
        Assert.Equal(DateTimeOffset.Parse(instant, System.Globalization.CultureInfo.InvariantCulture), LocalTime.Read(typed, null, Berlin).At);

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData(null)]
    public void No_time_is_no_time(string? typed) => Assert.Equal((null, null), (LocalTime.Read(typed, null, Berlin).At, LocalTime.Read(typed, null, Berlin).Problem));

    [Theory]
    [InlineData("soon")]
    [InlineData("2026-02-30T10:00")]
    [InlineData("0001-01-01T00:00")]
    public void What_is_no_time_is_refused(string typed) => Assert.Equal("Write the time like 2026-11-24 18:00", LocalTime.Read(typed, null, Berlin).Problem);

    [Fact]
    public void A_time_that_the_clocks_skip_is_refused()
    {
        var read = LocalTime.Read("2026-03-29T02:30", null, Berlin);
        Assert.Null(read.At);
        Assert.Equal("There is no 02:30 on 29 March 2026 in Europe/Berlin: the clocks go forward over it. Choose another time", read.Problem);
    }

    [Fact]
    public void A_time_that_happens_twice_asks_which()
    {
        var read = LocalTime.Read("2026-10-25T02:30", null, Berlin);
        Assert.Equal("02:30 happens twice on 25 October 2026 in Europe/Berlin: the clocks go back. Say which one you mean", read.Problem);
        Assert.Equal(["UTC+2", "UTC+1"], read.Choices.Select(LocalTime.Name));
        Assert.Equal(new DateTimeOffset(2026, 10, 25, 0, 30, 0, TimeSpan.Zero), LocalTime.Read("2026-10-25T02:30", "UTC+2", Berlin).At);
        Assert.Equal(new DateTimeOffset(2026, 10, 25, 1, 30, 0, TimeSpan.Zero), LocalTime.Read("2026-10-25T02:30", "UTC+1", Berlin).At);
        Assert.NotNull(LocalTime.Read("2026-10-25T02:30", "UTC+5", Berlin).Problem);
    }

    [Fact]
    public void Every_hour_of_a_year_reads_back_as_it_was_written()
    {
        foreach (var zone in new[] { "Europe/Berlin", "America/St_Johns", "Australia/Lord_Howe", "Asia/Kathmandu", "UTC" }.Select(TimeZoneInfo.FindSystemTimeZoneById))
        {
            for (var at = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero); at.Year == 2026; at = at.AddMinutes(30))
                Assert.Equal(at, LocalTime.Read(LocalTime.Write(at, zone), LocalTime.Name(zone.GetUtcOffset(at)), zone).At);
        }
    }
}
