using System.Diagnostics;
using System.Globalization;
using FanNews.Screening;

namespace FanNews.Bench;

/// <summary>How many comments a core screens in a second: all phases with lists of words, the model of the newsroom and a story to compare with.</summary>
internal static class Screening
{
    private const int Comments = 2_000;

    private static readonly string[] Kinds =
    [
        "Who pays for the ferry? Nobody on the council has said a single word about it, number {0}.",
        "My grandmother crossed that bridge every day for forty years, and it never once closed. Now they find cracks in two piers and send us round by the motorway. I would like to know who signed the last inspection, and when. ({0})",
        "Earn $500 a day from home, contact me on WhatsApp, click http://money{0}.top now!!!",
        "v1agra c1alis {0} no prescription www.pills{0}.biz http://a.example http://b.example",
        "👍 {0}",
    ];

    public static Task Measure(Asked asked, Table table)
    {
        var model = LearnWords.From([], SeedComments.All).Model;
        var rules = new ScreeningRules { Mode = FanNews.Settings.CommentsMode.None, BanWords = Words("ban", 200), HoldWords = Words("hold", 200) };
        var story = new StoryWords(string.Join(' ', Enumerable.Range(0, 400).Select(i => Words("word", 3).Replace('\n', ' ') + i.ToString(CultureInfo.InvariantCulture))));
        List<Wording> wordings = [.. Enumerable.Range(0, Comments).Select(i => new Wording(string.Format(CultureInfo.InvariantCulture, Kinds[i % Kinds.Length], i), "Ada Quill", i % 3 == 0 ? "https://quill.example/" : null))];
        var (best, held) = (0.0, 0);
        for (var round = 0; round <= asked.Rounds; round++)
        {
            held = 0;
            using var self = Process.GetCurrentProcess();
            var before = self.TotalProcessorTime;
            foreach (var wording in wordings)
                held += Screen.Judge(new Candidate { Wording = wording, Story = story, Spam = model.Judge(wording), SafeThreshold = 0.9 }, rules).Ruling == Ruling.Hold ? 1 : 0;
            self.Refresh();
            // Of the processor, not of the clock: others may want it too.
            if (round > 0)
                best = Math.Max(best, Comments / (self.TotalProcessorTime - before).TotalSeconds);
        }

        table.AtLeast("comments screened a second and core: 14 phases, lists of 200 words each, the model", best, 1_000, "", $" ({1e6 / best:0} µs each; {held * 100 / Comments} % held)");
        return Task.CompletedTask;
    }

    private static string Words(string word, int count) => string.Join('\n', Enumerable.Range(0, count).Select(i => $"{word}{(char)('a' + i % 26)}{(char)('a' + i / 26)}"));
}
