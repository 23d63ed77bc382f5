using FanNews.People;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FanNews.Storage;

/// <summary>Who did what when. Written with the change itself; the store itself refuses to change or delete it.</summary>
public sealed class AuditLine
{
    /// <summary>Number in the store.</summary>
    public long Id { get; private set; }

    /// <summary>When (UTC).</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>The person; null for readers, commands and the program itself.</summary>
    public long? ById { get; init; }

    /// <summary>Who it was, in words that outlive the account.</summary>
    public required string By { get; init; }

    /// <summary>What was done, such as <c>approved</c>.</summary>
    public required string Verb { get; init; }

    /// <summary>To what, such as <c>comment:12</c>.</summary>
    public required string Subject { get; init; }

    /// <summary>What else is worth knowing; never what a reader typed, an address or a secret.</summary>
    public string? Detail { get; init; }
}

/// <summary>Who makes a change.</summary>
/// <param name="PersonId">The person; null for readers, commands and the program itself.</param>
/// <param name="Name">In words.</param>
public sealed record Actor(long? PersonId, string Name)
{
    /// <summary>Numbers of the sections whose comments they decide about; null for the whole paper.</summary>
    public IReadOnlyList<long>? Sections { get; init; }

    /// <summary>Somebody without an account.</summary>
    public static readonly Actor Reader = new(null, "a reader");

    /// <summary>The program on its own account.</summary>
    public static readonly Actor Program = new(null, "FanNews");

    /// <summary>A person of the newsroom.</summary>
    public static Actor Of(Person person) => new(person.Id, person.Name);

    /// <summary>Somebody at the command line.</summary>
    public static Actor Command(string verb) => new(null, "command: " + verb);
}

internal sealed class AuditMapping : IEntityTypeConfiguration<AuditLine>
{
    public void Configure(EntityTypeBuilder<AuditLine> line)
    {
        line.Property(l => l.By).HasMaxLength(256);
        line.Property(l => l.Verb).HasMaxLength(64);
        line.Property(l => l.Subject).HasMaxLength(64);
        line.HasIndex(l => l.Subject);
        // For whoever reads the trail: one person's, one kind of thing, some days; newest first.
        line.HasIndex(l => new { l.ById, l.Id });
        line.HasIndex(l => new { l.Verb, l.Id });
        line.HasIndex(l => l.At);
    }
}
