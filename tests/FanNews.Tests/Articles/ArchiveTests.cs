using FanNews.Articles;
using FanNews.Settings;
using FanNews.Tests.Storage;
using FanNews.Web.Pages;
using Microsoft.EntityFrameworkCore;

namespace FanNews.Tests.Articles;

public sealed class ArchiveTests
{
    [Theory]
    [InlineData("UTC")]
    [InlineData("Europe/Berlin")]
    [InlineData("America/Scoresbysund")]
    [InlineData("Asia/Amman")]
    [InlineData("Asia/Tehran")]
    [InlineData("America/Havana")]
    [InlineData("America/Sao_Paulo")]
    [InlineData("Pacific/Apia")]
    public void Days_follow_one_another_withlategap_and_every_instant_stands_in_one(string name)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(name);
        var first = StoryList.Midnight(new(1978, 1, 1), zone);
        for (var day = new DateOnly(1978, 1, 1); day.Year < 2040; day = day.AddDays(1))
        {
            var end = StoryList.Midnight(day.AddDays(1), zone);
            Assert.True(first <= end, $"{day}");
            // A day that a zone left out has no instant.
            if (first < end)
                Assert.Equal((day, day), (StoryList.DayOf(first, zone), StoryList.DayOf(end.AddTicks(-1), zone)));
            first = end;
        }
    }

    [Theory]
    [InlineData("America/Scoresbysund", "2024-03-31T01:30:00Z")]
    [InlineData("Asia/Amman", "2022-02-24T21:30:00Z")]
    [InlineData("Europe/Kyiv", "1982-03-31T20:30:00Z")]
    [InlineData("UTC", "2024-02-29T23:59:59Z")]
    public async Task What_leads_to_a_story_finds_it_where_clocks_change_at_midnight(string zone, string at)
    {
        using var newsroom = await TestStore.Create(Engine.Sqlite);
        var site = new Site { Zone = TimeZoneInfo.FindSystemTimeZoneById(zone) };
        var late = DateTimeOffset.Parse(at, System.Globalization.CultureInfo.InvariantCulture);
        await newsroom.Publish("Early", at: late.AddDays(-20));
        await newsroom.Publish("Late", at: late);
        await newsroom.Store.Read(async db =>
        {
            var led = new List<DateOnly>();
            foreach (var year in await Archive.Years(db, site, TestNewsroom.Noon))
            {
                foreach (var month in await Archive.Months(db, site, TestNewsroom.Noon, year.Year))
                    led.AddRange(await Archive.Days(db, site, TestNewsroom.Noon, month));
            }

            Assert.Equal(2, led.Count);
            foreach (var day in led)
            {
                string[] parts = [$"{day:yyyy}", $"{day:MM}", $"{day:dd}"];
                for (var depth = 1; depth <= parts.Length; depth++)
                    Assert.NotEmpty(await (await StoryList.At(db, null!, site, parts[..depth], TestNewsroom.Noon))!.Stories.ToListAsync());
            }

            return 0;
        });
    }

    [Theory]
    [InlineData("fa")]
    [InlineData("ar-SA")]
    [InlineData("en")]
    [InlineData("de")]
    public void The_label_of_a_part_stands_in_its_whole_name(string language)
    {
        var times = new Times(new Site { Language = language }, TestNewsroom.Noon);
        for (var day = new DateOnly(2024, 1, 1); day.Year == 2024; day = day.AddDays(1))
        {
            Assert.Contains(times.DayNumber(day), times.Day(day), StringComparison.Ordinal);
            if (day.Day == 1)
                Assert.Contains(times.MonthName(day), times.Month(day.Year, day.Month), StringComparison.Ordinal);
        }
    }
}
