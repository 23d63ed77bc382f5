using System.Net;
using FanNews.Storage;
using Microsoft.AspNetCore.HttpOverrides;

namespace FanNews.Web;

/// <summary>Which peers may say for whom they ask (<c>FANNEWS__SITE__PROXIES</c>): addresses or networks, separated by commas. None by default.</summary>
public static class Proxies
{
    /// <summary>Believes X-Forwarded-For and -Proto of those peers, and of nobody else. X-Forwarded-Host is never believed.</summary>
    /// <exception cref="StoreTrouble">An entry is not an address or network.</exception>
    public static void UseTrustedProxies(this IApplicationBuilder app, IConfiguration configuration)
    {
        var trusted = (configuration["FanNews:Site:Proxies"] ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (trusted.Length == 0)
            return;
        var options = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto, ForwardLimit = 3 };
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var entry in trusted)
        {
            if (IPAddress.TryParse(entry, out var address))
                options.KnownProxies.Add(address);
            else if (System.Net.IPNetwork.TryParse(entry, out var network))
                options.KnownIPNetworks.Add(network);
            else
                throw new StoreTrouble($"The setting Site:Proxies has \"{entry}\", which is no address and no network such as 10.0.0.0/8.");
        }

        app.UseForwardedHeaders(options);
    }
}
