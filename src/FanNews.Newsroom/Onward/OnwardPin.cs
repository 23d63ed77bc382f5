using FanNews.Articles;
using FanNews.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FanNews.Onward;

/// <summary>A story that an editor chose to follow another. It counts while readers see it; the rule fills the rest.</summary>
public sealed class OnwardPin
{
    /// <summary>The place of Next Post; those of You May Like are counted from 1.</summary>
    public const int Next = 0;

    /// <summary>Key of the story that is read.</summary>
    public long ArticleId { get; set; }

    /// <summary>Where the other one stands: <see cref="Next"/>, or its place in You May Like.</summary>
    public int Place { get; set; }

    /// <summary>Key of <see cref="Target"/>.</summary>
    public long TargetId { get; set; }

    /// <summary>The story that follows.</summary>
    public Article Target { get; set; } = null!;
}

/// <summary>Onward journeys in the store.</summary>
internal static class OnwardStore
{
    extension(NewsroomDb db)
    {
        public DbSet<OnwardPin> OnwardPins => db.Set<OnwardPin>();

        public DbSet<OnwardRow> OnwardRows => db.Set<OnwardRow>();
    }
}

internal sealed class OnwardMapping : IEntityTypeConfiguration<OnwardPin>, IEntityTypeConfiguration<OnwardRow>
{
    public void Configure(EntityTypeBuilder<OnwardPin> pin)
    {
        pin.ToTable("OnwardPins");
        pin.HasKey(p => new { p.ArticleId, p.Place });
        pin.HasOne<Article>().WithMany(a => a.OnwardPins).HasForeignKey(p => p.ArticleId);
        pin.HasOne(p => p.Target).WithMany().HasForeignKey(p => p.TargetId);
    }

    public void Configure(EntityTypeBuilder<OnwardRow> row)
    {
        row.ToTable("OnwardRows");
        row.HasKey(r => r.ArticleId);
        row.Property(r => r.ArticleId).ValueGeneratedNever();
        // Few are due at a time.
        row.HasIndex(r => new { r.Due, r.ArticleId }).HasFilter("\"Due\" IS NOT NULL");
    }
}
