namespace FanNews.Web.PageCache;

/// <summary>A request whose answer may be kept once it is made.</summary>
/// <param name="Key">The key.</param>
/// <param name="Life">What <see cref="KeptPages.Begin"/> said.</param>
/// <param name="Settled">
/// Whether the key is the page's own. Where that page finds nothing, the one that says so stands under the same key: with fewer parameters it
/// would be the key of something that is there.
/// </param>
internal sealed record WantedPage(PageKey Key, int? Life, bool Settled = false);

/// <summary>Puts <see cref="ServeKept"/> before everything, also before what the framework puts first by itself.</summary>
public sealed class ServeKeptFirst : IStartupFilter
{
    /// <inheritdoc />
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.UseMiddleware<ServeKept>();
        next(app);
    };
}

/// <summary>Answers with kept pages. Stands before everything that costs time, routing included.</summary>
public sealed class ServeKept(RequestDelegate next, KeptPages pages)
{
    /// <summary>Answers, or lets others make the page.</summary>
    public Task Invoke(HttpContext http)
    {
        if (PageKey.Of(http.Request) is not { } key)
            return next(http);
        // Before the page is read: what is lost later voids it.
        var life = pages.Begin();
        if (pages.Find(key.Text, life) is { } page)
            return pages.Answer(http, page, key);
        http.Features.Set(new WantedPage(key, life));
        return next(http);
    }
}
