using System.Globalization;
using FanNews.Storage.Backups;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FanNews.Storage;

/// <summary>
/// Counts the changes of something that pages show (law 3). A change writes it in its own transaction, so a page that was made from
/// another version is out of date, wherever it is kept. Versions are one growing sequence for the whole store, in the order of the commits.
/// </summary>
[NotInBackups]
public sealed class Mark
{
    /// <summary>Name of the mark of everything that more than one page shows.</summary>
    public const string Edition = "edition";

    /// <summary>Name of the mark of all public comments together, for pages that show or count those of several stories.</summary>
    public const string Comments = "comments";

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>The newest change that wrote it.</summary>
    public required long Version { get; init; }

    /// <summary>Name of the mark of what only a story's own page shows: its comments.</summary>
    /// <param name="article">Number of the story.</param>
    public static string Story(long article) => string.Create(CultureInfo.InvariantCulture, $"story:{article}");
}

/// <summary>The versions that one view of the store held of all that a page is made from.</summary>
/// <param name="Edition">Version of <see cref="Mark.Edition"/>.</param>
/// <param name="Other">Name of the second mark: a story's, or <see cref="Mark.Comments"/>.</param>
/// <param name="Version">Its version.</param>
public readonly record struct SeenMarks(long Edition, string Other, long Version)
{
    /// <summary>Reads them. A mark that was never written has the version 0.</summary>
    /// <param name="db">The store, in the same reading transaction in which the page was read.</param>
    /// <param name="story">The only story whose comments the page shows; null where it may show those of others.</param>
    /// <param name="ct">Ends the wait.</param>
    public static async Task<SeenMarks> Read(NewsroomDb db, long? story, CancellationToken ct = default)
    {
        var other = story is { } article ? Mark.Story(article) : Mark.Comments;
        var marks = await db.Marks.AsNoTracking().Where(m => m.Name == Mark.Edition || m.Name == other).ToDictionaryAsync(m => m.Name, m => m.Version, ct);
        return new(marks.GetValueOrDefault(Mark.Edition), other, marks.GetValueOrDefault(other));
    }
}

/// <summary>Marks in the store.</summary>
public static class MarkStore
{
    extension(NewsroomDb db)
    {
        /// <summary>The marks that were ever written.</summary>
        public DbSet<Mark> Marks => db.Set<Mark>();
    }
}

internal sealed class MarkMapping : IEntityTypeConfiguration<Mark>
{
    public void Configure(EntityTypeBuilder<Mark> mark)
    {
        mark.ToTable("Marks");
        mark.HasKey(m => m.Name);
        mark.Property(m => m.Name).HasMaxLength(64);
        mark.Property(m => m.Version).ValueGeneratedNever();
        mark.HasIndex(m => m.Version);
    }
}
