using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace FanNews.Web;

/// <summary>
/// A page that has no handler for a method answers 405 (RFC 9110, 15.5.6), and 404 for a handler's name that it does not have,
/// instead of showing itself without anything to show. Asked before the forgery check, which would say 400.
/// </summary>
public sealed class OnlyHandledMethods : IAuthorizationFilter, IPageFilter, IOrderedFilter
{
    /// <inheritdoc />
    public int Order => int.MinValue;

    /// <inheritdoc />
    public void OnAuthorization(AuthorizationFilterContext context)
    {
        if (context.ActionDescriptor is not CompiledPageActionDescriptor { HandlerMethods: { Count: > 0 } handlers })
            return;
        var methods = handlers.Select(h => h.HttpMethod.ToUpperInvariant()).Distinct().ToList();
        if (methods.Contains("GET"))
            methods.Add("HEAD");
        if (methods.Contains(context.HttpContext.Request.Method.ToUpperInvariant()))
            return;
        context.HttpContext.Response.Headers.Allow = string.Join(", ", methods);
        context.Result = new StatusCodeResult(StatusCodes.Status405MethodNotAllowed);
    }

    /// <inheritdoc />
    public void OnPageHandlerSelected(PageHandlerSelectedContext context)
    {
    }

    /// <inheritdoc />
    public void OnPageHandlerExecuting(PageHandlerExecutingContext context)
    {
        if (context.HandlerMethod is null && context.ActionDescriptor.HandlerMethods is { Count: > 0 })
            context.Result = new NotFoundResult();
    }

    /// <inheritdoc />
    public void OnPageHandlerExecuted(PageHandlerExecutedContext context)
    {
    }
}
