using FanNews.People;

namespace FanNews.Web.Admin;

/// <summary>The one-time link with which the first administrator comes in.</summary>
public static class SetUpLink
{
    /// <summary>Prints a fresh link while the newsroom has no administrator; earlier ones end.</summary>
    public static async Task Print(IServiceProvider site, CancellationToken ct)
    {
        await using var scope = site.CreateAsyncScope();
        if (await scope.ServiceProvider.GetRequiredService<SetUp>().NewToken(ct) is not { } token)
            return;
        var url = scope.ServiceProvider.GetRequiredService<IConfiguration>()["FanNews:Site:Url"];
        Console.WriteLine($"Set up the newsroom: {url?.TrimEnd('/')}/setup?token={token}");
    }
}
