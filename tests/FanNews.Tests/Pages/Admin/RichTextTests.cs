using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
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

    [RichFact]
    public async Task What_somebody_marks_is_marked_for_readers_and_comes_back_as_it_was()
    {
        (string Markdown, JsonObject[] Line)[] known =
        [
            ("**Note:** text", [Words("Note:", "strong"), Words(" text")]),
            ("<strong>Note:</strong>text", [Words("Note:", "strong"), Words("text")]),
            ("<strong>重要。</strong>注意", [Words("重要。", "strong"), Words("注意")]),
            ("word<strong>“quoted”</strong>word", [Words("word"), Words("“quoted”", "strong"), Words("word")]),
            ("word<del>£5</del>", [Words("word"), Words("£5", "strike")]),
            ("word**bold**word", [Words("word"), Words("bold", "strong"), Words("word")]),
            ("a<strong>[link](/a/) on</strong>", [Words("a"), Words("link", "strong", "link"), Words(" on", "strong")]),
            ("a<em>`code`</em>b", [Words("a"), Words("code", "em", "code"), Words("b")]),
            ("<strong>a</strong>*b*", [Words("a", "strong"), Words("b", "em")]),
            ("***a** b*", [Words("a", "strong", "em"), Words(" b", "em")]),
            ("*Title* next", [Words("Title", "em"), Words(" ", "strong"), Words("next")]),
            ("One**two**", [Words("One"), new JsonObject { ["type"] = "break", ["marks"] = Marks("strong") }, Words("two", "strong")]),
            ("Wow\\![link](/a/)", [Words("Wow!"), Words("link", "link")]),
            ("&#96;`code`", [Words("`"), Words("code", "code")]),
        ];
        await MustReturn([.. known.Select(k => Block("paragraph", k.Line))], [.. known.Select(k => k.Markdown.Replace("One", "One\\\n", StringComparison.Ordinal))]);
        await MarkedBlock.Array[400].SampleAsync(blocks => MustReturn(blocks), iter: 2);
    }

    [RichFact]
    public async Task What_replaces_words_stands_as_it_was_typed()
    {
        (string Text, string Find, string Other, string Then)[] known =
        [
            ("It cost £1 million", "£1", "$1", "It cost $1 million"),
            ("The **old** old tide", "old", "$& $$", "The **$& $$** $& $$ tide"),
            ("The old tide", "old ", "", "The tide"),
        ];
        Assert.Equal(known.Select(k => k.Then), await RichText.Ask<string>(known.Select(k => new { k.Text, k.Find, k.Other })));
    }

    [RichFact]
    public async Task A_style_says_of_marks_only_what_its_property_says()
    {
        (string Tag, string Look, string? Marks)[] known =
        [
            ("B", "mso-bidi-font-weight:normal", ""),
            ("I", "mso-bidi-font-style:normal", ""),
            ("STRONG", "color:red; Font-Weight : 400", null),
            ("EM", "font-style:normal", null),
            ("SPAN", "mso-bidi-font-weight:bold;mso-bidi-font-style:italic;mso-text-decoration:line-through", ""),
            ("SPAN", "font-size:11pt;font-weight:700;font-style:italic;text-decoration:underline line-through", "strong em s"),
            ("SPAN", "font-weight:bold;font-weight:normal", ""),
        ];
        var answers = await RichText.Ask<string[]?>(known.Select(k => new { k.Tag, k.Look }));
        Assert.Equal(known.Select(k => k.Marks), answers.Select(a => a is null ? null : string.Join(' ', a)));
    }

    [RichFact]
    public async Task An_address_that_readers_would_not_get_is_refused()
    {
        string[] good = ["https://e.example/", "HTTP://e.example", "mailto:desk@e.example", "tel:+44", "/a/", "#note", "a/b:c", ""];
        string[] bad = ["javascript:alert(1)", "JavaScript:alert(1)", "java\tscript:alert(1)", "data:text/html,x", "vbscript:x", "file:///etc/hosts"];
        var answers = await RichText.Ask<string?>([.. good.Concat(bad).Select(link => new { link })]);
        Assert.All(answers.Take(good.Length), Assert.Null);
        Assert.All(answers.Skip(good.Length), a => Assert.StartsWith("A link can begin with https:, http:, mailto: or tel:, not with ", a, StringComparison.Ordinal));
    }

    // Every kind of sign beside every kind of mark; what stands there need make no sense.
    private static readonly string[] Signs =
    [
        "ferry", "a", "Ж", "é", "重要", "。", "「", "」", "“", "”", "(", ")", ":", "!", ".", "-", "—", "£", "$", "+", "😀", "𠀀", "~", "*", "_", "[", "[x]", "]", "`", "\\", "<", "&amp;",
        "# ", "1. ", "- ", "> ", "|", " ", " ", "  ", "\u00A0", "\u3000",
    ];

    private static readonly string[] Places = ["paragraph", "paragraph", "heading", "blockquote", "bullet_list", "table"];

    private static readonly Gen<(string Words, int Turned, int Kind)[]> MarkedLine = Gen.Select(
        Gen.Int[0, Signs.Length - 1].Select(n => Signs[n]).Array[1, 3].Select(string.Concat), Gen.Select(Gen.Int[0, 31], Gen.Int[0, 31], (one, other) => one & other), Gen.Int[0, 12]).Array[1, 9];

    private static readonly Gen<JsonObject> MarkedBlock = Gen.Select(Gen.Int[0, Places.Length - 1].Select(n => Places[n]), MarkedLine, (type, line) =>
    {
        string[] names = ["strong", "em", "strike", "link", "other"];
        var open = 0;
        List<JsonObject> inside = [];
        foreach (var (words, turned, kind) in line)
        {
            open ^= turned;
            string[] marks = [.. names.Where((name, i) => (open >> i & 1) != 0 && (name != "other" || (open & 8) == 0))];
            inside.Add(kind switch
            {
                0 when type is not ("heading" or "table") => new JsonObject { ["type"] = "break", ["marks"] = Marks(marks) },
                1 => Words(words.Contains('`', StringComparison.Ordinal) ? "x`y" : "“x*", [.. marks, "code"]),
                _ => Words(words, marks),
            });
        }

        // A block that says nothing is none.
        return Block(type, [.. inside, Words("end")]);
    });

    private static JsonObject Words(string words, params string[] marks) => new() { ["type"] = "text", ["text"] = words, ["marks"] = Marks(marks) };

    private static JsonArray Marks(params string[] marks) => [.. marks.Select(name => name is "link" or "other"
        ? new JsonObject { ["type"] = "link", ["attrs"] = new JsonObject { ["href"] = name is "link" ? "/a/" : "https://e.example/b_(c)" } }
        : new JsonObject { ["type"] = name })];

    private static JsonObject Block(string type, params JsonObject[] inside) => type switch
    {
        "paragraph" or "table_cell" or "list_item" or "table_row" => new JsonObject { ["type"] = type, ["content"] = new JsonArray([.. inside]) },
        "heading" => new JsonObject { ["type"] = type, ["attrs"] = new JsonObject { ["level"] = 2 }, ["content"] = new JsonArray([.. inside]) },
        "blockquote" => new JsonObject { ["type"] = type, ["content"] = new JsonArray(Block("paragraph", inside)) },
        "bullet_list" => new JsonObject { ["type"] = type, ["content"] = new JsonArray(Block("list_item", Block("paragraph", inside))) },
        _ => new JsonObject { ["type"] = type, ["content"] = new JsonArray(Block("table_row", Block("table_cell", Words("Head"))), Block("table_row", Block("table_cell", inside))) },
    };

    private static async Task MustReturn(JsonObject[] blocks, string[]? expected = null)
    {
        var answers = await RichText.Ask<RichReturn>(blocks.Select(b => new { block = b }));
        Assert.Equal(blocks.Length, answers.Count);
        for (var i = 0; i < blocks.Length; i++)
        {
            if (expected is not null)
                Assert.Equal(expected[i], answers[i].Text);
            Assert.Equal(answers[i].Means, answers[i].Reads);
            Assert.Equal(answers[i].Text, answers[i].Again);
            var shown = new StringBuilder();
            Show(Rendering.Tree(Rendering.Html(answers[i].Text)), [], shown);
            var meant = new StringBuilder();
            Mean(blocks[i], meant);
            Assert.True(meant.ToString() == shown.ToString(), $"{answers[i].Text}\n{meant}\n{shown}");
        }
    }

    // Every sign that can be seen, with the elements that mark it.
    private static void Show(INode node, SortedSet<string> marks, StringBuilder text)
    {
        if (node is IText words)
            Put(words.Data, marks, text);
        if (node is IElement { LocalName: "strong" or "em" or "del" or "code" or "a" } element)
            marks = new(marks, StringComparer.Ordinal) { element.LocalName is "a" ? element.GetAttribute("href")! : element.LocalName };
        foreach (var child in node.ChildNodes)
            Show(child, marks, text);
    }

    private static void Mean(JsonObject node, StringBuilder text)
    {
        foreach (var child in node["content"]?.AsArray() ?? [])
            Mean(child!.AsObject(), text);
        if (node["text"] is { } words)
            Put(words.GetValue<string>(), new(node["marks"]!.AsArray().Select(m => m!["attrs"]?["href"]?.GetValue<string>() ?? m["type"]!.GetValue<string>().Replace("strike", "del", StringComparison.Ordinal)), StringComparer.Ordinal), text);
    }

    private static void Put(string words, SortedSet<string> marks, StringBuilder text)
    {
        foreach (var rune in words.EnumerateRunes().Where(r => !Rune.IsWhiteSpace(r)))
            text.Append(rune).Append('{').AppendJoin(',', marks).Append('}');
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
