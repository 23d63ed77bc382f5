using System.Net;
using FanNews.Settings;

namespace FanNews.Web.Verbs;

/// <summary>What the site answers at an address.</summary>
/// <param name="Status">The status.</param>
/// <param name="Type">The media type; empty for none.</param>
/// <param name="Body">The text; empty for what is none.</param>
/// <param name="To">Where it leads; null where it does not.</param>
public sealed record Answer(HttpStatusCode Status, string Type, string Body, string? To);

/// <summary>Somebody who asks the site from outside, follows nothing and keeps nothing.</summary>
/// <param name="client">Asks; its base address is where the site answers. It follows no redirect.</param>
/// <param name="site">The choices of the newsroom.</param>
public sealed class Visit(HttpClient client, Site site)
{
    private Uri Home => client.BaseAddress!;

    /// <summary>The choices of the newsroom.</summary>
    public Site Site => site;

    /// <summary>Path and query of an address, whatever its host; null where it cannot be one.</summary>
    public static string? Local(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var whole) && whole.Scheme is "http" or "https" ? whole!.PathAndQuery
        : address.StartsWith('/') && Uri.TryCreate("http://site.invalid" + address, UriKind.Absolute, out var local) ? local.PathAndQuery
        : null;

    /// <summary>The local address of a link on this site; null for links that lead elsewhere.</summary>
    public string? Own(string from, string link) =>
        Uri.TryCreate(new Uri(Home, from), link, out var to) && to.Scheme is "http" or "https" && (to!.Authority == Home.Authority || to.Authority == site.Url.Authority) ? to.PathAndQuery : null;

    /// <summary>Asks for a local address.</summary>
    /// <param name="address">Path and query.</param>
    /// <param name="ct">Ends the wait.</param>
    /// <param name="body">Whether the text is wanted too.</param>
    public async Task<Answer> Ask(string address, CancellationToken ct, bool body = true)
    {
        using var answer = await client.GetAsync(new Uri(Home, address), HttpCompletionOption.ResponseHeadersRead, ct);
        var type = answer.Content.Headers.ContentType?.MediaType ?? "";
        var isText = type.StartsWith("text/", StringComparison.Ordinal) || type.EndsWith("xml", StringComparison.Ordinal) || type.EndsWith("json", StringComparison.Ordinal);
        var to = answer.Headers.Location is { } location && (int)answer.StatusCode is >= 300 and < 400 ? Own(address, location.OriginalString) : null;
        return new(answer.StatusCode, type, body && isText ? await answer.Content.ReadAsStringAsync(ct) : "", to);
    }
}
