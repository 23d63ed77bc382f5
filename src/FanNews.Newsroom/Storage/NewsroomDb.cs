using FanNews.Articles;
using FanNews.Comments;
using FanNews.People;
using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;

namespace FanNews.Storage;

/// <summary>The stored newsroom: one model on two engines. Features map their own types and add their sets as extension properties.</summary>
public abstract class NewsroomDb(DbContextOptions options) : IdentityUserContext<Person, long>(options), IDataProtectionKeyContext
{
    /// <summary>Keys that protect cookies and link parameters, so that every process on the store can read them.</summary>
    public DbSet<DataProtectionKey> DataProtectionKeys => Set<DataProtectionKey>();

    /// <summary>The trail of changes.</summary>
    public DbSet<AuditLine> AuditLines => Set<AuditLine>();

    /// <inheritdoc />
    protected override Version SchemaVersion => IdentitySchemaVersions.Version3;

    /// <summary>Opens one consistent view of the store that lasts until the context is disposed.</summary>
    public abstract Task BeginReading(CancellationToken ct);

    /// <summary>Opens the transaction of a change.</summary>
    public abstract Task BeginChange(CancellationToken ct);

    /// <summary>Inside a change: lets one change at a time go on that names the same thing, in every process on the store.</summary>
    public abstract Task Lock(string name, CancellationToken ct);

    /// <summary>Inside a change: wakes who watches the marks in other processes, once it is committed.</summary>
    public abstract Task Announce(CancellationToken ct);

    /// <inheritdoc />
    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.ApplyConfigurationsFromAssembly(typeof(NewsroomDb).Assembly);
    }

    /// <inheritdoc />
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        base.ConfigureConventions(configurationBuilder);
        configurationBuilder.Properties<ArticleKind>().HaveConversion<string>().HaveMaxLength(16);
        configurationBuilder.Properties<ArticleState>().HaveConversion<string>().HaveMaxLength(16);
        configurationBuilder.Properties<RevisionName>().HaveConversion<string>().HaveMaxLength(16);
        configurationBuilder.Properties<CommentStatus>().HaveConversion<string>().HaveMaxLength(16);
        configurationBuilder.Properties<ModelKind>().HaveConversion<string>().HaveMaxLength(16);
        configurationBuilder.Properties<BanKind>().HaveConversion<string>().HaveMaxLength(16);
        configurationBuilder.Properties<Role>().HaveConversion<string>().HaveMaxLength(16);
    }
}
