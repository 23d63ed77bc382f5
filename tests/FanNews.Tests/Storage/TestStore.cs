using FanNews.Media;
using FanNews.Storage;
using Microsoft.Data.Sqlite;

namespace FanNews.Tests.Storage;

/// <summary>A real, fresh, migrated newsroom on one engine, with a clock that the test moves. Gone with the test.</summary>
public sealed class TestStore : TestNewsroom, IDisposable
{
    private static readonly Lazy<Task<string>> SqliteTemplate = new(MakeTemplate);
    private readonly string folder;

    private TestStore(string folder, StoreOptions options)
    {
        this.folder = folder;
        Options = options;
        Store = new NewsroomStore(options, Clock);
    }

    public StoreOptions Options { get; }

    /// <inheritdoc />
    public override NewsroomStore Store { get; }

    public static async Task<TestStore> Create(Engine engine)
    {
        var folder = Directory.CreateTempSubdirectory("fannews-test-").FullName;
        if (engine == Engine.Postgres)
            return new TestStore(folder, new StoreOptions(folder, await PostgresServer.CreateDatabase()));
        var options = new StoreOptions(folder);
        File.Copy(await SqliteTemplate.Value, options.SqliteFile);
        return new TestStore(folder, options);
    }

    public void Dispose()
    {
        Store.Dispose();
        SqliteConnection.ClearAllPools();
        // A picture that somebody asked for is made to its end, whoever has gone by then.
        PictureFiles.Settle(folder).GetAwaiter().GetResult();
        Directory.Delete(folder, recursive: true);
    }

    private static async Task<string> MakeTemplate()
    {
        var folder = Directory.CreateTempSubdirectory("fannews-template-").FullName;
        var options = new StoreOptions(folder);
        using (var store = new NewsroomStore(options, TimeProvider.System))
            await store.Migrate();
        SqliteConnection.ClearAllPools();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        return options.SqliteFile;
    }
}
