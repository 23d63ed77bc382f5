using FanNews.People;
using FanNews.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FanNews.Media;

/// <summary>Pictures in the store.</summary>
public static class PictureStore
{
    extension(NewsroomDb db)
    {
        /// <summary>All pictures, with and without a file.</summary>
        public DbSet<Picture> Pictures => db.Set<Picture>();
    }
}

internal sealed class PictureMapping : IEntityTypeConfiguration<Picture>
{
    public void Configure(EntityTypeBuilder<Picture> picture)
    {
        picture.ToTable("Pictures");
        picture.HasIndex(p => p.Address).IsUnique();
        picture.HasIndex(p => p.File);
        picture.Property(p => p.File).HasMaxLength(16);
        picture.Property(p => p.Original).HasMaxLength(8);
        picture.Property(p => p.MaySyndicate).HasDefaultValue(true);
        picture.HasIndex(p => new { p.AddedAt, p.Id });
        picture.HasIndex(p => p.ExpiresAt);
        picture.HasOne<Person>().WithMany().HasForeignKey(p => p.AddedById).OnDelete(DeleteBehavior.SetNull);
    }
}
