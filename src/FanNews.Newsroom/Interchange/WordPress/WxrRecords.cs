namespace FanNews.Interchange.WordPress;

/// <summary>Something that a WordPress export says, with the line it begins on.</summary>
/// <param name="Line">Line in the file, from 1.</param>
public abstract record WxrRecord(int Line);

/// <summary>What the export says about its site. It comes last, for only then all of it has been read.</summary>
public sealed record WxrSite(int Line) : WxrRecord(Line)
{
    /// <summary>The site's name.</summary>
    public string Title { get; init; } = "";

    /// <summary>The public address.</summary>
    public string Link { get; init; } = "";

    /// <summary>A line about the site.</summary>
    public string Description { get; init; } = "";

    /// <summary>The language tag, such as <c>en-US</c>.</summary>
    public string Language { get; init; } = "";

    /// <summary>The address of the network (may belong to a host such as wordpress.com).</summary>
    public string BaseSiteUrl { get; init; } = "";

    /// <summary>The address of this site within the network.</summary>
    public string BaseBlogUrl { get; init; } = "";
}

/// <summary>An account that wrote something.</summary>
public sealed record WxrAuthor(int Line) : WxrRecord(Line)
{
    /// <summary>Number of the account there; 0 when not given.</summary>
    public long Id { get; init; }

    /// <summary>The name by which items refer to it.</summary>
    public string Login { get; init; } = "";

    /// <summary>The name shown to readers; the login where none was given.</summary>
    public string DisplayName { get; init; } = "";
}

/// <summary>A category, tag or term of another taxonomy.</summary>
public sealed record WxrTerm(int Line) : WxrRecord(Line)
{
    /// <summary>Number of the term there; 0 in old files.</summary>
    public long Id { get; init; }

    /// <summary><c>category</c>, <c>post_tag</c>, <c>nav_menu</c> or the taxonomy of a plug-in.</summary>
    public string Taxonomy { get; init; } = "";

    /// <summary>The slug as written, which may be percent-encoded.</summary>
    public string Slug { get; init; } = "";

    /// <summary>The slug of the term above it, which may be declared later or form a loop; empty for none.</summary>
    public string Parent { get; init; } = "";

    /// <summary>The name shown.</summary>
    public string Name { get; init; } = "";

    /// <summary>What it is about; HTML.</summary>
    public string Description { get; init; } = "";
}

/// <summary>A post, page, attachment or anything else that WordPress keeps in its table of posts.</summary>
public sealed record WxrItem(int Line) : WxrRecord(Line)
{
    /// <summary>Number there; 0 when missing.</summary>
    public long Id { get; init; }

    /// <summary>Title; may hold entities and inline HTML.</summary>
    public string Title { get; init; } = "";

    /// <summary>Public address; <c>?p=</c> for what was never published.</summary>
    public string Link { get; init; } = "";

    /// <summary>RSS date; wrong for drafts.</summary>
    public string PubDate { get; init; } = "";

    /// <summary>Login of the author.</summary>
    public string Creator { get; init; } = "";

    /// <summary>The text as WordPress stores it: blocks, or classic HTML without paragraphs.</summary>
    public string Content { get; init; } = "";

    /// <summary>The manual excerpt; a caption for attachments.</summary>
    public string Excerpt { get; init; } = "";

    /// <summary>Date in the site's zone.</summary>
    public string PostDate { get; init; } = "";

    /// <summary>Date in UTC; zeros for drafts.</summary>
    public string PostDateGmt { get; init; } = "";

    /// <summary>Last change in UTC; newer files only.</summary>
    public string ModifiedGmt { get; init; } = "";

    /// <summary><c>open</c> or <c>closed</c>.</summary>
    public string CommentStatus { get; init; } = "";

    /// <summary>The slug, percent-encoded where it is not Latin.</summary>
    public string Name { get; init; } = "";

    /// <summary><c>publish</c>, <c>future</c>, <c>draft</c>, <c>pending</c>, <c>private</c>, <c>inherit</c>, <c>trash</c>, <c>auto-draft</c> or a plug-in's.</summary>
    public string Status { get; init; } = "";

    /// <summary>Number of the item above it.</summary>
    public long Parent { get; init; }

    /// <summary><c>post</c>, <c>page</c>, <c>attachment</c> and many more.</summary>
    public string Type { get; init; } = "";

    /// <summary>Password that a reader has to give; empty for none.</summary>
    public string Password { get; init; } = "";

    /// <summary>Whether it was pinned to the top.</summary>
    public bool Sticky { get; init; }

    /// <summary>Address of an attachment's file.</summary>
    public string AttachmentUrl { get; init; } = "";

    /// <summary>Terms that the item carries, in order.</summary>
    public IReadOnlyList<WxrTermUse> Terms { get; init; } = [];

    /// <summary>Meta values by key, in order; a key may come several times.</summary>
    public IReadOnlyList<WxrMeta> Meta { get; init; } = [];

    /// <summary>Comments in the order of the file.</summary>
    public IReadOnlyList<WxrComment> Comments { get; init; } = [];

    /// <summary>The first non-empty value of a key.</summary>
    public string? MetaValue(string key)
    {
        foreach (var meta in Meta)
        {
            if (meta.Key == key && meta.Value.Length > 0) return meta.Value;
        }
        return null;
    }
}

/// <summary>A term on an item.</summary>
/// <param name="Taxonomy">As in <see cref="WxrTerm.Taxonomy"/>; old files say <c>tag</c>, which is read as <c>post_tag</c>.</param>
/// <param name="Slug">The slug as written.</param>
/// <param name="Name">The name shown.</param>
public sealed record WxrTermUse(string Taxonomy, string Slug, string Name);

/// <summary>A meta value.</summary>
public sealed record WxrMeta(string Key, string Value);

/// <summary>A comment. Its sender's IP address is not read.</summary>
public sealed record WxrComment(int Line)
{
    /// <summary>Number there; 0 when missing.</summary>
    public long Id { get; init; }

    /// <summary>Number of the comment it answers; 0 for none.</summary>
    public long Parent { get; init; }

    /// <summary>Name of the writer.</summary>
    public string Author { get; init; } = "";

    /// <summary>E-mail address of the writer.</summary>
    public string Email { get; init; } = "";

    /// <summary>Web site of the writer.</summary>
    public string Url { get; init; } = "";

    /// <summary>Date in the site's zone.</summary>
    public string Date { get; init; } = "";

    /// <summary>Date in UTC.</summary>
    public string DateGmt { get; init; } = "";

    /// <summary>The text; may hold HTML.</summary>
    public string Content { get; init; } = "";

    /// <summary><c>1</c>, <c>0</c>, <c>spam</c>, <c>trash</c>, <c>post-trashed</c>.</summary>
    public string Approved { get; init; } = "";

    /// <summary>Empty or <c>comment</c> for readers' comments; <c>pingback</c>, <c>note</c> and others.</summary>
    public string Type { get; init; } = "";
}
