using FanNews.People;
using FanNews.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FanNews.Articles;

/// <summary>Articles in the store.</summary>
public static class ArticleStore
{
    extension(NewsroomDb db)
    {
        /// <summary>All articles, visible or not; for the desk.</summary>
        public DbSet<Article> Articles => db.Set<Article>();

        /// <summary>All texts of all articles.</summary>
        public DbSet<Revision> Revisions => db.Set<Revision>();

        /// <summary>The stories that the desk put on the front page.</summary>
        public DbSet<FrontPin> FrontPins => db.Set<FrontPin>();

        /// <summary>The lines of breaking news, the present one and those before it.</summary>
        public DbSet<BreakingLine> BreakingLines => db.Set<BreakingLine>();

        /// <summary>Old addresses.</summary>
        public DbSet<Redirect> Redirects => db.Set<Redirect>();
    }
}

internal sealed class ArticleMapping :
    IEntityTypeConfiguration<Article>, IEntityTypeConfiguration<Revision>, IEntityTypeConfiguration<RevisionPicture>,
    IEntityTypeConfiguration<Byline>, IEntityTypeConfiguration<FrontPin>, IEntityTypeConfiguration<BreakingLine>, IEntityTypeConfiguration<Redirect>
{
    public void Configure(EntityTypeBuilder<Article> article)
    {
        article.ToTable("Articles");
        article.Property(a => a.Slug).HasMaxLength(Article.LongestSlug);
        article.HasIndex(a => a.PermalinkKey).IsUnique();
        article.HasIndex(a => new { a.ImportedFrom, a.WordPressId }).IsUnique();
        article.HasIndex(a => a.WordPressId);
        article.HasIndex(a => new { a.Kind, a.State, a.PublishAt, a.Id });
        article.HasIndex(a => new { a.SectionId, a.PublishAt, a.Id });
        article.HasIndex(a => new { a.SourceId, a.PublishAt, a.Id });
        article.HasIndex(a => new { a.ListedAt, a.Id });
        article.HasIndex(a => new { a.State, a.ListedAt, a.Id });
        article.HasIndex(a => new { a.OwnerId, a.ListedAt, a.Id });
        // The counts of the desk's tabs are read from this index alone.
        article.HasIndex(a => new { a.State, a.KilledAt, a.PublishAt, a.OwnerId });
        article.HasIndex(a => new { a.KilledAt, a.Id });
        // The next moment at which time changes something; few stories have these.
        article.HasIndex(a => a.UnpublishAt).HasFilter("\"UnpublishAt\" IS NOT NULL");
        article.HasIndex(a => a.EmbargoUntil).HasFilter("\"EmbargoUntil\" IS NOT NULL");
        // Who has what, and what is late; few stories are anybody's.
        article.HasIndex(a => new { a.AssigneeId, a.ListedAt, a.Id }).HasFilter("\"AssigneeId\" IS NOT NULL");
        article.HasIndex(a => a.Deadline).HasFilter("\"Deadline\" IS NOT NULL");
        article.HasOne<Person>().WithMany().HasForeignKey(a => a.OwnerId).OnDelete(DeleteBehavior.SetNull);
        article.HasOne<Person>().WithMany().HasForeignKey(a => a.AssigneeId).OnDelete(DeleteBehavior.SetNull);
        article.HasMany(a => a.Revisions).WithOne().HasForeignKey(r => r.ArticleId);
        article.HasMany(a => a.Bylines).WithOne().HasForeignKey(b => b.ArticleId);
        article.HasMany(a => a.Tags).WithMany().UsingEntity(Article.TagsTable);
        article.HasOne(a => a.Section).WithMany().OnDelete(DeleteBehavior.Restrict);
        article.HasOne(a => a.Series).WithMany().OnDelete(DeleteBehavior.Restrict);
        article.HasIndex(a => new { a.SeriesId, a.SeriesPart });
        article.HasOne(a => a.Source).WithMany().OnDelete(DeleteBehavior.Restrict);
        article.HasOne(a => a.LeadPicture).WithMany().OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<Revision> revision)
    {
        revision.ToTable("Revisions");
        revision.HasIndex(r => new { r.ArticleId, r.Number }).IsUnique();
        // The history folds by this index alone: the texts are not read.
        revision.HasIndex(r => new { r.ArticleId, r.Sitting, r.Number });
        revision.HasIndex(r => r.EffectiveAt).HasFilter("\"EffectiveAt\" IS NOT NULL");
        revision.HasIndex(r => r.ArticleId).HasFilter("\"NoteDue\"");
        revision.HasMany(r => r.Pictures).WithOne().HasForeignKey(p => p.RevisionId);
        revision.HasMany(r => r.Files).WithOne().HasForeignKey(f => f.RevisionId);
    }

    public void Configure(EntityTypeBuilder<RevisionPicture> picture)
    {
        picture.ToTable("RevisionPictures");
        picture.HasKey(p => new { p.RevisionId, p.Address });
        picture.HasIndex(p => p.Address);
    }

    public void Configure(EntityTypeBuilder<Byline> byline)
    {
        byline.ToTable("Bylines");
        byline.HasKey(b => new { b.ArticleId, b.Place });
        byline.HasOne(b => b.Author).WithMany().OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<FrontPin> pin)
    {
        pin.ToTable("FrontPins");
        pin.HasIndex(p => p.ArticleId).IsUnique();
        pin.HasOne(p => p.Article).WithMany().HasForeignKey(p => p.ArticleId);
    }

    public void Configure(EntityTypeBuilder<BreakingLine> line)
    {
        line.ToTable("BreakingLines");
        line.HasIndex(l => l.EndsAt);
    }

    public void Configure(EntityTypeBuilder<Redirect> redirect)
    {
        redirect.ToTable("Redirects");
        redirect.HasIndex(r => r.FromKey).IsUnique();
        redirect.HasOne(r => r.Article).WithMany().HasForeignKey(r => r.ArticleId);
    }
}
