using FanNews.Storage;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FanNews.People;

/// <summary>
/// A passkey of somebody (WebAuthn). Only what proves it is kept, in plain columns: as Identity keeps it, inside of JSON, a backup of one engine
/// would not be read by the other.
/// </summary>
public sealed class Passkey
{
    /// <summary>The longest name, in characters.</summary>
    public const int LongestName = 60;

    /// <summary>Number in the store.</summary>
    public long Id { get; private set; }

    /// <summary>Whose it is.</summary>
    public required long PersonId { get; init; }

    /// <summary>What the person calls it.</summary>
    public required string Name { get; set; }

    /// <summary>When it was added (UTC).</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When somebody came in with it last (UTC); null for never.</summary>
    public DateTimeOffset? UsedAt { get; set; }

    /// <summary>What the authenticator calls it.</summary>
    public required byte[] CredentialId { get; init; }

    /// <summary>What its signatures are checked with (COSE).</summary>
    public required byte[] PublicKey { get; init; }

    internal long SignCount { get; set; }

    internal string Transports { get; init; } = "";

    internal bool UserVerified { get; init; }

    internal bool BackupEligible { get; init; }

    internal bool BackedUp { get; set; }

    internal static Passkey Of(long person, string name, UserPasskeyInfo info, DateTimeOffset now) => new()
    {
        PersonId = person,
        Name = name,
        CreatedAt = now,
        CredentialId = info.CredentialId,
        PublicKey = info.PublicKey,
        SignCount = info.SignCount,
        Transports = string.Join(',', info.Transports ?? []),
        UserVerified = info.IsUserVerified,
        BackupEligible = info.IsBackupEligible,
        BackedUp = info.IsBackedUp,
    };

    // What the authenticator said of itself when it was added is not looked at again.
    internal UserPasskeyInfo Info => new(
        CredentialId, PublicKey, CreatedAt, (uint)SignCount, Transports.Split(',', StringSplitOptions.RemoveEmptyEntries), UserVerified, BackupEligible, BackedUp, [], []) { Name = Name };
}

/// <summary>How Identity's passkey handler finds people and their passkeys. It only reads: every change goes through <see cref="SecondFactor"/>, with its trace.</summary>
public sealed class PasskeyReading(NewsroomDb db, IdentityErrorDescriber? describer = null) : UserOnlyStore<Person, NewsroomDb, long>(db, describer)
{
    /// <inheritdoc />
    public override async Task<IList<UserPasskeyInfo>> GetPasskeysAsync(Person user, CancellationToken cancellationToken) =>
        [.. (await Context.Passkeys.AsNoTracking().Where(p => p.PersonId == user.Id).OrderBy(p => p.Id).ToListAsync(cancellationToken)).Select(p => p.Info)];

    /// <inheritdoc />
    public override async Task<UserPasskeyInfo?> FindPasskeyAsync(Person user, byte[] credentialId, CancellationToken cancellationToken) =>
        (await Context.Passkeys.AsNoTracking().SingleOrDefaultAsync(p => p.PersonId == user.Id && p.CredentialId == credentialId, cancellationToken))?.Info;

    /// <inheritdoc />
    public override async Task<Person?> FindByPasskeyIdAsync(byte[] credentialId, CancellationToken cancellationToken) => await (
        from passkey in Context.Passkeys
        join person in Context.People on passkey.PersonId equals person.Id
        where passkey.CredentialId == credentialId
        select person).SingleOrDefaultAsync(cancellationToken);

    /// <inheritdoc />
    public override Task AddOrUpdatePasskeyAsync(Person user, UserPasskeyInfo passkey, CancellationToken cancellationToken) => throw new NotSupportedException("SecondFactor changes passkeys.");

    /// <inheritdoc />
    public override Task RemovePasskeyAsync(Person user, byte[] credentialId, CancellationToken cancellationToken) => throw new NotSupportedException("SecondFactor changes passkeys.");
}

/// <summary>Passkeys in the store.</summary>
public static class PasskeyStore
{
    extension(NewsroomDb db)
    {
        /// <summary>Everybody's.</summary>
        public DbSet<Passkey> Passkeys => db.Set<Passkey>();
    }
}

internal sealed class PasskeyMapping : IEntityTypeConfiguration<Passkey>
{
    // WebAuthn, 4: a credential's id has at most 1,023 bytes.
    private const int LongestId = 1023;

    public void Configure(EntityTypeBuilder<Passkey> passkey)
    {
        passkey.ToTable("Passkeys");
        passkey.Property(p => p.Name).HasMaxLength(Passkey.LongestName);
        passkey.Property(p => p.CredentialId).HasMaxLength(LongestId);
        passkey.Property(p => p.PublicKey);
        passkey.Property(p => p.SignCount);
        passkey.Property(p => p.Transports).HasMaxLength(100);
        passkey.Property(p => p.UserVerified);
        passkey.Property(p => p.BackupEligible);
        passkey.Property(p => p.BackedUp);
        passkey.Ignore(p => p.Info);
        passkey.HasIndex(p => p.CredentialId).IsUnique();
        passkey.HasIndex(p => p.PersonId);
        passkey.HasOne<Person>().WithMany().HasForeignKey(p => p.PersonId).OnDelete(DeleteBehavior.Cascade);
    }
}
