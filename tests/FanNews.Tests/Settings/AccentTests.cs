using CsCheck;
using FanNews.Settings;

namespace FanNews.Tests.Settings;

public sealed class AccentTests
{
    [Fact]
    public void Ours_is_ours()
    {
        Assert.Equal("#0A5A44", Accent.Read("0a5a44").Accent!.OnLight.Colour);
        Assert.Null(Furniture.From(key => key == Furniture.AccentKey ? "#0a5a44" : null).Accent);
        Assert.Equal(21, Accent.Contrast("#000000", "#FFFFFF"), 3);
        Assert.Equal(4.48, Accent.Contrast("#777777", "#FFFFFF"), 2);
    }

    [Theory]
    [InlineData("#FFCC00", "#FFCC00 has a contrast of 1.3 to 1 on the paper. Its words need 4.5 to 1 to be read by everybody: choose a darker colour")]
    [InlineData("green", "Write the colour with six hexadecimal digits, like #0A5A44")]
    [InlineData("#0A5", "Write the colour with six hexadecimal digits, like #0A5A44")]
    public void What_cannot_be_read_is_refused_with_its_measure(string typed, string sentence)
    {
        var (accent, problem) = Accent.Read(typed);
        Assert.Null(accent);
        Assert.Equal(sentence, problem);
    }

    [Fact]
    public void Every_colour_that_is_taken_can_be_read_on_every_ground_light_and_dark() =>
        Gen.Byte.Array[3].Select(rgb => "#" + Convert.ToHexString(rgb)).Sample(hex =>
        {
            var (accent, problem) = Accent.Read(hex);
            Assert.True(accent is null != problem is null);
            if (accent is null)
            {
                Assert.True(Lowest(hex, "#FCFBF8", "#F3F1EA") < 5.2, hex);
                return;
            }

            var (light, dark) = (accent.OnLight, accent.OnDark);
            Assert.Equal(hex, light.Colour);
            Assert.True(Lowest(light.Colour, "#FCFBF8", "#F3F1EA", light.Tint, light.On) >= 4.5, hex);
            Assert.True(Lowest(dark.Colour, "#121413", "#1C1F1D", dark.Tint, dark.On) >= 4.5, $"{hex} {dark}");
        }, iter: 5000);

    private static double Lowest(string colour, params string[] grounds) => grounds.Min(ground => Accent.Contrast(colour, ground));
}
