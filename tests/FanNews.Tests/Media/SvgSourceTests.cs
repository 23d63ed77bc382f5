using System.Text;
using FanNews.Media;

namespace FanNews.Tests.Media;

public sealed class SvgSourceTests
{
    private const string Head = "<svg xmlns='http://www.w3.org/2000/svg' xmlns:xlink='http://www.w3.org/1999/xlink' width='9' height='9'";

    [Theory]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("<foreignObject><p xmlns='http://www.w3.org/1999/xhtml'>x</p></foreignObject>")]
    [InlineData("<image href='https://e.example/x.png'/>")]
    [InlineData("<image href='file:///etc/passwd'/>")]
    [InlineData("<a href='javascript:alert(1)'><rect/></a>")]
    [InlineData("<style>@import 'https://e.example/x.css';</style>")]
    [InlineData("<style>rect{fill:url(https://e.example/x)}</style>")]
    [InlineData("<animate attributeName='href' to='javascript:alert(1)'/>")]
    [InlineData("<h:script xmlns:h='http://www.w3.org/1999/xhtml'>1</h:script>")]
    [InlineData("<SCRIPT>1</SCRIPT>")]
    public void What_could_do_harm_goes_with_all_that_is_in_it(string harm)
    {
        var clean = Clean($"{Head}><g>{harm}<circle r='4'/></g></svg>")!;
        Assert.Equal(["g", "circle"], clean.Root!.Descendants().Select(e => e.Name.LocalName));
    }

    [Theory]
    [InlineData("onload='alert(1)'")]
    [InlineData("ONCLICK='alert(1)'")]
    [InlineData("xlink:href='https://e.example/x.svg#a'")]
    [InlineData("href='//e.example/x.svg#a'")]
    [InlineData("style='fill:url(&quot;https://e.example/x&quot;)'")]
    [InlineData("fill='URL( https://e.example/x )'")]
    [InlineData("style='fill:u\\72l(x)'")]
    [InlineData("xml:base='https://e.example/'")]
    public void An_attribute_that_runs_or_leads_away_goes(string attribute)
    {
        var clean = Clean($"{Head}><use id='u' {attribute}/></svg>")!;
        Assert.Equal(["id"], clean.Root!.Elements().Single().Attributes().Select(a => a.Name.LocalName));
    }

    [Fact]
    public void What_a_drawing_needs_stays()
    {
        var clean = Clean(Head + " viewBox='0 0 9 9'><defs><linearGradient id='g'><stop offset='0' stop-color='#fff'/></linearGradient></defs><style>.a{fill:url(#g)}</style><path class='a' d='M0 0h9' style='fill:url(\"#g\")'/><use xlink:href='#g'/></svg>")!;
        Assert.Equal(["defs", "linearGradient", "stop", "style", "path", "use"], clean.Root!.Descendants().Select(e => e.Name.LocalName));
        Assert.Equal(7, clean.Root!.Descendants().Sum(e => e.Attributes().Count()));
    }

    [Fact]
    public void The_line_that_older_programs_begin_with_does_no_harm()
    {
        const string Drawing = "<?xml version='1.0'?><!DOCTYPE svg PUBLIC '-//W3C//DTD SVG 1.1//EN' 'http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd'>" + Head + "><rect/></svg>";
        Assert.Equal("rect", Clean(Drawing)!.Root!.Elements().Single().Name.LocalName);
        Assert.Equal("svg", PictureFormat.Of(Encoding.UTF8.GetBytes($"<!-- {new string('x', 8_000)} -->{Drawing}")));
    }

    [Theory]
    [InlineData("<!DOCTYPE svg [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><svg xmlns='http://www.w3.org/2000/svg'>&a;</svg>")]
    [InlineData("<!DOCTYPE svg [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;&a;'>]><svg xmlns='http://www.w3.org/2000/svg'>&b;</svg>")]
    [InlineData("<html><svg xmlns='http://www.w3.org/2000/svg'/></html>")]
    [InlineData("<svg xmlns='http://www.w3.org/2000/svg'><g></svg>")]
    [InlineData("<svg xmlns='urn:other'/>")]
    public void What_has_entities_or_is_no_drawing_is_not_read(string xml) => Assert.Null(Clean(xml));

    [Fact]
    public void What_is_too_deep_or_too_large_is_not_read()
    {
        Assert.Null(Clean(Head + ">" + string.Concat(Enumerable.Repeat("<g>", 200)) + string.Concat(Enumerable.Repeat("</g>", 200)) + "</svg>"));
        Assert.Null(Clean(Head + ">" + string.Concat(Enumerable.Repeat("<g/>", 20_001)) + "</svg>"));
        Assert.Null(Clean(Head + "><desc>" + new string('a', SvgSource.MostBytes) + "</desc></svg>"));
    }

    private static System.Xml.Linq.XDocument? Clean(string xml)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(xml));
        return SvgSource.Clean(stream);
    }
}
