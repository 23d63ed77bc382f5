using FanNews.Articles;
using FanNews.People;
using FanNews.Storage;

namespace FanNews.Media;

/// <summary>What one person may do with pictures. Asked by the pages, which show no more, and by the transaction, which refuses the rest.</summary>
/// <param name="Id">Number of the person.</param>
/// <param name="Role">Their role.</param>
/// <param name="Limited">Whether they are limited to some sections. Pictures are of the whole paper: then they change their own only.</param>
public sealed record PictureRights(long Id, Role Role, bool Limited = false)
{
    /// <summary>Whether they may add pictures, and see and use those that are there.</summary>
    public bool Add => Role.May(Permission.WriteStories);

    /// <summary>Whether they may put a picture in the place of another, in stories of others too.</summary>
    public bool Substitute => Role.May(Permission.ManageMedia, Limited);

    /// <summary>Whether they may change the words of a picture, or delete it.</summary>
    /// <param name="addedBy">Who added it; null for an import.</param>
    public bool Change(long? addedBy) => Role.May(Permission.ManageMedia, Limited) || (Add && addedBy == Id);

    /// <summary>What they may know of stories.</summary>
    /// <param name="by">They themselves.</param>
    internal StoryRights Stories(Actor by) => new(Id, Role) { Sections = by.Sections };
}
