using FanNews.Articles;
using FanNews.Settings;

namespace FanNews.Interchange.WordPress;

/// <summary>An article as it will be stored, all but its place in the newsroom.</summary>
internal sealed record ReadItem
{
    public required string File { get; init; }

    public required int Line { get; init; }

    /// <summary>Number there; 0 when missing.</summary>
    public required long WordPressId { get; init; }

    public required Article Article { get; init; }

    /// <summary>The path it should have; null for what was never published.</summary>
    public string? Path { get; init; }

    /// <summary>When it was or will be published (UTC); null for what was not.</summary>
    public DateTimeOffset? At { get; init; }

    public IReadOnlyList<long> Tags { get; init; } = [];

    /// <summary>Number of the featured attachment; 0 for none.</summary>
    public long Picture { get; init; }

    /// <summary>Slugs that it had before.</summary>
    public IReadOnlyList<string> OldSlugs { get; init; } = [];

    public required List<ImportedComment> Comments { get; init; }

    /// <summary>What to report once it is known to be new.</summary>
    public required List<(string What, string? Detail, int Count)> Remarks { get; init; }

    public string Subject => $"{(Article.Kind == ArticleKind.Page ? "page" : "post")} {WordPressId}";
}

/// <summary>Turns an item of the export into an article. Needs no store: what it refers to was stored before.</summary>
internal sealed class ItemReading(Survey survey, ImportedNames names, StoryText texts, Site site, string host, DateTimeOffset now)
{
    private const int LongestDek = 300, LongestHeadlineFromBody = 80;

    /// <summary>Reads one item.</summary>
    public ReadItem Read(WxrItem item, string file)
    {
        List<(string What, string? Detail, int Count)> remarks = [];
        var converted = texts.Convert(item);
        foreach (var (what, count) in converted.Losses.Counts) remarks.Add((what, null, count));
        var publishes = Publishes(item, remarks);
        var at = ImportDates.Read(item.PostDateGmt, item.PostDate, item.PubDate, site.Zone);
        if (publishes && at is null)
        {
            // The newest place of the front page is the wrong one for a story of which nobody knows when it was.
            at = DateTimeOffset.UnixEpoch;
            remarks.Add(("published without a date; placed at 1970-01-01", null, 1));
        }
        var headline = Headline(item, converted.Body);
        var (section, source, tags) = Terms(item, remarks);
        var slug = Survey.SlugOf(item.Name, headline);
        var article = new Article
        {
            Kind = item.Type == "page" ? ArticleKind.Page : ArticleKind.Story,
            Slug = slug,
            CreatedAt = at < now ? at.Value : now,
            CommentsOpen = item.CommentStatus == "open",
            SectionId = section?.Id,
            SourceId = source,
            WordPressId = item.Id > 0 ? item.Id : null,
            ImportedFrom = host,
        };
        article.Revise(Text(item, headline, converted), article.CreatedAt, by: null);
        foreach (var author in Writers(item)) article.Bylines.Add(new Byline { Place = article.Bylines.Count, AuthorId = author });
        if (item.Status == "pending" && !publishes) article.SubmitForReview();
        Unused(item, remarks);
        return new()
        {
            File = file,
            Line = item.Line,
            WordPressId = item.Id,
            Article = article,
            At = publishes ? at : null,
            Path = publishes ? OldAddress.Path(item.Link) ?? NewPath(article.Kind, slug, at!.Value, section?.Slug) : null,
            Tags = tags,
            Picture = long.TryParse(item.MetaValue("_thumbnail_id"), out var picture) ? picture : 0,
            OldSlugs = [.. item.Meta.Where(meta => meta.Key == "_wp_old_slug" && meta.Value.Length > 0).Select(meta => Uri.UnescapeDataString(meta.Value)).Distinct()],
            Comments = Comments(item, (comment, why) => remarks.Add((why, $"comment {comment.Id}", 1))),
            Remarks = remarks,
        };
    }

    /// <summary>Readers' comments of an item.</summary>
    public List<ImportedComment> Comments(WxrItem item, Action<WxrComment, string> dropped) =>
        ReaderComments.Of(item, ImportDates.Read(item.PostDateGmt, item.PostDate, item.PubDate, site.Zone) ?? DateTimeOffset.UnixEpoch, site.Zone, dropped);

    // Password and unknown states are drafts: an import never makes public what was not.
    private static bool Publishes(WxrItem item, List<(string, string?, int)> remarks)
    {
        if (item.Status is not ("publish" or "future"))
        {
            if (item.Status is not ("draft" or "pending")) remarks.Add(($"status {item.Status}: kept as a draft", null, 1));
            return false;
        }
        if (item.Password.Length == 0) return true;
        remarks.Add(("protected by a password: kept as a draft", null, 1));
        return false;
    }

    private string NewPath(ArticleKind kind, string slug, DateTimeOffset at, string? section) =>
        kind == ArticleKind.Page ? $"/{slug}/" : Permalink.For(site.PermalinkPattern, slug, at, site.Zone, section);

    private static ArticleText Text(WxrItem item, string headline, ConvertedText converted)
    {
        var excerpt = Plain(item.Excerpt);
        var subtitle = Plain(item.MetaValue("newspack_post_subtitle") ?? "");
        return new()
        {
            Headline = headline,
            // What WordPress calls an excerpt is the line under the headline in most news themes; a long one is a text of its own.
            Dek = subtitle.Length > 0 ? subtitle : excerpt.Length <= LongestDek ? excerpt : null,
            Dateline = converted.Dateline,
            Body = converted.Body,
            Excerpt = excerpt,
        };
    }

    private static string Headline(WxrItem item, string body)
    {
        var title = Plain(item.Title);
        if (title.Length > 0) return title;
        var text = HtmlToMarkdown.PlainText(item.Content).Split('\n')[0].Trim();
        if (text.Length == 0) return body.Length > 0 ? "Untitled" : "Empty";
        if (text.Length <= LongestHeadlineFromBody) return text;
        var cut = text.LastIndexOf(' ', LongestHeadlineFromBody);
        return text[..(cut > 20 ? cut : LongestHeadlineFromBody)] + "…";
    }

    private static string Plain(string html) =>
        string.Join(' ', HtmlToMarkdown.PlainText(html).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private List<long> Writers(WxrItem item)
    {
        var shared = item.Terms.Where(use => use.Taxonomy == "author").Select(use => names.Writer(Survey.WriterKey(use.Slug))).OfType<long>().Distinct().ToList();
        return shared.Count > 0 ? shared : names.Writer(item.Creator) is { } one ? [one] : [];
    }

    // A story runs in one section: the primary one, else its first. Others stay as tags, except those above it.
    private (Sections.Section? Section, long? Source, IReadOnlyList<long> Tags) Terms(WxrItem item, List<(string, string?, int)> remarks)
    {
        var categories = item.Terms.Where(use => use.Taxonomy == "category").ToList();
        var primary = item.MetaValue("_yoast_wpseo_primary_category") is { } number ? survey.Category(number)?.Slug : null;
        var section = primary is not null && categories.Exists(use => use.Slug == primary) ? names.Section(primary) : null;
        section ??= categories.Select(use => names.Section(use.Slug)).FirstOrDefault(found => found is not null);
        List<long> tags = [.. item.Terms.Where(use => use.Taxonomy == "post_tag").Select(use => names.Tag("post_tag", use.Slug)).OfType<long>()];
        foreach (var use in categories)
        {
            if (names.Section(use.Slug) is { } other && section is not null && other.Id != section.Id && !ImportedNames.IsAbove(other, section) && names.Tag("category", use.Slug) is { } tag)
            {
                tags.Add(tag);
                remarks.Add(("second category kept as a tag", use.Slug, 1));
            }
        }
        foreach (var use in item.Terms.Where(use => use.Taxonomy is not ("category" or "post_tag" or "author" or "post_format")))
            remarks.Add(($"term of the taxonomy {use.Taxonomy}", use.Slug, 1));
        return (section, categories.Select(use => names.Source(use.Slug)).FirstOrDefault(found => found is not null), [.. tags.Distinct()]);
    }

    private static void Unused(WxrItem item, List<(string, string?, int)> remarks)
    {
        if (item.Sticky) remarks.Add(("pinned to the top (sticky)", null, 1));
        foreach (var meta in item.Meta)
        {
            if (meta.Key is "_yoast_wpseo_title" or "_yoast_wpseo_metadesc" or "_yoast_wpseo_canonical" or "_yoast_wpseo_opengraph-image" or "rank_math_title" or "rank_math_description"
                or "enclosure" or "newspack_correction-post-id" or "_media_credit_url")
                remarks.Add(($"meta field {meta.Key}", null, 1));
        }
    }
}
