using FanNews.Screening;

namespace FanNews.Tests.Screening;

public sealed class PlainWordsTests
{
    [Theory]
    [InlineData("ＦＲＥＥ 𝓶𝓸𝓷𝓮𝔂", "free money")]
    [InlineData("f\u200Br\u00ADe\u2060e", "free")]
    [InlineData("Gr\u00fc\u00dfe, caf\u00e9", "gru\u00dfe, cafe")]
    [InlineData("Мой дом", "мой дом")]
    [InlineData("I&#39;m &lt;3", "i'm <3")]
    public void Disguises_of_Unicode_are_taken_off(string typed, string read) => Assert.Equal(read, PlainWords.Fold(typed));

    [Fact]
    public void A_word_of_mixed_scripts_is_a_disguise_and_a_Russian_word_is_not()
    {
        Assert.Equal("casino", PlainWords.Unmask("cаsinо"));
        Assert.Equal("сосна", PlainWords.Unmask("сосна"));
    }

    [Theory]
    [InlineData("fr33", "free")]
    [InlineData("v1agra", "viagra")]
    [InlineData("2026", null)]
    [InlineData("free", null)]
    public void Digits_that_stand_for_letters_are_read_as_letters(string typed, string? read) => Assert.Equal(read, PlainWords.Unleet(typed));

    [Theory]
    [InlineData("plzzzzzz", "plzz")]
    [InlineData("book", "book")]
    public void Letters_drawn_out_are_shortened(string typed, string read) => Assert.Equal(read, PlainWords.Shorten(typed));
}
