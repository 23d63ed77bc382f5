using System.Reflection;
using Xunit.Sdk;

namespace FanNews.Tests.Storage;

/// <summary>The engines that keep a newsroom.</summary>
public enum Engine
{
    Sqlite,
    Postgres,
}

/// <summary>Runs a theory on every engine that is here, with CI=true on every engine. A missing PostgreSQL is reported once, by <see cref="EngineTests"/>.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class EveryEngineAttribute : DataAttribute
{
    public override IEnumerable<object[]> GetData(MethodInfo testMethod)
    {
        yield return [Engine.Sqlite];
        if (Needs.SkipFor(PostgresServer.Missing) is null)
            yield return [Engine.Postgres];
    }
}

/// <summary>A test that needs PostgreSQL on the machine.</summary>
public sealed class PostgresFactAttribute : FactAttribute
{
    public PostgresFactAttribute() => Skip = Needs.SkipFor(PostgresServer.Missing);
}

public sealed class EngineTests
{
    [PostgresFact]
    public async Task PostgreSQL_is_here_so_the_storage_tests_ran_on_both_engines()
    {
        using var newsroom = await TestStore.Create(Engine.Postgres);
        Assert.True(newsroom.Options.IsPostgres);
    }
}
