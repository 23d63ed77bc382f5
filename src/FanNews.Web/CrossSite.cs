namespace FanNews.Web;

/// <summary>Where a request that changes something came from.</summary>
public enum Origin
{
    /// <summary>A page of this site, or the reader's own doing.</summary>
    Own,

    /// <summary>A page of another site.</summary>
    Foreign,

    /// <summary>The client does not say: an old browser, or a program.</summary>
    Unknown,
}

/// <summary>
/// Tells posts from this site from forged ones without a token in the page, so that pages can be kept and need no cookie:
/// Fetch Metadata's <c>Sec-Fetch-Site</c>, else <c>Origin</c> against the configured address (never against the Host header).
/// </summary>
public static class CrossSite
{
    /// <summary>Judges a request.</summary>
    /// <param name="request">The request.</param>
    /// <param name="site">The public address of this site.</param>
    public static Origin Judge(HttpRequest request, Uri site)
    {
        var fetchSite = request.Headers["Sec-Fetch-Site"].ToString();
        if (fetchSite.Length > 0)
            return fetchSite is "same-origin" or "none" ? Origin.Own : Origin.Foreign;
        var origin = request.Headers.Origin.ToString();
        if (origin.Length == 0)
            return Origin.Unknown;
        return Uri.TryCreate(origin, UriKind.Absolute, out var from) && from.GetLeftPart(UriPartial.Authority) == site.GetLeftPart(UriPartial.Authority)
            ? Origin.Own
            : Origin.Foreign;
    }
}
