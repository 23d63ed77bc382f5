using FanNews.Media;

namespace FanNews.Tests.Media;

public sealed class PictureRoleTests
{
    [Theory]
    [InlineData(4000, 3000, "lead", "480x360 720x540 960x720 1280x960 1600x1200")]
    [InlineData(4000, 3000, "inline", "480x360 720x540 960x720 1280x960")]
    [InlineData(4000, 3000, "teaser", "320x213 480x320 640x427 960x640")]
    [InlineData(4000, 3000, "thumb", "120x120 240x240 360x360")]
    [InlineData(4000, 3000, "portrait", "120x150 240x300 360x450")]
    [InlineData(4000, 3000, "social", "1200x630")]
    [InlineData(1000, 667, "lead", "480x320 720x480 1000x667")]
    [InlineData(1000, 667, "social", "1000x525")]
    [InlineData(300, 900, "teaser", "300x200")]
    [InlineData(300, 100, "thumb", "100x100")]
    [InlineData(130, 900, "thumb", "130x130")]
    [InlineData(1, 1, "teaser", "1x1")]
    [InlineData(480, 10, "lead", "480x10")]
    public void A_picture_has_the_sizes_of_its_role_and_is_never_enlarged(int width, int height, string name, string sizes) =>
        Assert.Equal(sizes, string.Join(' ', PictureRole.All.Single(r => r.Name == name).Sizes(width, height).Select(s => $"{s.Width}x{s.Height}")));

    [Fact]
    public void No_role_asks_for_more_than_there_is()
    {
        foreach (var role in PictureRole.All)
        {
            foreach (var (width, height) in ((int, int)[])[(1, 1), (7, 5000), (5000, 7), (479, 320), (481, 320), (1599, 900), (1601, 4000)])
            {
                var sizes = role.Sizes(width, height);
                Assert.NotEmpty(sizes);
                Assert.All(sizes, s => Assert.True(s.Width <= width && s.Height <= Math.Max(1, height + 1), $"{role}: {s} of {width}x{height}"));
                Assert.Equal(sizes.Select(s => s.Width).Distinct().Order(), sizes.Select(s => s.Width));
            }
        }
    }

    [Theory]
    [InlineData("/01/0123456789abcdef-480.jpg", true)]
    [InlineData("/01/0123456789abcdef-480x320-50-50.avif", true)]
    [InlineData("/01/0123456789abcdef-480x320-100-0.webp", true)]
    [InlineData("/01/0123456789abcdef-480x320.jpg", false)]
    [InlineData("/01/0123456789abcdef-480x320-101-50.jpg", false)]
    [InlineData("/01/0123456789abcdef-480x320-050-50.jpg", false)]
    [InlineData("/02/0123456789abcdef-480.jpg", false)]
    [InlineData("/01/0123456789abcdef-480.png", false)]
    [InlineData("/01/0123456789abcdef-480.jpg\n", false)]
    [InlineData("/originals/01/0123456789abcdef.jpg", false)]
    [InlineData("/01/../../0123456789abcdef-480.jpg", false)]
    public void A_name_says_all_or_is_none(string path, bool isName)
    {
        var name = Rendition.Named(path);
        Assert.Equal(isName, name is not null);
        if (name is not null)
            Assert.Equal(path, name.Path);
    }

    [Theory]
    [InlineData("-480.jpg", true)]
    [InlineData("-480.avif", true)]
    [InlineData("-1600.webp", true)]
    [InlineData("-481.jpg", false)]
    [InlineData("-320.jpg", false)]
    [InlineData("-99999.jpg", false)]
    [InlineData("-640x427-30-70.avif", true)]
    [InlineData("-640x427-31-70.avif", false)]
    [InlineData("-640x426-30-70.avif", false)]
    [InlineData("-1200x630-30-70.jpg", true)]
    [InlineData("-1200x630-30-70.avif", false)]
    public void Only_sizes_of_a_role_around_the_present_focus_may_be_asked_for(string ending, bool may)
    {
        var picture = new Picture { Address = "/media/a.jpg", File = "0123456789abcdef", Width = 4000, Height = 3000, Original = "jpg", FocusX = 30, FocusY = 70 };
        var name = Rendition.Named("/01/0123456789abcdef" + ending)!;
        Assert.Equal(may, name.IsOf(picture));
        Assert.False((name with { File = "1123456789abcdef" }).IsOf(picture));
        picture.Original = null;
        Assert.False(name.IsOf(picture));
    }

    [Fact]
    public void A_picture_of_the_first_version_is_shown_whole_in_the_widths_it_has()
    {
        var picture = new Picture { Address = "/media/a.jpg", File = "0123456789abcdef", Width = 1000, Height = 750 };
        foreach (var role in PictureRole.All)
        {
            var drawn = picture.View().As(role)!;
            Assert.Equal((1000, 750), (drawn.Width, drawn.Height));
            Assert.Equal("/media/01/0123456789abcdef-480.webp 480w, /media/01/0123456789abcdef-960.webp 960w, /media/01/0123456789abcdef-1000.webp 1000w", Assert.Single(drawn.Sources).SrcSet);
        }
    }

    [Fact]
    public void The_style_sheet_has_a_class_for_each_colour_of_the_palette()
    {
        var css = File.ReadAllText(Checkout.Path("wwwroot", "css", "site.css"));
        for (var colour = 0; colour < PictureColour.Count; colour++)
            Assert.Contains($".{PictureColour.Class(colour)} {{ background: {PictureColour.Css(colour)}; }}", css, StringComparison.Ordinal);
        Assert.Null(PictureColour.Class(PictureColour.Count));
        Assert.Null(PictureColour.Class(null));
        Assert.Equal(14, PictureColour.Nearest(30, 45, 70));
    }
}
