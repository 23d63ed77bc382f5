using FanNews.People;
using FanNews.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FanNews.Articles;

/// <summary>A link by which somebody without an account sees the newest text of a story that is not out, until it ends or is taken back.</summary>
public sealed class PreviewLink
{
    /// <summary>Number in the store; the sealed address carries it.</summary>
    public long Id { get; private set; }

    /// <summary>Key of the story.</summary>
    public long ArticleId { get; init; }

    /// <summary>Who made it; null once the account is gone.</summary>
    public long? ById { get; init; }

    /// <summary>When it was made (UTC).</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>When it ends (UTC).</summary>
    public DateTimeOffset EndsAt { get; init; }

    /// <summary>When it was taken back (UTC); null while it was not.</summary>
    public DateTimeOffset? RevokedAt { get; set; }
}

/// <summary>Links to previews in the store.</summary>
public static class PreviewLinkStore
{
    extension(NewsroomDb db)
    {
        /// <summary>The links to previews, those that ended too.</summary>
        public DbSet<PreviewLink> PreviewLinks => db.Set<PreviewLink>();
    }
}

internal sealed class PreviewLinkMapping : IEntityTypeConfiguration<PreviewLink>
{
    public void Configure(EntityTypeBuilder<PreviewLink> link)
    {
        link.ToTable("PreviewLinks");
        link.HasIndex(l => new { l.ArticleId, l.Id });
        link.HasOne<Article>().WithMany().HasForeignKey(l => l.ArticleId).OnDelete(DeleteBehavior.Cascade);
        link.HasOne<Person>().WithMany().HasForeignKey(l => l.ById).OnDelete(DeleteBehavior.SetNull);
    }
}
