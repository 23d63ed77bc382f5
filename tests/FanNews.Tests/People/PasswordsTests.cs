using FanNews.People;

namespace FanNews.Tests.People;

public sealed class PasswordsTests
{
    [Theory]
    [InlineData("four plain words here")]
    [InlineData("ferryman rows past herons")]
    [InlineData("пятнадцать знаков")]
    [InlineData("ruth amadi walks her dog")]
    [InlineData("password kettle harbour fog")]
    [InlineData("dragon monkey sunshine princess")]
    public void Length_is_enough(string password) => Assert.Null(Refuse(password));

    [Theory]
    [InlineData("", "Enter a password")]
    [InlineData("fourteen chars", "15 characters or more")]
    [InlineData("aaaaaaaaaaaaaaaaaaaa", "the same few characters")]
    [InlineData("abababababababab", "the same few characters")]
    [InlineData("abcdeabcdeabcdeabcde", "among the first")]
    [InlineData("correct-horse-battery-staple", "among the first")]
    [InlineData("Passw0rd Passw0rd", "among the first")]
    [InlineData("abcdefghijklmnopq", "among the first")]
    [InlineData("iloveyou-michael-1987", "among the first")]
    [InlineData("p4ssw0rd!Sunsh1ne", "among the first")]
    [InlineData("Manchester United 99", "among the first")]
    [InlineData("123456789 dragon 123456789", "among the first")]
    [InlineData("The Ferryman 2026", "more than a name")]
    [InlineData("ruth.amadi@example.org", "more than a name")]
    [InlineData("theferryman12345", "more than a name")]
    public void What_somebody_would_try_first_is_refused(string password, string why) => Assert.Contains(why, Refuse(password), StringComparison.Ordinal);

    [Fact]
    public void A_novel_is_refused_and_two_hundred_characters_are_not()
    {
        var words = string.Concat(Enumerable.Range(0, 60).Select(i => $"w{i:000}"));
        Assert.Null(Refuse(words[..200]));
        Assert.Contains("200 characters or fewer", Refuse(words[..201]), StringComparison.Ordinal);
        Assert.False(Passwords.Matches(Passwords.Hash(words[..200]), words[..201]));
    }

    [Fact]
    public void Half_a_character_is_refused_and_matches_nothing()
    {
        Assert.Contains("no character", Refuse("four plain words \uD800"), StringComparison.Ordinal);
        Assert.False(Passwords.Matches(Passwords.Hash("four plain words here"), "\uD800"));
        Assert.False(Passwords.Matches(null, ""));
    }

    [Fact]
    public void The_same_letters_from_another_keyboard_are_the_same_password()
    {
        var hash = Passwords.Hash("un caf\u00e9 tr\u00e8s serr\u00e9");
        Assert.True(Passwords.Matches(hash, "un cafe\u0301 tre\u0300s serre\u0301"));
        Assert.False(Passwords.Matches(hash, "un cafe tres serre"));
    }

    [Fact]
    public void A_generated_password_is_good_and_new_each_time()
    {
        var made = Enumerable.Range(0, 50).Select(_ => Passwords.Generate()).ToList();
        Assert.All(made, password => Assert.Null(Refuse(password)));
        Assert.Equal(50, made.Distinct().Count());
    }

    private static string? Refuse(string password) => Passwords.Refuse(password, "The Ferryman", "Ruth Amadi", "ruth.amadi@example.org", "ruth.amadi");
}
