using FanNews.Web.Admin;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.Extensions.Options;

namespace FanNews.Web;

/// <summary>
/// Packs what is not kept (search, what is not found, long maps) as it goes out. Nothing of one person is packed: beside what somebody else may put
/// into a page, its packed length tells of secrets (BREACH). What has a tag is left as it is, for a tag names bytes (RFC 9110, 8.8.3).
/// </summary>
public sealed class Packing(IServiceProvider services, IOptions<ResponseCompressionOptions> options) : ResponseCompressionProvider(services, options)
{
    /// <inheritdoc />
    public override bool ShouldCompressResponse(HttpContext context) => context.Response.Headers.ETag.Count == 0 && base.ShouldCompressResponse(context);

    /// <summary>Adds it for readers' pages.</summary>
    public static void For(IApplicationBuilder app) => app.UseWhen(http => IsForAll(http.Request), readers => readers.UseResponseCompression());

    private static bool IsForAll(HttpRequest request) =>
        HttpMethods.IsGet(request.Method) && !Desk.IsDesk(request.Path) && !request.Path.StartsWithSegments("/reply") && !request.Query.ContainsKey("reply");
}
