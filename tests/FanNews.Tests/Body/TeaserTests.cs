using CsCheck;
using FanNews.Body;

namespace FanNews.Tests.Body;

public sealed class TeaserTests
{
    private const string Turbine =
        "![The shadow of a turbine](/wp-content/uploads/2021/10/turbine.jpg)\n"
        + "The shadow of a turbine from a wind farm is seen on a field in Brandenburg, Germany. As technology develops, the size of wind turbines is increasing.\n"
        + "-- Patrick Pleul | picture alliance | Getty Images\n\n"
        + "Vestas has announced plans to install a prototype of its 15 megawatt offshore wind turbine at a national test centre in western Denmark.";

    private static readonly string Long = string.Join(' ', Enumerable.Range(1, 60).Select(n => "w" + n));

    [Fact]
    public void A_captioned_picture_counts_as_the_beginning() =>
        Assert.Equal(
            "The shadow of a turbine from a wind farm is seen on a field in Brandenburg, Germany. As technology develops, the size of wind turbines is increasing. "
            + "Patrick Pleul | picture alliance | Getty Images Vestas has announced plans to install a prototype of its 15 megawatt offshore wind turbine […]",
            BodyText.Parse(Turbine).Teaser(null));

    [Theory]
    [InlineData("One.\n\nTwo *three*.", null, "One. Two three.")]
    [InlineData("One.", "MOSCOW", "MOSCOW — One.")]
    [InlineData("![a](/a)\nCaption.\n-- Ann\n\nOne.", "MOSCOW", "Caption. Ann MOSCOW — One.")]
    [InlineData("One two.\n\n<!--more-->\n\nThree.", null, "One two. […]")]
    [InlineData("One two.\n<!-- more -->", null, "One two.")]
    [InlineData("One.\n\n![a](/a)\nNot this.\n\nTwo.", null, "One. Two.")]
    [InlineData("https://youtu.be/dQw4w9WgXcQ\n\nOne[^1].\n\n|a|\n|-|\n|b|\n\n<!-- no -->\n\n::: correction 2026-11-24\nno\n:::\n\n::: pull-quote\nno\n:::\n\nTwo.\n\n[^1]: no", null, "One. Two.")]
    [InlineData("<p>One <b>two</b></p><p>three</p>", null, "One two three")]
    [InlineData("# Head\n\n- item", null, "Head item")]
    [InlineData("A &amp; B &lt;c>", null, "A & B <c>")]
    [InlineData("", null, "")]
    public void It_is_the_text_and_nothing_else(string markdown, string? dateline, string teaser) =>
        Assert.Equal(teaser, BodyText.Parse(markdown).Teaser(dateline));

    [Fact]
    public void The_text_up_to_the_cut_is_whole() => Assert.Equal(Long + " […]", BodyText.Parse(Long + "\n\n<!--more-->\n\nx").Teaser(null));

    [Fact]
    public void Writing_without_spaces_is_cut_too()
    {
        var teaser = BodyText.Parse(string.Concat(Enumerable.Repeat("俄罗斯外长说", 200))).Teaser(null);

        Assert.Equal(100 + " […]".Length, teaser.Length);
    }

    [Fact]
    public void No_teaser_has_more_than_50_words() => Samples.Markdown.Where(text => !text.Contains("more", StringComparison.Ordinal)).Sample(
        markdown => BodyText.Parse(markdown).Teaser("X").Split(' ', StringSplitOptions.RemoveEmptyEntries).Count(word => word != "[…]") <= 50,
        iter: 500);
}
