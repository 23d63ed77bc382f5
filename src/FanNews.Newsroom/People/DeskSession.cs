using FanNews.Sections;
using FanNews.Storage;
using FanNews.Storage.Backups;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FanNews.People;

/// <summary>A sign-in as the store keeps it. A backup has none: who signed out since would be in again after a restore.</summary>
[NotInBackups]
internal sealed class DeskSession
{
    public long Id { get; private set; }

    public required long PersonId { get; init; }

    /// <summary>SHA-256 of the secret in the cookie: who reads a backup cannot use it.</summary>
    public required string SecretHash { get; init; }

    public required DateTimeOffset BeganAt { get; init; }

    /// <summary>Whether a second factor was shown.</summary>
    public bool Proven { get; set; }

    public string? Device { get; init; }
}

/// <summary>A section that somebody is limited to. Who has none works for the whole paper.</summary>
internal sealed class PersonSection
{
    public required long PersonId { get; init; }

    public required long SectionId { get; init; }
}

/// <summary>A code or a challenge that was taken, and is not taken again. Forgotten once it would be too old anyway.</summary>
[NotInBackups]
internal sealed class SpentProof
{
    public required string Hash { get; init; }

    public required DateTimeOffset At { get; init; }
}

/// <summary>How often somebody tried at the door: an account, a network, or both. The key is a hash; nobody reads an address out of it.</summary>
[NotInBackups]
internal sealed class SignInTries
{
    public required string Key { get; init; }

    /// <summary>Tries that failed, or are not known yet to have succeeded.</summary>
    public int Failed { get; set; }

    /// <summary>When the next one may be (UTC).</summary>
    public DateTimeOffset NextAt { get; set; }

    /// <summary>When the last one was, or for a network that an account knows, when it came from there last (UTC).</summary>
    public DateTimeOffset LastAt { get; set; }
}

/// <summary>What the door keeps.</summary>
internal static class DoorStore
{
    extension(NewsroomDb db)
    {
        internal DbSet<DeskSession> DeskSessions => db.Set<DeskSession>();

        internal DbSet<PersonSection> PersonSections => db.Set<PersonSection>();

        internal DbSet<SpentProof> SpentProofs => db.Set<SpentProof>();

        internal DbSet<SignInTries> SignInTries => db.Set<SignInTries>();
    }
}

internal sealed class DoorMapping : IEntityTypeConfiguration<DeskSession>, IEntityTypeConfiguration<PersonSection>, IEntityTypeConfiguration<SpentProof>, IEntityTypeConfiguration<SignInTries>
{
    private const int HashLength = 64;

    public void Configure(EntityTypeBuilder<DeskSession> session)
    {
        session.ToTable("DeskSessions");
        session.Property(s => s.SecretHash).HasMaxLength(HashLength);
        session.Property(s => s.Device).HasMaxLength(80);
        session.HasIndex(s => new { s.PersonId, s.SecretHash }).IsUnique();
        session.HasOne<Person>().WithMany().HasForeignKey(s => s.PersonId).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<PersonSection> limit)
    {
        limit.ToTable("PersonSections");
        limit.HasKey(l => new { l.PersonId, l.SectionId });
        limit.HasOne<Person>().WithMany().HasForeignKey(l => l.PersonId).OnDelete(DeleteBehavior.Cascade);
        // A section that somebody is limited to cannot go away under them: they would work for the whole paper.
        limit.HasOne<Section>().WithMany().HasForeignKey(l => l.SectionId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<SpentProof> proof)
    {
        proof.ToTable("SpentProofs");
        proof.HasKey(p => p.Hash);
        proof.Property(p => p.Hash).HasMaxLength(HashLength);
        proof.HasIndex(p => p.At);
    }

    public void Configure(EntityTypeBuilder<SignInTries> tries)
    {
        tries.ToTable("SignInTries");
        tries.HasKey(t => t.Key);
        tries.Property(t => t.Key).HasMaxLength(HashLength + 2);
        tries.HasIndex(t => t.LastAt);
    }
}
