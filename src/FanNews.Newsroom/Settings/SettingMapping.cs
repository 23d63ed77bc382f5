using FanNews.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FanNews.Settings;

/// <summary>Settings in the store.</summary>
public static class SettingStore
{
    extension(NewsroomDb db)
    {
        /// <summary>What the newsroom chose.</summary>
        public DbSet<Setting> Settings => db.Set<Setting>();
    }
}

internal sealed class SettingMapping : IEntityTypeConfiguration<Setting>
{
    public void Configure(EntityTypeBuilder<Setting> setting)
    {
        setting.ToTable("Settings");
        setting.HasKey(s => s.Key);
    }
}
