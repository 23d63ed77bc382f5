using FanNews.Articles;

namespace FanNews.Tests.Articles;

public sealed class ApDatelineTests
{
    [Theory]
    [InlineData("Orrinmouth", "ORRINMOUTH|ORRINMOUTH, Nov. 24")]
    [InlineData(" saltby,  Kent ", "SALTBY, Kent|SALTBY, Kent, Nov. 24")]
    [InlineData("ORRINMOUTH", "ORRINMOUTH, Nov. 24")]
    [InlineData("ORRINMOUTH, March 3", "ORRINMOUTH|ORRINMOUTH, Nov. 24")]
    [InlineData("ORRINMOUTH, Nov. 24", "ORRINMOUTH")]
    [InlineData("Nov. 24", "")]
    [InlineData(null, "")]
    public void A_place_is_set_in_capitals_with_and_without_the_day(string? typed, string ways) =>
        Assert.Equal(ways, string.Join('|', ApDateline.Of(typed, new(2026, 11, 24))));
}
