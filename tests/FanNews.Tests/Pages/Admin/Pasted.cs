namespace FanNews.Tests.Pages.Admin;

/// <summary>What programs put on the clipboard, in their shape, and what a story keeps of it.</summary>
internal static class Pasted
{
    private const string Word =
        """
        <html xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:w="urn:schemas-microsoft-com:office:word">
        <head><meta name=Generator content="Microsoft Word 15"><!--[if gte mso 9]><xml><w:WordDocument></w:WordDocument></xml><![endif]-->
        <style><!-- p.MsoNormal {margin:0cm; font-family:"Calibri";} @list l0:level1 {mso-level-text:;} --></style></head>
        <body lang=EN-GB style='tab-interval:36.0pt'><!--StartFragment-->
        <h1 style='margin-top:12pt'><span lang=EN-GB style='mso-ansi-language:EN-GB'>The bridge<o:p></o:p></span></h1>
        <p class=MsoNormal style='text-align:justify'><b><span lang=EN-GB>Bold</span></b><span lang=EN-GB> and <i>leaning</i>,
        over&nbsp;two&nbsp;lines.<o:p></o:p></span></p>
        <p class=MsoNormal><span lang=EN-GB><o:p>&nbsp;</o:p></span></p>
        <p class=MsoListParagraphCxSpFirst style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span style='font-family:Symbol'><span style='mso-list:Ignore'>·<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;&nbsp; </span></span></span><![endif]>First<o:p></o:p></p>
        <p class=MsoListParagraphCxSpMiddle style='text-indent:-18.0pt;mso-list:l0 level2 lfo1'><span style='mso-list:Ignore'>o<span>&nbsp; </span></span>Within<o:p></o:p></p>
        <p class=MsoListParagraphCxSpLast style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>·<span>&nbsp; </span></span>Second<o:p></o:p></p>
        <p class=MsoNormal><b style='mso-bidi-font-weight:normal'>Then</b> <i style='mso-bidi-font-style:normal'>this</i><b> </b>once</p>
        <p class=MsoListParagraph style='mso-list:l1 level1 lfo2'><span style='mso-list:Ignore'>1.<span>&nbsp; </span></span>Counted<o:p></o:p></p>
        <table class=MsoTableGrid border=1 style='border-collapse:collapse'><tr style='mso-yfti-irow:0'><td width=301 style='width:225.4pt'><p class=MsoNormal>Crossing</p></td><td><p class=MsoNormal>Minutes</p></td></tr><tr><td><p class=MsoNormal>Saltby</p></td><td><p class=MsoNormal>9</p></td></tr></table>
        <!--EndFragment--></body></html>
        """;

    private const string Docs =
        """
        <meta charset='utf-8'><b style="font-weight:normal;" id="docs-internal-guid-7f1c"><h2 dir="ltr" style="line-height:1.38;margin-top:18pt;"><span style="font-size:16pt;font-weight:400;white-space:pre-wrap;">What the board says</span></h2><p dir="ltr" style="line-height:1.38;"><span style="font-size:11pt;font-weight:700;white-space:pre-wrap;">Nobody</span><span style="font-size:11pt;font-weight:400;white-space:pre-wrap;"> was </span><span style="font-style:italic;">ready</span><span>, see </span><a href="https://www.google.com/url?q=https://e.example/report&amp;sa=D&amp;ust=1" style="text-decoration:none;"><span style="color:#1155cc;text-decoration:underline;">the report</span></a><span>.</span></p><br /><ul style="margin-top:0;"><li dir="ltr" style="list-style-type:disc;" aria-level="1"><p dir="ltr" role="presentation"><span>One</span></p></li><ul><li dir="ltr" aria-level="2"><p dir="ltr" role="presentation"><span>Within</span></p></li></ul><li dir="ltr" aria-level="1"><p dir="ltr" role="presentation"><span style="text-decoration:line-through;">Two</span></p></li></ul><br /></b>
        """;

    private const string Web =
        """
        <html><body><!--StartFragment--><div class="post" onclick="alert(1)"><script>alert(1)</script><style>p { color: red }</style><h1 id="top">News</h1>
        <div>Line one<br><br>Line <font color="red">two</font></div><p style="color:red">A <u>word</u>, <em class="x">another</em>, <a href="javascript:alert(1)">bad</a> and <a href="https://e.example/?a=1&amp;b=2" rel="nofollow">good</a>.<img src="https://e.example/spy.gif" width="1" height="1"></p>
        <iframe src="https://www.youtube.com/embed/dQw4w9WgXcQ?rel=0" style="border:0"></iframe><blockquote><p>Quoted</p></blockquote><p hidden>Not seen</p><form><input value="x"><button>Send</button></form></div><!--EndFragment--></body></html>
        """;

    /// <summary>HTML and Markdown of each: a word processor, an office in the browser, a web page, this editor.</summary>
    public static IEnumerable<(string Html, string Markdown)> All() =>
    [
        (Word, "## The bridge\n\n**Bold** and *leaning*, over two lines.\n\n- First\n  - Within\n- Second\n\n**Then** *this* once\n\n1. Counted\n\n| Crossing | Minutes |\n|---|---|\n| Saltby | 9 |"),
        (Docs, "## What the board says\n\n**Nobody** was *ready*, see [the report](https://e.example/report).\n\n- One\n  - Within\n- ~~Two~~"),
        (Web, "## News\n\nLine one\n\nLine two\n\nA word, *another*, bad and [good](https://e.example/?a=1&b=2).\n\nhttps://www.youtube.com/watch?v=dQw4w9WgXcQ\n\n> Quoted"),
        ("<p data-pm-slice=\"1 1 []\">As it <strong>was</strong></p>", "As it **was**"),
    ];
}
