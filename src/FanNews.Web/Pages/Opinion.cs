using FanNews.Sections;

namespace FanNews.Web.Pages;

/// <summary>Which part of the paper is set as opinion: headlines in italics, the author's name first.</summary>
public static class Opinion
{
    /// <summary>Whether the section, by the slug that papers give it, holds opinions.</summary>
    public static bool IsOpinion(this Section section) => section.Slug is "opinion" or "opinions" or "comment" or "columns";
}
