using CsCheck;
using FanNews.Interchange.WordPress;

namespace FanNews.Tests.Interchange.WordPress;

public sealed class PhpSerializedTests
{
    [Fact]
    public void Arrays_strings_numbers_and_booleans_are_read()
    {

        Assert.Null(PhpSerialized.Parse("""a:1:{s:6:"credit";s:6:"Øystein";}"""));

        var value = PhpSerialized.Parse("""a:4:{s:5:"width";i:1200;s:1:"b";b:1;s:1:"d";d:0.5;i:0;a:1:{s:6:"credit";s:8:"Øystein";}}""");
        Assert.Equal(("1200", "1", "0.5", "Øystein"), (value!.At("width"), value.At("b"), value.At("d"), value.At("0", "credit")));
        Assert.Null(value.At("0", "missing"));
    }

    [Theory]
    [InlineData("O:8:\"stdClass\":1:{s:1:\"a\";i:1;}")]
    [InlineData("a:1:{i:0;O:8:\"stdClass\":0:{}}")]
    [InlineData("C:3:\"Foo\":0:{}")]
    [InlineData("a:1:{s:99:\"x\";s:1:\"y\";}")]
    [InlineData("a:2000000000:{}")]
    [InlineData("plain text")]
    [InlineData("")]
    public void Objects_damage_and_other_text_are_refused(string text) => Assert.Null(PhpSerialized.Parse(text));

    [Fact]
    public void A_value_that_was_serialised_twice_is_read_twice() =>
        Assert.Equal("b", PhpSerialized.Parse("""s:22:"a:1:{s:1:"a";s:1:"b";}";""")!.At("a"));

    [Fact]
    public void No_text_whatever_makes_it_fall() => Gen.String[Gen.Char["asidbN:;{}\"019O"], 0, 60].Sample(text => PhpSerialized.Parse(text) is null or { Items: not null });

    [Fact]
    public void Deep_nesting_ends_with_a_refusal() => Assert.Null(PhpSerialized.Parse(string.Concat(Enumerable.Repeat("a:1:{i:0;", 100_000))));
}
