using Microsoft.AspNetCore.Mvc;

namespace FanNews.Web.Pages;

/// <summary>What Leave a Reply shows and takes: only what a reader may set.</summary>
public sealed class ReplyForm
{
    /// <summary>The text.</summary>
    [BindProperty(Name = "comment")]
    public string? Comment { get; set; }

    /// <summary>The name shown with it.</summary>
    [BindProperty(Name = "author")]
    public string? Author { get; set; }

    /// <summary>The address of the sender; never shown.</summary>
    [BindProperty(Name = "email")]
    public string? Email { get; set; }

    /// <summary>The sender's site.</summary>
    [BindProperty(Name = "url")]
    public string? Url { get; set; }

    /// <summary>Number of the comment that it answers.</summary>
    [BindProperty(Name = "parent")]
    public string? Parent { get; set; }

    /// <summary>Hidden: the signed time at which the page was made.</summary>
    [BindProperty(Name = "opened")]
    public string? Opened { get; set; }

    /// <summary>A trap that people do not see and programs like to fill.</summary>
    [BindProperty(Name = "topic")]
    public string? Topic { get; set; }
}
