using FanNews.Articles;
using Microsoft.AspNetCore.Mvc;

namespace FanNews.Web.Pages;

/// <summary>The one way to send a reader to another address of this site: one hop, kept for good, never to another host.</summary>
public static class LocalRedirects
{
    /// <summary>A 301 to a local path, the query kept.</summary>
    /// <param name="request">The request that asked for the old address.</param>
    /// <param name="path">The decoded local path.</param>
    public static RedirectResult MovedTo(this HttpRequest request, string path) =>
        new(Local(path) + request.QueryString, permanent: true, preserveMethod: false);

    /// <summary>The path as it stands in a Location header. "//host" would lead to another site, so there is one slash at the start.</summary>
    public static string Local(string path) => "/" + Permalink.Encode(path.TrimStart('/', '\\'));
}
