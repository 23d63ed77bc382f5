using FanNews.People;
using FanNews.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FanNews.Articles;

/// <summary>What somebody of the newsroom says about a story to the others who work on it. Never public.</summary>
public sealed class StoryNote
{
    /// <summary>Number in the store.</summary>
    public long Id { get; private set; }

    /// <summary>Key of the story.</summary>
    public long ArticleId { get; init; }

    /// <summary>Who says it; null once the account is gone.</summary>
    public long? ById { get; init; }

    /// <summary>Who it was, in words that outlive the account.</summary>
    public required string By { get; init; }

    /// <summary>When (UTC).</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>What they say, plain text.</summary>
    public required string Text { get; init; }
}

/// <summary>Notes of the newsroom in the store.</summary>
public static class StoryNoteStore
{
    extension(NewsroomDb db)
    {
        /// <summary>What the newsroom says about its stories.</summary>
        public DbSet<StoryNote> StoryNotes => db.Set<StoryNote>();
    }
}

internal sealed class StoryNoteMapping : IEntityTypeConfiguration<StoryNote>
{
    public void Configure(EntityTypeBuilder<StoryNote> note)
    {
        note.ToTable("StoryNotes");
        note.Property(n => n.By).HasMaxLength(256);
        note.HasIndex(n => new { n.ArticleId, n.Id });
        note.HasOne<Article>().WithMany().HasForeignKey(n => n.ArticleId).OnDelete(DeleteBehavior.Cascade);
        note.HasOne<Person>().WithMany().HasForeignKey(n => n.ById).OnDelete(DeleteBehavior.SetNull);
    }
}
