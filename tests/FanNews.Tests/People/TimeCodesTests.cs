using System.Text;
using FanNews.People;

namespace FanNews.Tests.People;

public sealed class TimeCodesTests
{
    private static readonly byte[] Secret = Encoding.ASCII.GetBytes("12345678901234567890");

    /// <summary>The test vectors of RFC 6238, appendix B, cut to six digits.</summary>
    [Theory]
    [InlineData(59, "287082")]
    [InlineData(1111111109, "081804")]
    [InlineData(1111111111, "050471")]
    [InlineData(1234567890, "005924")]
    [InlineData(2000000000, "279037")]
    [InlineData(20000000000, "353130")]
    public void A_code_is_what_the_standard_says(long at, string code) => Assert.Equal(code, TimeCodes.At(Secret, DateTimeOffset.FromUnixTimeSeconds(at)));

    [Fact]
    public void A_code_is_good_half_a_minute_early_and_late_and_no_longer()
    {
        var now = TestNewsroom.Noon;
        foreach (var (steps, good) in new[] { (-2, false), (-1, true), (0, true), (1, true), (2, false) })
            Assert.Equal(good, TimeCodes.Match(Secret, TimeCodes.At(Secret, now + steps * TimeCodes.Step), now) is not null);
        Assert.Equal(now.ToUnixTimeSeconds() / 30, TimeCodes.Match(Secret, TimeCodes.At(Secret, now).Insert(3, " "), now));
        Assert.Null(TimeCodes.Match(Secret, "", now));
        Assert.Null(TimeCodes.Match(Secret, "12345", now));
    }

    [Fact]
    public void The_secret_is_told_in_base_32()
    {
        Assert.Equal("GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ", TimeCodes.Words(Secret));
        Assert.Equal("otpauth://totp/The%20Ferryman:ruth%40example.org?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=The%20Ferryman", TimeCodes.Address(Secret, "The Ferryman", "ruth@example.org"));
    }
}
