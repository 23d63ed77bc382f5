using System.Text;
using CsCheck;
using FanNews.Interchange;

namespace FanNews.Tests.Interchange;

public sealed class MarkdownTextTests
{
    // Every sign that has a meaning somewhere, and the neighbours that give or take it.
    private static readonly Gen<string> Awkward = Gen.OneOf(
        OneOf("\\", "`", "*", "_", "[", "]", "(", ")", "<", ">", "#", "+", "-", ".", "!", "|", "~", "&", ":", "=", "^", "\"", "'", "$", "{", "}", "@", "/"),
        OneOf("a", "b c", "1", "12", " ", "  ", "é", "—", "“", "”", "🚢", "日", "\u00A0", "amp;", "lt;", "#38;", "http://x.y/a_b", "--", "---", ":::", "|--|", "1. ", "- ", "-- "));

    [Fact]
    public void Any_text_written_as_Markdown_reads_as_the_same_text()
    {
        Awkward.Array[1, 14].Sample(parts =>
        {
            var text = string.Concat(parts);
            var expected = Collapse(text);
            var html = HouseMarkdown.ToHtml(MarkdownText.Paragraph(text));
            Assert.Equal(expected, Collapse(HtmlToMarkdown.PlainText(html).Replace('\n', ' ')));
        }, iter: 20_000);
    }

    [Fact]
    public void Any_text_between_emphasis_and_links_reads_as_the_same_text_and_keeps_its_marks()
    {
        var element = OneOf("strong", "em", "del", "u", "a href=\"/x\"", "");
        Gen.Select(element, Awkward.Array[1, 4], element, Awkward.Array[1, 4], element, Awkward.Array[1, 4]).Sample((one, a, two, b, three, c) =>
        {
            var html = Tag(one, Encode(a)) + Tag(two, Encode(b) + Tag(three == two || three == one ? "" : three, Encode(c))) + Encode(a);
            var again = HouseMarkdown.ToHtml(HtmlToMarkdown.Convert("<p>" + html + "</p>", new HtmlReading()));
            Assert.Equal(Collapse(HtmlToMarkdown.PlainText("<p>" + html + "</p>")), Collapse(HtmlToMarkdown.PlainText(again).Replace('\n', ' ')));
        }, iter: 20_000);
    }

    [Theory]
    [InlineData("# no heading", "\\# no heading")]
    [InlineData("1. no list", "1\\. no list")]
    [InlineData("-- no credit", "\\-- no credit")]
    [InlineData("::: no container", "\\::: no container")]
    [InlineData("AT&T and a_b_c stay readable", "AT\\&T and a_b_c stay readable")]
    public void Signs_with_a_meaning_are_escaped_and_others_are_left_alone(string text, string expected) =>
        Assert.Equal(expected, MarkdownText.Paragraph(text));

    [Fact]
    public void A_code_span_holds_back_ticks() => Assert.Equal("`` `a` ``", MarkdownText.Code("`a`"));

    private static Gen<string> OneOf(params string[] all) => Gen.Int[0, all.Length - 1].Select(i => all[i]);

    private static string Tag(string tag, string inner) => tag.Length == 0 ? inner : $"<{tag}>{inner}</{tag.Split(' ')[0]}>";

    private static string Encode(string[] parts) => System.Net.WebUtility.HtmlEncode(string.Concat(parts));

    private static string Collapse(string text) => string.Join(' ', text.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries)).Normalize(NormalizationForm.FormC);
}
