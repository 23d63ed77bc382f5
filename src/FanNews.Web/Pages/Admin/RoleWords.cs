using FanNews.People;

namespace FanNews.Web.Pages.Admin;

/// <summary>The roles in words.</summary>
public static class RoleWords
{
    /// <summary>What somebody with the role may do.</summary>
    public static string About(Role role) => role switch
    {
        Role.Contributor => "writes own drafts and submits them",
        Role.Author => "also publishes own stories",
        Role.Editor => "all stories, pictures and comments",
        Role.Moderator => "comments only",
        Role.Administrator => "everything, people and settings too",
        _ => throw new ArgumentOutOfRangeException(nameof(role), role, null),
    };
}
