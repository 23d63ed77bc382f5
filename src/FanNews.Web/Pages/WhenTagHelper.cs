using Microsoft.AspNetCore.Razor.TagHelpers;

namespace FanNews.Web.Pages;

/// <summary>Writes <c>&lt;when at="instant" text="06:41" /&gt;</c> as a <c>time</c> element with date, time and offset for machines.</summary>
[HtmlTargetElement("when", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class WhenTagHelper(Reading reading) : TagHelper
{
    /// <summary>The instant (UTC).</summary>
    public DateTimeOffset At { get; set; }

    /// <summary>What the page prints.</summary>
    public string Text { get; set; } = "";

    /// <summary>Whether the browser may say "20 min ago" instead.</summary>
    public bool Relative { get; set; }

    /// <inheritdoc />
    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "time";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("datetime", (await reading.Times()).Machine(At));
        if (Relative)
            output.Attributes.SetAttribute(new TagHelperAttribute("data-relative"));
        output.Content.SetContent(Text);
    }
}
