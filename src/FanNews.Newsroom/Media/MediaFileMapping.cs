using FanNews.Articles;
using FanNews.People;
using FanNews.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FanNews.Media;

/// <summary>Files in the store.</summary>
public static class MediaFileStore
{
    extension(NewsroomDb db)
    {
        /// <summary>All sound, video and documents.</summary>
        public DbSet<MediaFile> MediaFiles => db.Set<MediaFile>();
    }
}

internal sealed class MediaFileMapping : IEntityTypeConfiguration<MediaFile>, IEntityTypeConfiguration<RevisionFile>
{
    public void Configure(EntityTypeBuilder<MediaFile> file)
    {
        file.ToTable("MediaFiles");
        file.HasIndex(f => f.Address).IsUnique();
        file.HasIndex(f => f.File);
        file.HasIndex(f => f.Captions);
        file.Property(f => f.File).HasMaxLength(16);
        file.Property(f => f.Captions).HasMaxLength(16);
        file.Property(f => f.Format).HasMaxLength(8);
        file.Ignore(f => f.Kind);
        file.Ignore(f => f.Name);
        file.HasOne<Person>().WithMany().HasForeignKey(f => f.AddedById).OnDelete(DeleteBehavior.SetNull);
    }

    public void Configure(EntityTypeBuilder<RevisionFile> file)
    {
        file.ToTable("RevisionFiles");
        file.HasKey(f => new { f.RevisionId, f.Address });
        file.HasIndex(f => f.Address);
    }
}
