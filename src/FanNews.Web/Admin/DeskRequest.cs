namespace FanNews.Web.Admin;

/// <summary>
/// The request at hand, for what the framework does at the desk. For readers it is none: what follows a request around costs something
/// at each of them, and no page of theirs asks.
/// </summary>
public sealed class DeskRequest : IHttpContextAccessor
{
    private readonly HttpContextAccessor inner = new();

    /// <inheritdoc />
    public HttpContext? HttpContext
    {
        get => inner.HttpContext;
        set
        {
            if (value is null || Desk.IsDesk(value.Request.Path))
                inner.HttpContext = value;
        }
    }
}
