namespace FanNews.Tests;

/// <summary>
/// Test data that does not belong to the project: real exports and the like, in <c>../shared/data</c> beside the checkout.
/// Always optional. FANNEWS_SHARED_DATA names another folder.
/// </summary>
public static class Shared
{
    /// <summary>The folder; null when it is not here.</summary>
    public static string? Folder { get; } = Find();

    /// <summary>The full path of a file or folder in it, as in <c>Shared.Path("seed", "seed.wxr.xml")</c>.</summary>
    public static string Path(params string[] parts) =>
        System.IO.Path.Combine([Folder ?? throw new InvalidOperationException("Mark the test as SharedDataFact: there is no shared data."), .. parts]);

    /// <summary>Why a test that needs <paramref name="part"/> cannot run; null when it can.</summary>
    public static string? Missing(string? part) =>
        Folder is null ? "shared data is missing (../shared/data beside the checkout, or FANNEWS_SHARED_DATA)"
        : part is not null && !System.IO.Path.Exists(System.IO.Path.Combine(Folder, part)) ? $"shared data has no {part}"
        : null;

    private static string? Find()
    {
        if (Environment.GetEnvironmentVariable("FANNEWS_SHARED_DATA") is { Length: > 0 } given)
            return Directory.Exists(given) ? given : null;
        var beside = System.IO.Path.GetFullPath(System.IO.Path.Combine(Checkout.Folder, "..", "shared", "data"));
        return Directory.Exists(beside) ? beside : null;
    }
}

/// <summary>The checkout that the tests were built from.</summary>
public static class Checkout
{
    /// <summary>The folder of FanNews.sln.</summary>
    public static string Folder { get; } = Find();

    /// <summary>The full path of something in it.</summary>
    public static string Path(params string[] parts) => System.IO.Path.Combine([Folder, .. parts]);

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "FanNews.sln")))
                return folder.FullName;
        }

        throw new InvalidOperationException("The tests run outside their checkout: there is no FanNews.sln above " + AppContext.BaseDirectory);
    }
}

/// <summary>A test that needs shared data, or one part of it.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SharedDataFactAttribute : FactAttribute
{
    /// <param name="part">The file or folder that it needs, relative to the shared data.</param>
    public SharedDataFactAttribute(string? part = null) => Skip = Shared.Missing(part);
}

/// <summary>A theory that needs shared data, or one part of it.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SharedDataTheoryAttribute : TheoryAttribute
{
    /// <param name="part">The file or folder that it needs, relative to the shared data.</param>
    public SharedDataTheoryAttribute(string? part = null) => Skip = Shared.Missing(part);
}
