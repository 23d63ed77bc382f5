using FanNews.Media;
using Microsoft.AspNetCore.Identity;

namespace FanNews.People;

/// <summary>What a person may do. Each role is described in docs/ and enforced by the permissions of the desk.</summary>
public enum Role
{
    /// <summary>Writes own drafts and submits them.</summary>
    Contributor,

    /// <summary>Also publishes own stories.</summary>
    Author,

    /// <summary>All stories, media and comments.</summary>
    Editor,

    /// <summary>Comments only.</summary>
    Moderator,

    /// <summary>Everything.</summary>
    Administrator,
}

/// <summary>Somebody with an account. A byline is an <see cref="Author"/>, who may have none.</summary>
public sealed class Person : IdentityUser<long>
{
    /// <summary>The name that colleagues see, and readers under a reply by staff.</summary>
    [ProtectedPersonalData]
    public string Name { get; set; } = "";

    /// <summary>What the person may do.</summary>
    public Role Role { get; set; }

    /// <summary>When the account was made (UTC).</summary>
    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>Since when (UTC) the person may not sign in; null while they may.</summary>
    public DateTimeOffset? DisabledAt { get; set; }

    /// <summary>Whether the person was invited and did not choose a password yet.</summary>
    public bool IsInvited => PasswordHash is null;
}

/// <summary>A name in bylines, with a page of its own. Not an account.</summary>
public sealed class Author
{
    /// <summary>Number in the store.</summary>
    public long Id { get; private set; }

    /// <summary>Its part of the address. Unique.</summary>
    public required string Slug { get; set; }

    /// <summary>The name in print.</summary>
    public required string Name { get; set; }

    /// <summary>What they do, as in "Harbour correspondent".</summary>
    public string? Desk { get; set; }

    /// <summary>A few sentences about them, plain text.</summary>
    public string? Biography { get; set; }

    /// <summary>Key of <see cref="Portrait"/>.</summary>
    public long? PortraitId { get; set; }

    /// <summary>Their picture; null for none.</summary>
    public Picture? Portrait { get; set; }

    /// <summary>The account of the same person; null for guests and agencies.</summary>
    public long? PersonId { get; set; }
}
