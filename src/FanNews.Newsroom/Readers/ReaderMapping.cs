using FanNews.Comments;
using FanNews.People;
using FanNews.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FanNews.Readers;

/// <summary>What readers ask for and tell the newsroom, in the store.</summary>
public static class ReaderStore
{
    extension(NewsroomDb db)
    {
        /// <summary>Comments that readers reported.</summary>
        public DbSet<CommentReport> CommentReports => db.Set<CommentReport>();

        /// <summary>Errors in stories that readers reported.</summary>
        public DbSet<ErrorReport> ErrorReports => db.Set<ErrorReport>();

        /// <summary>Who wants mail about which comment.</summary>
        public DbSet<Follow> Follows => db.Set<Follow>();

        /// <summary>What they are to be told, or were.</summary>
        public DbSet<FollowNews> FollowNews => db.Set<FollowNews>();

        /// <summary>Why comments were refused, and what their writers answered.</summary>
        public DbSet<Statement> Statements => db.Set<Statement>();

        /// <summary>Links that were mailed to readers.</summary>
        public DbSet<ReaderLink> ReaderLinks => db.Set<ReaderLink>();
    }
}

internal sealed class ReaderMapping : IEntityTypeConfiguration<CommentReport>, IEntityTypeConfiguration<ErrorReport>, IEntityTypeConfiguration<Follow>,
    IEntityTypeConfiguration<FollowNews>, IEntityTypeConfiguration<Statement>, IEntityTypeConfiguration<ReaderLink>
{
    private const int EnumLength = 16;

    public void Configure(EntityTypeBuilder<CommentReport> report)
    {
        report.ToTable("CommentReports");
        report.Property(r => r.Reason).HasConversion<string>().HasMaxLength(EnumLength);
        report.HasIndex(r => new { r.CommentId, r.ClosedAt });
        // The few that are open, for the queue.
        report.HasIndex(r => r.CommentId).HasDatabaseName("IX_CommentReports_Open").HasFilter("\"ClosedAt\" IS NULL");
        report.HasIndex(r => new { r.SenderHash, r.CreatedAt });
        report.HasOne<Comment>().WithMany().HasForeignKey(r => r.CommentId);
    }

    public void Configure(EntityTypeBuilder<ErrorReport> report)
    {
        report.ToTable("ErrorReports");
        report.Property(r => r.State).HasConversion<string>().HasMaxLength(EnumLength);
        report.HasIndex(r => new { r.State, r.CreatedAt });
        report.HasIndex(r => new { r.SenderHash, r.CreatedAt });
        report.HasIndex(r => r.Email);
        report.HasOne(r => r.Article).WithMany().HasForeignKey(r => r.ArticleId);
        report.HasOne<Person>().WithMany().HasForeignKey(r => r.DecidedById).OnDelete(DeleteBehavior.SetNull);
    }

    public void Configure(EntityTypeBuilder<Follow> follow)
    {
        follow.ToTable("Follows");
        follow.HasIndex(f => f.CommentId).IsUnique();
        follow.HasIndex(f => f.Email);
        follow.HasOne<Comment>().WithMany().HasForeignKey(f => f.CommentId);
    }

    public void Configure(EntityTypeBuilder<FollowNews> news)
    {
        news.ToTable("FollowNews");
        news.HasKey(n => new { n.FollowId, n.CommentId });
        news.HasOne<Follow>().WithMany().HasForeignKey(n => n.FollowId);
        news.HasOne<Comment>().WithMany().HasForeignKey(n => n.CommentId);
    }

    public void Configure(EntityTypeBuilder<Statement> statement)
    {
        statement.ToTable("Statements");
        statement.Property(s => s.Ground).HasConversion<string>().HasMaxLength(EnumLength);
        statement.HasIndex(s => s.CommentId);
        statement.HasOne<Comment>().WithMany().HasForeignKey(s => s.CommentId);
        statement.HasOne<Person>().WithMany().HasForeignKey(s => s.ById).OnDelete(DeleteBehavior.SetNull);
    }

    public void Configure(EntityTypeBuilder<ReaderLink> link)
    {
        link.ToTable("ReaderLinks");
        link.HasKey(l => l.Hash);
        link.Property(l => l.Hash).HasMaxLength(64);
        link.Property(l => l.Kind).HasConversion<string>().HasMaxLength(EnumLength);
        link.HasIndex(l => new { l.Kind, l.Subject });
        link.HasIndex(l => l.EndsAt);
    }
}
