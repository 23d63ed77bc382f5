using System.Diagnostics;
using FanNews.Interchange.WordPress;

namespace FanNews.Tests.Interchange.WordPress;

/// <summary>The reading and the conversion on files that nobody wrote for this program.</summary>
public sealed class SharedExportTests
{
    [SharedDataFact("wxr")]
    public void Every_export_is_read_to_its_end_or_refused_with_a_place()
    {
        Dictionary<string, int> refused = [];
        foreach (var file in Directory.EnumerateFiles(Shared.Path("wxr"), "*.xml", SearchOption.AllDirectories))
        {
            try
            {
                Assert.IsType<WxrSite>(WxrReader.Read(file).Last());
            }
            catch (WxrException broken)
            {
                refused[Path.GetFileName(file)] = broken.Line;
            }
        }
        Assert.Equal(new Dictionary<string, int> { ["sample.xml"] = 109, ["wordpress_qtranslate_item_raw_export.xml"] = 1 }, refused);
    }

    [SharedDataFact("hostile/wxr")]
    public void Hostile_files_are_refused_or_recovered_quickly_and_open_nothing()
    {
        Dictionary<string, string> outcome = [];
        foreach (var file in Directory.EnumerateFiles(Shared.Path("hostile", "wxr"), "*.xml").Order())
        {
            var watch = Stopwatch.StartNew();
            try
            {
                var read = WxrReader.Read(file).OfType<WxrItem>().ToList();
                Assert.DoesNotContain(read, item => (item.Title + item.Content).Contains("root:", StringComparison.Ordinal));
                outcome[Path.GetFileNameWithoutExtension(file)] = "read";
            }
            catch (WxrException broken)
            {
                outcome[Path.GetFileNameWithoutExtension(file)] = broken.Message.Contains("DTD", StringComparison.Ordinal) ? "DTD" : "refused";
            }
            Assert.True(watch.Elapsed < TimeSpan.FromSeconds(5), $"{file} took {watch.Elapsed}");
        }
        Assert.Equal(
            """
            billion-laughs: DTD
            bom-and-blank-lines: read
            control-characters: read
            deep-nesting: refused
            html-entities: refused
            html-error-page: DTD
            latin1-declared-utf8: read
            not-wxr-rss-only: refused
            quadratic-blowup: DTD
            truncated-in-the-middle: refused
            undeclared-prefix: read
            utf16: read
            xxe-file: DTD
            xxe-http: DTD
            xxe-parameter-entity: DTD
            """, string.Join('\n', outcome.Select(pair => $"{pair.Key}: {pair.Value}")));
    }

    [SharedDataFact("blocks")]
    public void The_visible_text_of_every_block_survives()
    {
        // What a theme fills, what is a player's fallback, and the button beside a file's name are not text of the story.
        string[] without = ["Download", "6546Download"];
        var site = new OldSite(new WxrSite(1) { Link = "https://old.news.example" }, new Uploads());
        List<string> lost = [];
        foreach (var file in Directory.EnumerateFiles(Shared.Path("blocks"), "*.html", SearchOption.AllDirectories)
            .Where(file => !file.Contains("documents", StringComparison.Ordinal)))
        {
            var html = File.ReadAllText(file);
            var body = new StoryText(site, new Uploads(), _ => null).Convert(new WxrItem(1) { Content = html }).Body;
            var seen = HouseMarkdown.Words(body);
            lost.AddRange(HouseMarkdown.WordsOf(html).Where(word => !seen.Contains(word) && !without.Contains(word) && !word.StartsWith("[gallery", StringComparison.Ordinal) && !word.StartsWith("ids=", StringComparison.Ordinal))
                .Select(word => $"{Path.GetFileName(file)}: {word}"));
        }
        Assert.True(lost.Count == 0, string.Join("\n", lost));
    }

    [SharedDataFact("wxr")]
    public void The_visible_text_of_every_story_survives()
    {
        // The label before a credit, and the text of a button beside a file's link.
        string[] byDesign = ["Photo:", "2014-slider-mobile-behaviorCustom", "button", "text"];
        List<string> lost = [];
        foreach (var file in Directory.EnumerateFiles(Shared.Path("wxr"), "*.xml", SearchOption.AllDirectories).Where(file => !file.EndsWith("sample.xml", StringComparison.Ordinal) && !file.Contains("raw_export", StringComparison.Ordinal)))
        {
            var records = WxrReader.Read(file).ToList();
            var uploads = new Uploads();
            foreach (var item in records.OfType<WxrItem>().Where(item => item.Type == "attachment")) uploads.Add(item);
            var text = new StoryText(new OldSite(records.OfType<WxrSite>().Single(), uploads), uploads, id => records.OfType<WxrItem>().FirstOrDefault(item => item.Id == id && item.Type == "wp_block")?.Content);
            foreach (var item in records.OfType<WxrItem>().Where(item => item.Type is "post" or "page"))
            {
                var converted = text.Convert(item);
                var seen = HouseMarkdown.Words(converted.Dateline + " " + converted.Body);
                // Short codes are replaced on purpose; what theme blocks hold is counted as a loss.
                if (converted.Losses.Counts.Keys.Any(what => what.StartsWith("block ", StringComparison.Ordinal))) continue;
                lost.AddRange(HouseMarkdown.WordsOf(item.Content).Where(word => !word.Contains('[', StringComparison.Ordinal) && !word.Contains(']', StringComparison.Ordinal) && !word.Contains('=', StringComparison.Ordinal)
                    && !seen.Contains(word) && !seen.Contains(word.Replace("Download", "", StringComparison.Ordinal)) && !byDesign.Contains(word)).Select(word => $"{Path.GetFileName(file)} {item.Id}: {word}"));
            }
        }
        Assert.True(lost.Count == 0, string.Join("\n", lost));
    }
}
