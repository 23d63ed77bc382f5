using FanNews.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FanNews.Outbox;

/// <summary>The outbox in the store.</summary>
public static class OutboxStore
{
    extension(NewsroomDb db)
    {
        /// <summary>What waits and what was delivered.</summary>
        public DbSet<OutboxRow> OutboxRows => db.Set<OutboxRow>();
    }
}

internal sealed class OutboxMapping : IEntityTypeConfiguration<OutboxRow>
{
    public void Configure(EntityTypeBuilder<OutboxRow> row)
    {
        row.ToTable("OutboxRows");
        row.Property(r => r.Subject).HasMaxLength(64);
        row.Property(r => r.Channel).HasMaxLength(300);
        row.HasIndex(r => new { r.DoneAt, r.DueAt });
        row.HasIndex(r => r.Subject).HasFilter("\"Subject\" IS NOT NULL");
    }
}
