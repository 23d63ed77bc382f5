using FanNews.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FanNews.Sections;

/// <summary>Sections, tags and sources in the store.</summary>
public static class SectionStore
{
    extension(NewsroomDb db)
    {
        /// <summary>The parts of the paper.</summary>
        public DbSet<Section> Sections => db.Set<Section>();

        /// <summary>What stories are about.</summary>
        public DbSet<Tag> Tags => db.Set<Tag>();

        /// <summary>Stories in parts.</summary>
        public DbSet<Series> Series => db.Set<Series>();

        /// <summary>Who is credited.</summary>
        public DbSet<Source> Sources => db.Set<Source>();
    }
}

internal sealed class SectionMapping : IEntityTypeConfiguration<Section>, IEntityTypeConfiguration<Tag>, IEntityTypeConfiguration<Series>, IEntityTypeConfiguration<Source>
{
    public void Configure(EntityTypeBuilder<Section> section)
    {
        section.ToTable("Sections");
        section.HasIndex(s => s.Slug).IsUnique();
        section.HasOne(s => s.Parent).WithMany().HasForeignKey(s => s.ParentId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<Tag> tag)
    {
        tag.ToTable("Tags");
        tag.HasIndex(t => t.Slug).IsUnique();
    }

    public void Configure(EntityTypeBuilder<Series> series)
    {
        series.ToTable("Series");
        series.HasIndex(s => s.Slug).IsUnique();
    }

    public void Configure(EntityTypeBuilder<Source> source)
    {
        source.ToTable("Sources");
        source.HasIndex(s => s.Slug).IsUnique();
    }
}
