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

    /// <summary>Does what is of the whole paper: the front page, the breaking line, bylines, pages like About.</summary>
    RunPaper,

    /// <summary>Adds and changes pictures and files.</summary>
    ManageMedia,

    /// <summary>Decides about comments and replies to them.</summary>
    ModerateComments,

    /// <summary>Bans senders and sees what the screening does; both are of the whole paper.</summary>
    ScreenComments,

    /// <summary>Makes and disables accounts.</summary>
    ManagePeople,

    /// <summary>Changes the settings of the site.</summary>
    ManageSettings,

    /// <summary>Reads who did what when.</summary>
    ReadTrail,
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
            Permission.RunPaper, Permission.ManageMedia, Permission.ModerateComments, Permission.ScreenComments,
        ],
        [Role.Moderator] = [Permission.EnterDesk, Permission.ModerateComments, Permission.ScreenComments],
        [Role.Administrator] = [.. Enum.GetValues<Permission>()],
    };

    // What no section has of its own. Pictures are here: any story may use them.
    private static readonly HashSet<Permission> OfWholePaper =
        [Permission.RunPaper, Permission.ManageMedia, Permission.ScreenComments, Permission.ManagePeople, Permission.ManageSettings, Permission.ReadTrail];

    /// <summary>Whether somebody with the role may do it.</summary>
    /// <param name="role">The role.</param>
    /// <param name="permission">What.</param>
    /// <param name="limited">Whether they are limited to some sections: then nothing that is of the whole paper.</param>
    public static bool May(this Role role, Permission permission, bool limited) => role.May(permission) && !(limited && OfWholePaper.Contains(permission));

    /// <summary>Whether somebody with the role may do it.</summary>
    public static bool May(this Role role, Permission permission) => Table.TryGetValue(role, out var allowed) && allowed.Contains(permission);
}
