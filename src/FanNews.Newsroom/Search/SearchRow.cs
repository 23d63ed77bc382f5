using FanNews.Storage;
using FanNews.Storage.Backups;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FanNews.Search;

/// <summary>
/// A text that readers may find: the live one of a story, or one that is released for a time to come. Whether it may be found now is
/// <see cref="Articles.Visibility"/>'s answer alone. Made from the stories, so it is no part of a backup.
/// </summary>
[NotInBackups]
public sealed class SearchRow
{
    /// <summary>How many texts of one article may be in the index at once.</summary>
    internal const int Slots = 4;

    /// <summary>Its number in the index: article, then slot. Later stories have higher ones.</summary>
    public long Id { get; init; }

    /// <summary>Number of the article.</summary>
    public long ArticleId { get; init; }

    /// <summary>Number of the revision within the article.</summary>
    public int Number { get; set; }

    /// <summary>What ranking reads; <see cref="TermVector"/> packs it.</summary>
    public required byte[] Vector { get; set; }

    /// <summary>The number of an article's text in the index.</summary>
    internal static long IdOf(long article, int slot) => (article * Slots) + slot;
}

/// <summary>How the index was made. There is one.</summary>
[NotInBackups]
public sealed class SearchRecipe
{
    /// <summary>The version of what <see cref="IndexedStory"/> and <see cref="TermVector"/> make. A higher one makes every index anew.</summary>
    internal const int Current = 1;

    internal const int TheOne = 1;

    /// <summary>Always <see cref="TheOne"/>.</summary>
    public int Id { get; init; }

    /// <summary>The version it was made by.</summary>
    public int Version { get; set; }

    /// <summary>The language of its stems.</summary>
    public required string Language { get; set; }

    /// <summary>Whether every story is in it; false while it is being filled, and when it must be filled anew.</summary>
    public bool Complete { get; set; }

    /// <summary>Whether every comment is in the index of the queue.</summary>
    public bool Comments { get; set; }
}

/// <summary>The index in the store. Its words are in tables that the model does not know, for each engine has its own (<see cref="WordIndex"/>).</summary>
internal static class SearchStore
{
    extension(NewsroomDb db)
    {
        public DbSet<SearchRow> SearchRows => db.Set<SearchRow>();

        public DbSet<SearchRecipe> SearchRecipes => db.Set<SearchRecipe>();
    }
}

internal sealed class SearchMapping : IEntityTypeConfiguration<SearchRow>, IEntityTypeConfiguration<SearchRecipe>
{
    public void Configure(EntityTypeBuilder<SearchRow> row)
    {
        row.ToTable("SearchRows");
        row.Property(r => r.Id).ValueGeneratedNever();
        // No foreign key: the words must go with the row, and only the index knows where they are.
        row.HasIndex(r => r.ArticleId);
    }

    public void Configure(EntityTypeBuilder<SearchRecipe> recipe)
    {
        recipe.ToTable("SearchRecipes");
        recipe.Property(r => r.Id).ValueGeneratedNever();
    }
}
