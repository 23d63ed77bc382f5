using FanNews.Storage;
using FanNews.Web.Admin;
using Microsoft.AspNetCore.Http.Features;

namespace FanNews.Web;

/// <summary>
/// Turns what goes wrong into a page: a store that cannot be used into 503, more than may be sent into 413, anything else into 500. The page asks no
/// database and gives back what the reader had typed (law 4); of what was too large to be read their browser has it.
/// </summary>
public sealed partial class Trouble(RequestDelegate next, ILogger<Trouble> log)
{
    /// <summary>Where the page of trouble lives; it is reached only from here.</summary>
    public const string Page = "/-trouble";

    // Long enough for a restart or a disk to be cleared, short enough for a reader who waits; seconds.
    private const string RetryAfter = "30";

    /// <summary>Answers the request, or says what is wrong.</summary>
    public async Task Invoke(HttpContext http)
    {
        try
        {
            await next(http);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // Nobody is there to read an answer.
        }
        catch (BadHttpRequestException e) when (!http.Response.HasStarted && e.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            // There is no form to be read any more, whoever looks for one.
            http.Request.ContentType = null;
            await Say(http, StatusCodes.Status413PayloadTooLarge);
        }
        catch (BadHttpRequestException e) when (!http.Response.HasStarted)
        {
            http.Response.Clear();
            http.Response.StatusCode = e.StatusCode;
        }
        catch (Exception e) when (!http.Response.HasStarted)
        {
            var trouble = StoreTrouble.In(e);
            if (trouble is null)
                LogFailure(log, e, http.Request.Method);
            else
                LogTrouble(log, trouble.Message);
            await Say(http, trouble is not null ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status500InternalServerError);
        }
    }

    /// <summary>What the reader had typed, to be given back: field and text.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> Typed(HttpContext http)
    {
        // Only a form that was read before the trouble came; reading it now could bring the next.
        if (http.Features.Get<IFormFeature>()?.Form is not { } form)
            return [];
        return [.. form
            .Where(field => !field.Key.StartsWith('_') && !field.Key.Contains("password", StringComparison.OrdinalIgnoreCase) && field.Key is not ("opened" or "spent" or "topic" or "parent" or CarriedForm.Token))
            .Select(field => KeyValuePair.Create(field.Key, field.Value.ToString()))
            .Where(field => field.Value.Trim().Length > 0)];
    }

    private static async Task ReadForm(HttpContext http)
    {
        if (http.Request.HasFormContentType && http.Features.Get<IFormFeature>()?.Form is null)
        {
            try
            {
                await http.Request.ReadFormAsync(http.RequestAborted);
            }
            catch (Exception e) when (e is IOException or InvalidDataException or BadHttpRequestException or OperationCanceledException)
            {
                // There is nothing to give back.
            }
        }
    }

    private async Task Say(HttpContext http, int status)
    {
        await ReadForm(http);
        http.Response.Clear();
        http.Response.StatusCode = status;
        http.Response.Headers.CacheControl = "no-store";
        if (status == StatusCodes.Status503ServiceUnavailable)
            http.Response.Headers.RetryAfter = RetryAfter;
        var path = http.Request.Path;
        http.SetEndpoint(null);
        http.Request.RouteValues.Clear();
        http.Request.Path = Page;
        try
        {
            await next(http);
        }
        finally
        {
            http.Request.Path = path;
        }
    }

    [LoggerMessage(LogLevel.Error, "A {Method} request failed")]
    private static partial void LogFailure(ILogger log, Exception exception, string method);

    [LoggerMessage(LogLevel.Error, "The store cannot be used: {Sentence}")]
    private static partial void LogTrouble(ILogger log, string sentence);
}
