using CsCheck;
using FanNews.Screening;

namespace FanNews.Tests.Screening;

public sealed class WordListTests
{
    [Theory]
    [InlineData("viagra", "Cheap VIAGRA here")]
    [InlineData("viagra", "cheap v1agra here")]
    [InlineData("viagra", "cheap v.i.a.g.r.a here")]
    [InlineData("viagra", "cheap v i a g r a here")]
    [InlineData("viagra", "cheap vi\u200Bag\u00ADra here")]
    [InlineData("viagra", "cheap vіаgrа here")]
    [InlineData("viagra", "cheap ｖｉａｇｒａ here")]
    [InlineData("café", "a cafe")]
    [InlineData("easy money", "such Easy   Money!")]
    [InlineData("casin*", "all the casinos")]
    [InlineData("Казино", "лучшее казино")]
    public void A_word_is_found_through_its_disguise(string list, string text) => Assert.NotNull(WordList.Of(list).Find(text));

    [Theory]
    [InlineData("ass", "a class of its own")]
    [InlineData("easy money", "money is not easy")]
    [InlineData("viagra", "Niagara")]
    [InlineData("", "anything")]
    public void What_is_not_there_is_not_found(string list, string text) => Assert.Null(WordList.Of(list).Find(text));

    [Fact]
    public void Every_entry_finds_itself_among_other_words() =>
        Gen.Select(Gen.Char["abcdefghij"].Array[2, 8], Gen.Char["klmnop"].Array[1, 6]).Sample((word, other) =>
        {
            var (entry, around) = (new string(word), new string(other));
            Assert.NotNull(WordList.Of(entry).Find($"{around} {entry} {around}"));
        });

    [Theory]
    [InlineData("good\n***", "\"***\" has no word in it")]
    [InlineData("good\nbetter", null)]
    public void A_line_that_can_never_match_is_named(string lines, string? problem) => Assert.Equal(problem, WordList.Problem(lines));
}

public sealed class LikenessTests
{
    private const string Text = "I make eight thousand dollars every month online with this one simple trick, visit my profile and start today my friends";

    [Fact]
    public void Nearly_the_same_text_is_near_and_another_is_not()
    {
        var number = Likeness.Of(Text)!.Value;
        Assert.True(Likeness.Near(number, Likeness.Of(Text.ToUpperInvariant() + "!!!")!.Value));
        Assert.True(Likeness.Near(number, Likeness.Of(Text + " 123")!.Value));
        Assert.False(Likeness.Near(number, Likeness.Of("The council closed the old bridge on Monday after engineers found cracks in two of its piers")!.Value));
    }

    [Fact]
    public void A_short_text_is_like_nothing() => Assert.Null(Likeness.Of("Thank you very much!"));
}
