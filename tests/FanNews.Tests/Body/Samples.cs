using CsCheck;

namespace FanNews.Tests.Body;

/// <summary>Random bodies made of everything that means something in Markdown or HTML.</summary>
internal static class Samples
{
    private static readonly string[] Pieces =
    [
        "word ", "another word ", "\n", "\n\n", "  \n", "* ", "- ", "1. ", "> ", "# ", "### ", "    ", "\t", "`", "```\n", "~~", "*", "**", "_", "[", "](", ")", "]", "![",
        "[a](/b) ", "[a](javascript:alert(1)) ", "![p](/media/p.jpg)\n", "![q](https://q.example/q.png) ", "[^1]", "\n\n[^1]: note ", "|", "\n|-|-|\n", "|a|b|\n|:-|-:|\n|c|d|\n",
        "::: gallery\n", "::: pull-quote\n", "::: correction 2026-11-24\n", ":::\n", "-- Someone", "<!--more-->", "<!-- c -->", "<!--", "-->", "https://youtu.be/dQw4w9WgXcQ", "<https://e.example/>",
        "<b>", "</b>", "<p>", "</p>", "<div class=\"embed x\" id=y style=\"a:b\">", "</div>", "<table>", "<tr><td align=right>", "</table>", "<a href=\"//e.example\" target=_blank>", "</a>", "<h1>", "</h1>",
        "<img src=/media/z.jpg onerror=alert(1)>", "<img src=x>", "<svg>", "</svg>", "<math>", "<style>", "</style>", "<script>", "</script>", "<iframe src=\"https://vimeo.com/1234\">", "<form>", "<button>",
        "<input>", "<select>", "<option>", "<noscript>", "</noscript>", "<template>", "<details open ontoggle=x>", "<summary>", "<li>", "<ul>", "<pre>\n", "<blockquote>", "<object>", "<center>", "<ruby><rt>",
        "<nobr>", "<font color=red>", "<title>", "<textarea>", "<xmp>", "<plaintext>", "<caption>", "<col>", "<dd>", "<frameset>", "<body onload=x>", "&lt;", "&amp;", "&#0;", "<", ">", "\"", "'", "\\", "=",
        "\0", "\u0001", "\u202E", "俄罗斯", "مرحبا", "\uD83D\uDE00", "\uD83D",
    ];

    /// <summary>Up to 60 pieces in a row.</summary>
    internal static readonly Gen<string> Markdown = Gen.Int[0, Pieces.Length - 1].Select(n => Pieces[n]).Array[0, 60].Select(string.Concat);
}
