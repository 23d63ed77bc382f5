namespace FanNews.Articles;

/// <summary>A field of a story that two people changed in different ways.</summary>
/// <param name="Field">The field of the form.</param>
/// <param name="Base">What both started from.</param>
/// <param name="Mine">What one made of it; it stands in the merged form.</param>
/// <param name="Theirs">What the other made of it.</param>
/// <param name="At">Where in the field, in characters; 0 where it clashes as a whole.</param>
public sealed record FieldClash(string Field, string Base, string Mine, string Theirs, int At = 0);

/// <summary>What one person typed and what others saved since their form was made, put together.</summary>
/// <param name="Form">The form with the changes of all; where they clash, with those of whoever typed. It starts from the newest revision.</param>
/// <param name="Clashes">Where they clash.</param>
public sealed record MergedStory(TypedStory Form, IReadOnlyList<FieldClash> Clashes);

/// <summary>Merges a story's form with what was saved since it was made: the words three ways, and each field of where the story runs by itself.</summary>
public static class MergeStory
{
    /// <summary>Merges.</summary>
    /// <param name="started">The story as the form found it.</param>
    /// <param name="typed">The form.</param>
    /// <param name="stands">The story as it stands.</param>
    public static MergedStory Of(TypedStory started, TypedStory typed, TypedStory stands)
    {
        var clashes = new List<FieldClash>();
        var form = Words(clashes, started.Text, typed, stands.Text);
        // A form that does not carry what it found says what it wants, and overwrites.
        if (Placement.Read(typed.Placed) is { } found)
            form = Place(clashes, found, form, stands.Placement);
        return new(form with { Base = stands.Base, Placed = stands.Placed }, clashes);
    }

    private static TypedStory Words(List<FieldClash> clashes, ArticleText started, TypedStory typed, ArticleText stands)
    {
        var mine = typed.Text;
        if (mine == stands || stands == started)
            return typed;
        return typed with
        {
            Headline = Text("Headline", started.Headline, mine.Headline, stands.Headline),
            Dek = Text("Dek", started.Dek, mine.Dek, stands.Dek),
            Dateline = Text("Dateline", started.Dateline, mine.Dateline, stands.Dateline),
            Excerpt = Text("Excerpt", started.Excerpt, mine.Excerpt, stands.Excerpt),
            Body = Text("Body", started.Body, mine.Body, stands.Body),
            AiAssisted = mine.AiAssisted == started.AiAssisted ? stands.AiAssisted : mine.AiAssisted,
        };

        string Text(string field, string? was, string? one, string? other)
        {
            var merged = Merge.Of(was ?? "", one ?? "", other ?? "");
            clashes.AddRange(merged.Clashes.Select(c => new FieldClash(field, c.Base, c.Mine, c.Theirs, c.At)));
            return merged.Text;
        }
    }

    private static TypedStory Place(List<FieldClash> clashes, Placement found, TypedStory form, Placement stands)
    {
        var typed = form.Placement;
        if (typed == stands || stands == found)
            return form;
        var series = Whole("Series", Pair(found.Series, found.Part), Pair(typed.Series, typed.Part), Pair(stands.Series, stands.Part));
        var time = Whole("PublishAt", Pair(found.PublishAt, found.Offset), Pair(typed.PublishAt, typed.Offset), Pair(stands.PublishAt, stands.Offset));
        var embargo = form.EmbargoUntil is null ? null : Whole("EmbargoUntil", Pair(found.EmbargoUntil, found.EmbargoOffset), Pair(typed.EmbargoUntil, typed.EmbargoOffset), Pair(stands.EmbargoUntil, stands.EmbargoOffset));
        var expiry = form.ExpiresAt is null ? null : Whole("ExpiresAt", Pair(found.ExpiresAt, found.ExpiryOffset), Pair(typed.ExpiresAt, typed.ExpiryOffset), Pair(stands.ExpiresAt, stands.ExpiryOffset));
        var deadline = form.Deadline is null ? null : Whole("Deadline", Pair(found.Deadline, found.DeadlineOffset), Pair(typed.Deadline, typed.DeadlineOffset), Pair(stands.Deadline, stands.DeadlineOffset));
        return form with
        {
            EmbargoUntil = embargo?.Split('\n')[0],
            EmbargoOffset = embargo?.Split('\n')[1],
            ExpiresAt = expiry?.Split('\n')[0],
            ExpiryOffset = expiry?.Split('\n')[1],
            Deadline = deadline?.Split('\n')[0],
            DeadlineOffset = deadline?.Split('\n')[1],
            Assignee = form.Assignee is null ? null : Whole("Assignee", found.Assignee, typed.Assignee, stands.Assignee),
            Section = Whole("Section", found.Section, typed.Section, stands.Section),
            Tags = Set(found.Tags, typed.Tags, stands.Tags),
            Authors = Whole("Authors", found.Authors, typed.Authors, stands.Authors),
            Source = Whole("Source", found.Source, typed.Source, stands.Source),
            Series = series?.Split('\n')[0],
            Part = series?.Split('\n')[1],
            Slug = Whole("Slug", found.Slug, typed.Slug, stands.Slug),
            Lead = form.Lead is null ? null : Whole("Lead", found.Lead, typed.Lead, stands.Lead) is { Length: > 0 } lead ? lead : "0",
            NextPost = form.NextPost is null ? null : Whole("NextPost", found.NextPost, typed.NextPost, stands.NextPost),
            MayLike = form.MayLike is null ? null : Whole("MayLike", found.MayLike, typed.MayLike, stands.MayLike),
            PublishAt = time?.Split('\n')[0],
            Offset = time?.Split('\n')[1],
            CommentDays = form.CommentDays is null ? null : Whole("CommentDays", found.CommentDays, typed.CommentDays, stands.CommentDays),
            CommentsOpen = typed.CommentsOpen == found.CommentsOpen ? stands.CommentsOpen : typed.CommentsOpen,
        };

        string? Whole(string field, string? was, string? one, string? other)
        {
            if (Merge.Settled(was ?? "", one ?? "", other ?? "") is { } settled)
                return settled;
            clashes.Add(new(field, was ?? "", one ?? "", other ?? ""));
            return one;
        }
    }

    // A part without its series, an offset without its time mean nothing.
    private static string Pair(string? one, string? other) => $"{one}\n{other}";

    // Tags have no order: what either added is in, what either took away is out.
    private static string Set(string? was, string? one, string? other)
    {
        var (old, mine, theirs) = (TypedStory.Names(was), TypedStory.Names(one), TypedStory.Names(other));
        return TypedStory.List(TypedStory.Names(TypedStory.List(mine.Concat(theirs))).Where(n => !Has(old, n) || (Has(mine, n) && Has(theirs, n))));
    }

    private static bool Has(IReadOnlyList<string> names, string name) => names.Any(n => TypedStory.Same(n, name));
}
