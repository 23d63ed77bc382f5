using System.Diagnostics;
using System.Globalization;
using FanNews.Articles;
using FanNews.People;
using FanNews.Settings;
using FanNews.Storage;
using Microsoft.EntityFrameworkCore;

namespace FanNews.Bench;

/// <summary>From the press of Publish until the story stands on its own page, on the front, in its section, in the feed and in the search.</summary>
internal static class Publishing
{
    private const int Rounds = 300;

    public static async Task Measure(Asked asked, Table table)
    {
        await using var site = await BenchSite.Open(asked, asked.Sizes[^1], copy: true);
        var (section, _) = await Stories.LargestSection(site.Store);
        var slug = section.Trim('/').Split('/')[^1];
        var number = await site.Store.Read(db => db.Set<Sections.Section>().Where(s => s.Slug == slug).Select(s => s.Id).SingleAsync());
        var edit = new EditStory(site.Store);
        var (whole, pressed) = (new List<double>(), new List<double>());
        for (var round = 0; round < Rounds + 5; round++)
        {
            var word = "zq" + round.ToString(CultureInfo.InvariantCulture) + "xv";
            var typed = new TypedStory { Headline = $"Harbour {word} opens at dawn", Body = string.Join("\n\n", Enumerable.Repeat("The ferry left at dawn and came back at noon. Nobody was surprised.", 20)), Section = number.ToString(CultureInfo.InvariantCulture), Tags = "Ferry, Dawn" };
            var started = Stopwatch.GetTimestamp();
            if (await edit.Do(Actor.Command("bench"), new StoryRights(0, Role.Administrator), null, typed, StoryAct.Publish, new Site()) is not StoryAnswer.Done done)
                throw new InvalidOperationException("The story was not published.");
            var stored = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
            var path = await site.Store.Read(db => db.Articles.Where(a => a.Id == done.Id).Select(a => a.Permalink!).SingleAsync());
            foreach (var address in (string[])[path, "/", section, "/feed/", "/search?q=" + word])
            {
                if (!(await site.Client.GetStringAsync(new Uri(address, UriKind.Relative))).Contains(word, StringComparison.Ordinal))
                    throw new InvalidOperationException($"{address} does not show what was published.");
            }

            if (round < 5)
                continue;
            whole.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            pressed.Add(stored);
        }

        whole.Sort();
        pressed.Sort();
        var size = asked.Sizes[^1].ToString("#,0", CultureInfo.InvariantCulture);
        table.AtMost($"publish among {size} stories until all of story, front, section, feed and search showed it (made and read one after the other), p99", whole[Rounds * 99 / 100], 150, " ms", $" (median {whole[Rounds / 2]:F0} ms)");
        table.Note($"of that, publishing itself, p99, index and onward links included", $"{pressed[Rounds * 99 / 100]:F0} ms (median {pressed[Rounds / 2]:F0} ms)");
    }
}
