using FanNews.People;
using FanNews.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FanNews.Comments;

/// <summary>Comments in the store.</summary>
public static class CommentStore
{
    extension(NewsroomDb db)
    {
        /// <summary>All comments, whatever was decided.</summary>
        public DbSet<Comment> Comments => db.Set<Comment>();

        /// <summary>What was decided about them.</summary>
        public DbSet<Decision> Decisions => db.Set<Decision>();

        /// <summary>What moderators tell each other about them.</summary>
        public DbSet<CommentNote> CommentNotes => db.Set<CommentNote>();

        /// <summary>The key of the day; older ones are destroyed.</summary>
        public DbSet<SenderKey> SenderKeys => db.Set<SenderKey>();

        /// <summary>Senders whose comments are refused unread.</summary>
        public DbSet<Ban> Bans => db.Set<Ban>();

        /// <summary>Models of words, a row for each time that one was learnt.</summary>
        public DbSet<ModelVersion> ModelVersions => db.Set<ModelVersion>();

        /// <summary>Examples of a file that models learn from besides decisions.</summary>
        public DbSet<ModelExamples> ModelExamples => db.Set<ModelExamples>();
    }
}

internal sealed class CommentMapping :
    IEntityTypeConfiguration<Comment>, IEntityTypeConfiguration<Decision>, IEntityTypeConfiguration<SenderKey>,
    IEntityTypeConfiguration<Ban>, IEntityTypeConfiguration<ModelVersion>, IEntityTypeConfiguration<ModelExamples>, IEntityTypeConfiguration<CommentNote>
{
    public void Configure(EntityTypeBuilder<Comment> comment)
    {
        comment.ToTable("Comments");
        comment.Property(c => c.Id).ValueGeneratedOnAdd();
        comment.HasIndex(c => new { c.ArticleId, c.Status });
        comment.HasIndex(c => new { c.Status, c.CreatedAt, c.Id });
        // Few are erased: what is counted of each status is all of it without these.
        comment.HasIndex(c => c.ErasedAt).HasFilter("\"ErasedAt\" IS NOT NULL");
        // With the status: what a sender did before is read here alone.
        comment.HasIndex(c => new { c.Email, c.CreatedAt, c.Status });
        comment.HasIndex(c => new { c.SenderHash, c.CreatedAt });
        comment.HasIndex(c => c.Fingerprint).IsUnique();
        comment.HasIndex(c => new { c.ArticleId, c.WordPressId });
        comment.HasOne(c => c.Article).WithMany().HasForeignKey(c => c.ArticleId);
        comment.HasOne(c => c.Parent).WithMany().HasForeignKey(c => c.ParentId).OnDelete(DeleteBehavior.Restrict);
        comment.HasOne<Person>().WithMany().HasForeignKey(c => c.PersonId).OnDelete(DeleteBehavior.SetNull);
        comment.HasMany(c => c.Decisions).WithOne().HasForeignKey(d => d.CommentId);
        comment.OwnsMany(c => c.Remarks, remark => remark.ToJson());
    }

    public void Configure(EntityTypeBuilder<Decision> decision)
    {
        decision.ToTable("Decisions");
        decision.HasIndex(d => d.Batch);
        decision.HasIndex(d => d.At);
        decision.HasOne<Person>().WithMany().HasForeignKey(d => d.ById).OnDelete(DeleteBehavior.SetNull);
    }

    public void Configure(EntityTypeBuilder<CommentNote> note)
    {
        note.ToTable("CommentNotes");
        note.HasIndex(n => n.CommentId);
        note.HasOne<Comment>().WithMany().HasForeignKey(n => n.CommentId);
        note.HasOne<Person>().WithMany().HasForeignKey(n => n.ById).OnDelete(DeleteBehavior.SetNull);
    }

    public void Configure(EntityTypeBuilder<SenderKey> key)
    {
        key.ToTable("SenderKeys");
        key.HasKey(k => k.Day);
    }

    public void Configure(EntityTypeBuilder<Ban> ban)
    {
        ban.ToTable("Bans");
        ban.Property(b => b.Value).HasMaxLength(256);
        ban.HasIndex(b => new { b.Kind, b.Value }).IsUnique();
        ban.HasIndex(b => b.Batch);
        ban.HasOne<Person>().WithMany().HasForeignKey(b => b.ById).OnDelete(DeleteBehavior.SetNull);
    }

    public void Configure(EntityTypeBuilder<ModelVersion> version)
    {
        version.ToTable("ModelVersions");
        version.HasIndex(v => new { v.Kind, v.Id });
    }

    public void Configure(EntityTypeBuilder<ModelExamples> examples) => examples.ToTable("ModelExamples");
}
