using System.Runtime.CompilerServices;

namespace FanNews.Tests;

/// <summary>What tests need from the machine.</summary>
public static class Needs
{
    /// <summary>Whether a missing part must fail the run (CI=true) instead of skipping its tests.</summary>
    public static bool All { get; } = string.Equals(Environment.GetEnvironmentVariable("CI"), "true", StringComparison.OrdinalIgnoreCase);

    /// <summary>How often a test that kills something does so: FANNEWS_TEST_KILLS, else a few times.</summary>
    public static int Kills { get; } = int.TryParse(Environment.GetEnvironmentVariable("FANNEWS_TEST_KILLS"), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var times) ? times : 2;

    /// <summary>Whether tests take pictures of pages, for people to look at: not where nobody looks (CI=true), but with FANNEWS_TEST_PICTURES=yes there too.</summary>
    public static bool Pictures { get; } = !All || Environment.GetEnvironmentVariable("FANNEWS_TEST_PICTURES") == "yes";

    /// <summary>
    /// Files of forms of all sites go where the machine has room for such: the program itself would keep them with the newsroom that it serves, and the
    /// newsrooms of tests go with their tests.
    /// </summary>
    [ModuleInitializer]
    internal static void KeepForms() => Environment.SetEnvironmentVariable("ASPNETCORE_TEMP", Path.GetTempPath());

    /// <summary>The reason to skip a test that needs a part: null where it is here, or where its absence must fail.</summary>
    /// <param name="missing">Why the part cannot be had; null when it can.</param>
    public static string? SkipFor(string? missing) => All ? null : missing;

    /// <summary>The first of these programs that is on the PATH; null when none is.</summary>
    public static string? Program(params string[] names)
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        return names.SelectMany(name => folders.Select(folder => Path.Combine(folder, name))).FirstOrDefault(File.Exists);
    }
}
