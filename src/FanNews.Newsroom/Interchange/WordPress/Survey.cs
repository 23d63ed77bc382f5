using FanNews.Articles;

namespace FanNews.Interchange.WordPress;

/// <summary>
/// The first of two readings of the exports: proves that every file is whole, and gathers what stories refer to and what may
/// stand anywhere, later in the file or in another one: the media library, authors, terms, reusable blocks.
/// </summary>
internal sealed class Survey
{
    private readonly Dictionary<string, WxrTerm> _terms = [];
    private readonly Dictionary<long, string> _reusable = [];

    /// <summary>The site.</summary>
    public WxrSite Site { get; private set; } = new(0);

    /// <summary>The media library.</summary>
    public Uploads Uploads { get; } = new();

    /// <summary>Accounts by login.</summary>
    public Dictionary<string, WxrAuthor> Authors { get; } = [];

    /// <summary>Profiles of guests (Co-Authors Plus) by slug without <c>cap-</c>: name and biography.</summary>
    public Dictionary<string, (string Name, string? Biography)> Guests { get; } = [];

    /// <summary>Categories and tags that articles carry, by taxonomy and slug, with their names.</summary>
    public Dictionary<(string Taxonomy, string Slug), string> Used { get; } = [];

    /// <summary>Slugs of categories that some article carries beside another one.</summary>
    public HashSet<string> SecondCategories { get; } = [];

    /// <summary>Logins and co-authors' slugs that articles name, with the name that the use gives.</summary>
    public Dictionary<string, string> Writers { get; } = [];

    /// <summary>Number of articles.</summary>
    public int Articles { get; private set; }

    /// <summary>The largest number of a comment.</summary>
    public long LargestComment { get; private set; }

    /// <summary>Attachments that are not accepted: file, line, number and address.</summary>
    public List<(string File, WxrItem Item)> Refused { get; } = [];

    /// <summary>Items of kinds that are not imported, by kind.</summary>
    public List<(string File, int Line, string Subject, string What)> Others { get; } = [];

    /// <summary>Whether an item is an article that may come in.</summary>
    public static bool IsArticle(WxrItem item) => item.Type is "post" or "page" && item.Status is not ("trash" or "auto-draft" or "inherit");

    /// <summary>A term by taxonomy and slug.</summary>
    public WxrTerm? Term(string taxonomy, string slug) => _terms.GetValueOrDefault($"{taxonomy}:{slug}");

    /// <summary>A category by its number.</summary>
    public WxrTerm? Category(string number) => _terms.Values.FirstOrDefault(term => term.Taxonomy == "category" && term.Id.ToString(System.Globalization.CultureInfo.InvariantCulture) == number);

    /// <summary>The text of a reusable block.</summary>
    public string? Reusable(long id) => _reusable.GetValueOrDefault(id);

    /// <summary>Reads the files.</summary>
    /// <exception cref="WxrException">One is no export, is damaged or comes from another site than the first.</exception>
    public static Survey Of(IReadOnlyList<string> files, Action<string, WxrReader> done, CancellationToken ct)
    {
        var survey = new Survey();
        foreach (var file in files)
        {
            using var stream = new FileStream(file, new FileStreamOptions { Options = FileOptions.SequentialScan, BufferSize = 1 << 16 });
            foreach (var record in WxrReader.Read(stream, file, reader => done(file, reader)))
            {
                ct.ThrowIfCancellationRequested();
                survey.Take(record, file);
            }
        }
        return survey;
    }

    private void Take(WxrRecord record, string file)
    {
        switch (record)
        {
            case WxrSite site when Site.Line == 0:
                Site = site;
                break;
            case WxrSite site when new OldSite(site, Uploads).Name != new OldSite(Site, Uploads).Name:
                throw new WxrException(file, site.Line, 1, $"This export is of another site ({site.Link}) than the first ({Site.Link}); import one site at a time.");
            case WxrAuthor author when author.Login.Length > 0:
                Authors.TryAdd(author.Login, author);
                break;
            case WxrTerm term when term.Slug.Length > 0:
                _terms.TryAdd($"{term.Taxonomy}:{term.Slug}", term);
                break;
            case WxrItem { Type: "attachment" } item:
                if (!Uploads.Add(item)) Refused.Add((file, item with { Content = "", Meta = [], Comments = [] }));
                break;
            case WxrItem { Type: "wp_block" } item:
                _reusable.TryAdd(item.Id, item.Content);
                break;
            case WxrItem { Type: "guest-author" } item:
                Guest(item);
                break;
            case WxrItem item when IsArticle(item):
                Article(item);
                break;
            case WxrItem item:
                Others.Add((file, item.Line, $"{item.Type} {item.Id}", item.Type is "post" or "page" ? $"{item.Type} with the status {item.Status}" : $"item of type {item.Type}"));
                break;
        }
    }

    private void Guest(WxrItem item)
    {
        var slug = item.Name.StartsWith("cap-", StringComparison.Ordinal) ? item.Name[4..] : item.Name;
        var biography = HtmlToMarkdown.PlainText(item.MetaValue("cap-description") ?? "").Trim();
        Guests.TryAdd(slug, (item.MetaValue("cap-display_name") ?? item.Title, biography.Length > 0 ? biography : null));
    }

    private void Article(WxrItem item)
    {
        Articles++;
        foreach (var comment in item.Comments) LargestComment = Math.Max(LargestComment, comment.Id);
        var writers = item.Terms.Where(use => use.Taxonomy == "author").ToList();
        foreach (var use in writers) Writers.TryAdd(WriterKey(use.Slug), use.Name);
        if (writers.Count == 0 && item.Creator.Length > 0) Writers.TryAdd(item.Creator, item.Creator);
        var categories = item.Terms.Where(use => use.Taxonomy == "category").ToList();
        if (categories.Count > 1) SecondCategories.UnionWith(categories.Select(use => use.Slug));
        foreach (var use in item.Terms.Where(use => use.Taxonomy is "category" or "post_tag")) Used.TryAdd((use.Taxonomy, use.Slug), use.Name);
    }

    /// <summary>The login or guest that a co-author's slug means.</summary>
    public static string WriterKey(string slug) => slug.StartsWith("cap-", StringComparison.Ordinal) ? slug[4..] : slug;

    /// <summary>A slug of WordPress as ours: decoded, and made anew where it holds what ours may not.</summary>
    public static string SlugOf(string slug, string otherwise)
    {
        var decoded = Uri.UnescapeDataString(slug).ToLowerInvariant();
        var plain = decoded.Length is > 0 and <= FanNews.Articles.Article.LongestSlug && decoded.All(c => char.IsLetterOrDigit(c) || c is '-' or '_' || char.GetUnicodeCategory(c) is System.Globalization.UnicodeCategory.NonSpacingMark or System.Globalization.UnicodeCategory.SpacingCombiningMark);
        return plain ? decoded : Slug.From(decoded.Length > 0 ? decoded : otherwise);
    }
}
