using System.Text.Json;
using FanNews.People;
using FanNews.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FanNews.Articles;

/// <summary>
/// What a person typed into a story's form and has not saved: one per story and person, and no revision. It goes with the save that it becomes.
/// </summary>
public sealed class WorkingCopy
{
    /// <summary>The longest stamp and key, in characters.</summary>
    public const int LongestKey = 64;

    /// <summary>Who typed it.</summary>
    public long PersonId { get; init; }

    /// <summary>Number of the story; the key of its form for one that was not saved yet.</summary>
    public required string Story { get; init; }

    /// <summary>Which window wrote it and the how manyth of its copies it is: "window.number".</summary>
    public required string Stamp { get; set; }

    /// <summary>When (UTC).</summary>
    public DateTimeOffset At { get; set; }

    /// <summary>The form, JSON.</summary>
    public required string Form { get; set; }

    /// <summary>The form as it was typed, which says which copy it is.</summary>
    public TypedStory Read() => JsonSerializer.Deserialize<TypedStory>(Form)! with { Copy = Stamp };

    /// <summary>Whether a stamp is of the same window.</summary>
    internal bool IsFrom(string? stamp) => stamp is not null && Window(Stamp) == Window(stamp);

    /// <summary>Whether a form is this copy, or went on from it in the same window.</summary>
    internal bool Became(string? stamp) => stamp == Stamp || IsFrom(stamp);

    private static string Window(string stamp) => stamp.Split('.')[0];
}

internal sealed class WorkingCopyMapping : IEntityTypeConfiguration<WorkingCopy>
{
    public void Configure(EntityTypeBuilder<WorkingCopy> copy)
    {
        copy.ToTable("WorkingCopies");
        copy.HasKey(c => new { c.PersonId, c.Story });
        copy.Property(c => c.Story).HasMaxLength(WorkingCopy.LongestKey);
        copy.Property(c => c.Stamp).HasMaxLength(WorkingCopy.LongestKey);
        copy.HasIndex(c => new { c.Story, c.At });
        copy.HasOne<Person>().WithMany().HasForeignKey(c => c.PersonId).OnDelete(DeleteBehavior.Cascade);
    }
}

/// <summary>Working copies in the store.</summary>
public static class WorkingCopyStore
{
    extension(NewsroomDb db)
    {
        /// <summary>What was typed and not saved.</summary>
        public DbSet<WorkingCopy> WorkingCopies => db.Set<WorkingCopy>();
    }
}
