using FanNews.Settings;

namespace FanNews.Tests.Settings;

public sealed class MenuTests
{
    [Fact]
    public void Lines_are_links_and_an_empty_line_begins_a_column()
    {
        var (columns, problem) = Menu.Read("Front | /\r\nFähre | /section/fähre/\r\n\r\n\r\nShop|https://shop.example/a?b=c\n");
        Assert.Null(problem);
        Assert.Equal([2, 1], columns.Select(c => c.Count));
        Assert.Equal(new MenuLine("Fähre", "/section/f%C3%A4hre/"), columns[0][1]);
        Assert.Equal(("Shop", "https://shop.example/a?b=c", false), (columns[1][0].Label, columns[1][0].Address, columns[1][0].IsLocal));
        Assert.Equal(2, Menu.Read("A | /a/; B | /b/").Columns.Single().Count);
        Assert.Empty(Menu.Read("").Columns);
    }

    [Theory]
    [InlineData("Front | /\nAbout", "Line 2: write it like About us | /about/")]
    [InlineData("| /about/", "Line 1: write it like About us | /about/")]
    [InlineData("About |", "Line 1: write it like About us | /about/")]
    [InlineData("Bad | javascript:alert(1)", "Line 1: the address begins with / for a page of this site, or with https://")]
    [InlineData("Bad | //other.example/", "Line 1: the address begins with / for a page of this site, or with https://")]
    [InlineData("Bad | http://other.example/", "Line 1: the address begins with / for a page of this site, or with https://")]
    [InlineData("Bad | /\\other.example/", "Line 1: the address begins with / for a page of this site, or with https://")]
    public void A_line_that_is_no_link_is_named(string typed, string sentence) => Assert.Equal(sentence, Menu.Read(typed).Problem);
}
