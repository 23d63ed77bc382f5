using System.Text.RegularExpressions;
using CsCheck;
using FanNews.Interchange.WordPress;
using FanNews.Settings;
using FanNews.Tests.Body;
using FanNews.Tests.Storage;
using Microsoft.EntityFrameworkCore;

namespace FanNews.Tests.Pages.Admin;

/// <summary>What the rich editor makes of texts, without a browser: it reads them, types into each block, takes it back, and writes every block anew.</summary>
public sealed partial class RichTextTests
{
    [RichFact]
    public async Task A_block_that_nobody_touched_keeps_its_very_bytes()
    {
        var texts = Stories().ToList();
        if (Shared.Folder is not null)
            texts.AddRange(Directory.EnumerateFiles(Shared.Path("markdown"), "*.md", SearchOption.AllDirectories).Select(File.ReadAllText));
        await MustKeep(texts);
        await Samples.Markdown.Array[400].SampleAsync(MustKeep, iter: 1);
    }

    [RichFact]
    public async Task What_is_written_anew_reads_as_it_did()
    {
        var texts = Stories().ToList();
        var answers = await MustKeep(texts);
        Assert.Equal(0, answers.Sum(a => a.Opaque));
        Assert.All(texts.Zip(answers), t => Assert.Equal(Read(t.First), Read(t.Second.Anew)));
    }

    [RichSharedDataFact("wxr")]
    public async Task Imported_stories_keep_their_bytes_and_read_as_they_did_when_written_anew()
    {
        using var store = await TestStore.Create(Engine.Sqlite);
        foreach (var file in (string[])[Shared.Path("seed", "seed.wxr.xml"), Shared.Path("wxr", "wordpress-theme-test-data", "themeunittestdata.wordpress.xml")])
            await new WordPressImport(store.Store, new Site(), TimeProvider.System, new ImportOptions()).Run([file], _ => { }, default);
        var texts = await store.Store.Read(db => db.Set<FanNews.Articles.Revision>().Select(r => r.Body).Where(b => b != "").Distinct().ToListAsync());
        var answers = await MustKeep(texts);
        Assert.True(answers.Sum(a => a.Opaque) < answers.Sum(a => a.Blocks) / 4, $"{answers.Sum(a => a.Opaque)} of {answers.Sum(a => a.Blocks)} blocks are opaque");
        Assert.All(texts.Zip(answers), t => Assert.Equal(Read(t.First), Read(t.Second.Anew)));
    }

    // The stories of the demo, without what stands before their text.
    private static IEnumerable<string> Stories() => Directory.EnumerateFiles(Checkout.Path("src", "FanNews.Web", "Demo", "stories"), "*.md").Order(StringComparer.Ordinal).Select(file => File.ReadAllText(file).Split("\n\n", 2)[^1]);

    private static async Task<IReadOnlyList<RichAnswer>> MustKeep(IReadOnlyList<string> texts)
    {
        var answers = await RichText.Walk(texts);
        Assert.Equal(texts.Count, answers.Count);
        for (var i = 0; i < texts.Count; i++)
            Assert.True(answers[i].Same && answers[i].Broken.Count == 0, $"{texts[i]}\n{string.Join('\n', answers[i].Broken)}");
        return answers;
    }

    // What a reader gets; where lines end in the HTML means nothing, nor which of two marks over the same words is the outer.
    private static string Read(string markdown)
    {
        var html = Space().Replace(Rendering.Html(markdown), " ").Replace("> <", "><", StringComparison.Ordinal);
        return Marks().Replace(html, run => string.Concat(Tag().Matches(run.Value).Select(t => t.Value).Order(StringComparer.Ordinal)));
    }

    [GeneratedRegex("(?:</?(?:em|strong|del|a)\\b[^>]*>){2,}")]
    private static partial Regex Marks();

    [GeneratedRegex("<[^>]+>")]
    private static partial Regex Tag();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();
}
