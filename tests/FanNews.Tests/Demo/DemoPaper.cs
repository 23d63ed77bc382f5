using FanNews.Web.Demo;

namespace FanNews.Tests.Demo;

/// <summary>A site that holds the demo paper, for tests that only read it.</summary>
public sealed class DemoPaper : IAsyncLifetime
{
    private static readonly SemaphoreSlim One = new(1);
    private static string? pictures;

    /// <summary>The site.</summary>
    public TestSite Site { get; private set; } = null!;

    /// <summary>Fills a site with the demo paper. The pictures are made once for the run: they take seconds.</summary>
    public static async Task Fill(TestSite site)
    {
        var media = site.Store.Options.MediaFolder;
        await One.WaitAsync();
        try
        {
            if (pictures is not null)
                Copy(pictures, media);
            Assert.True(await DemoNewsroom.Fill(site.Store));
            if (pictures is null)
                Copy(media, pictures = Directory.CreateTempSubdirectory("fannews-demo-").FullName);
        }
        finally
        {
            One.Release();
        }
    }

    /// <inheritdoc />
    public async Task InitializeAsync()
    {
        Site = await TestSite.Start();
        await Fill(Site);
    }

    /// <inheritdoc />
    public async Task DisposeAsync() => await Site.DisposeAsync();

    private static void Copy(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }
}
