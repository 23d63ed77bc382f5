using FanNews.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FanNews.People;

/// <summary>People and authors in the store.</summary>
public static class PersonStore
{
    extension(NewsroomDb db)
    {
        /// <summary>Those who have an account.</summary>
        public DbSet<Person> People => db.Set<Person>();

        /// <summary>The names in bylines.</summary>
        public DbSet<Author> Authors => db.Set<Author>();
    }
}

internal sealed class PersonMapping : IEntityTypeConfiguration<Person>, IEntityTypeConfiguration<Author>
{
    public void Configure(EntityTypeBuilder<Person> person)
    {
        person.ToTable("People");
        person.Property(p => p.Name).HasMaxLength(245);
    }

    public void Configure(EntityTypeBuilder<Author> author)
    {
        author.ToTable("Authors");
        author.HasIndex(a => a.Slug).IsUnique();
        author.HasOne(a => a.Portrait).WithMany().HasForeignKey(a => a.PortraitId).OnDelete(DeleteBehavior.SetNull);
        author.HasOne<Person>().WithMany().HasForeignKey(a => a.PersonId).OnDelete(DeleteBehavior.SetNull);
    }
}
