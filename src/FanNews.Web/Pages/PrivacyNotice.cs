using FanNews.Articles;
using FanNews.Body;
using FanNews.Comments;
using FanNews.Settings;

namespace FanNews.Web.Pages;

/// <summary>
/// What a newsroom that has written no privacy page of its own says at <c>/privacy/</c>: what the program itself keeps of readers and commenters.
/// An article at that address takes its place.
/// </summary>
public static class PrivacyNotice
{
    /// <summary>Where it stands.</summary>
    public const string Address = "/privacy/";

    private static readonly DateTimeOffset Written = new(2026, 11, 24, 0, 0, 0, TimeSpan.Zero);
    private static readonly BodyText Text = BodyText.Parse(Load());

    /// <summary>Whether a path is where privacy is spoken of: the newsroom's own page (WordPress calls it privacy-policy), or this one.</summary>
    public static bool IsIts(string path) => Permalink.Key(path) is "/privacy" or "/privacy-policy";

    /// <summary>What stands at a path that no article has: this notice, the way to it, or nothing.</summary>
    public static ArticleAnswer At(string path, Site site) =>
        path == Address ? new ArticleAnswer.Found(View(site))
        : Permalink.Key(path) == Permalink.Key(Address) ? new ArticleAnswer.Moved(Address)
        : new ArticleAnswer.Missing();

    private static StoryView View(Site site) => new()
    {
        Id = 0,
        Kind = ArticleKind.Page,
        Permalink = Address,
        Headline = "Privacy",
        Excerpt = $"What {site.Name} keeps of its readers and of those who leave a comment.",
        Body = Text,
        Setting = new BodySetting(),
        PublishAt = Written,
        ModifiedAt = Written,
        Comments = CommentThread.Empty,
    };

    private static string Load()
    {
        using var stream = typeof(PrivacyNotice).Assembly.GetManifestResourceStream("FanNews.Web.Pages.privacy.md")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
