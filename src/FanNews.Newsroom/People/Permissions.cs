namespace FanNews.People;

/// <summary>Something that the desk lets some people do and others not.</summary>
public enum Permission
{
    /// <summary>Sees the desk at all.</summary>
    EnterDesk,

    /// <summary>Writes stories of one's own and hands them to an editor.</summary>
    WriteStories,

    /// <summary>Publishes one's own stories.</summary>
    PublishOwnStories,

    /// <summary>Edits and publishes everybody's stories.</summary>
    EditAllStories,

    /// <summary>Adds and changes pictures and files.</summary>
    ManageMedia,

    /// <summary>Decides about comments and replies to them.</summary>
    ModerateComments,

    /// <summary>Makes and disables accounts.</summary>
    ManagePeople,

    /// <summary>Changes the settings of the site.</summary>
    ManageSettings,
}

/// <summary>Which role may do what: the one table, enforced on the server for every page of the desk.</summary>
public static class Permissions
{
    private static readonly Dictionary<Role, HashSet<Permission>> Table = new()
    {
        [Role.Contributor] = [Permission.EnterDesk, Permission.WriteStories],
        [Role.Author] = [Permission.EnterDesk, Permission.WriteStories, Permission.PublishOwnStories],
        [Role.Editor] =
        [
            Permission.EnterDesk, Permission.WriteStories, Permission.PublishOwnStories, Permission.EditAllStories,
            Permission.ManageMedia, Permission.ModerateComments,
        ],
        [Role.Moderator] = [Permission.EnterDesk, Permission.ModerateComments],
        [Role.Administrator] = [.. Enum.GetValues<Permission>()],
    };

    /// <summary>Whether somebody with the role may do it.</summary>
    public static bool May(this Role role, Permission permission) => Table.TryGetValue(role, out var allowed) && allowed.Contains(permission);
}
