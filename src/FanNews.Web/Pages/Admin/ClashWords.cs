namespace FanNews.Web.Pages.Admin;

/// <summary>How the desk speaks of what two people changed at once.</summary>
public static class ClashWords
{
    /// <summary>Whether the field is a part of the text, which revisions keep.</summary>
    public static bool IsText(string field) => field is "Headline" or "Dek" or "Dateline" or "Excerpt" or "Body";

    /// <summary>Name of a field, as its label says it.</summary>
    public static string Name(string field) => field switch
    {
        "PublishAt" => "Publish at",
        "EmbargoUntil" => "Embargo until",
        "ExpiresAt" => "Expires at",
        "NextPost" => "Next Post",
        "MayLike" => "You May Like",
        "CommentDays" => "Days for comments",
        "Lead" => "Lead picture",
        _ => field,
    };

    /// <summary>What stands in a field, for people.</summary>
    /// <param name="page">The page, which knows the sections.</param>
    /// <param name="field">The field.</param>
    /// <param name="value">What is in it.</param>
    public static string Value(StoryModel page, string field, string value) => (field, value.Trim()) switch
    {
        (_, "") => "–",
        ("Section", var number) => page.Sections.FirstOrDefault(s => s.Section.Id.ToString(System.Globalization.CultureInfo.InvariantCulture) == number).Section?.Name ?? "–",
        ("Lead", var number) => "Picture " + number,
        ("Series", var series) => series.Replace("\n", ", part ", StringComparison.Ordinal),
        ("Assignee", var number) => page.Colleagues.FirstOrDefault(c => c.Id.ToString(System.Globalization.CultureInfo.InvariantCulture) == number)?.Name ?? "–",
        ("PublishAt" or "EmbargoUntil" or "ExpiresAt" or "Deadline", var time) => time.Replace('T', ' ').Replace('\n', ' '),
        var (_, text) => text,
    };
}
