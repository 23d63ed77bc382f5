using FanNews.Storage;
using FanNews.Storage.Backups;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FanNews.Onward;

/// <summary>How often a story was opened within an hour: a number, and nothing of who opened it. Kept for a day.</summary>
[NotInBackups]
public sealed class StoryHour
{
    /// <summary>The beginning of the hour (UTC).</summary>
    public required DateTimeOffset Hour { get; init; }

    /// <summary>Number of the story.</summary>
    public required long ArticleId { get; init; }

    /// <summary>How often.</summary>
    public required int Views { get; init; }
}

/// <summary>A place among what is most read; follows from the hours.</summary>
[NotInBackups]
public sealed class MostReadStory
{
    /// <summary>From 1.</summary>
    public required int Place { get; init; }

    /// <summary>Number of the story.</summary>
    public required long ArticleId { get; set; }

    /// <summary>When the ranking was last made (UTC); the same for all places.</summary>
    public required DateTimeOffset RankedAt { get; set; }
}

/// <summary>What is read, in the store.</summary>
public static class ReadersStore
{
    extension(NewsroomDb db)
    {
        /// <summary>The counts of the last day.</summary>
        public DbSet<StoryHour> StoryHours => db.Set<StoryHour>();

        /// <summary>The ranking, hidden stories among it.</summary>
        public DbSet<MostReadStory> MostReadStories => db.Set<MostReadStory>();
    }
}

internal sealed class ReadersMapping : IEntityTypeConfiguration<StoryHour>, IEntityTypeConfiguration<MostReadStory>
{
    public void Configure(EntityTypeBuilder<StoryHour> hour)
    {
        hour.ToTable("StoryHours");
        hour.HasKey(h => new { h.Hour, h.ArticleId });
    }

    public void Configure(EntityTypeBuilder<MostReadStory> story)
    {
        story.ToTable("MostReadStories");
        story.HasKey(s => s.Place);
        story.Property(s => s.Place).ValueGeneratedNever();
    }
}
