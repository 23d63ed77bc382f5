using System.Net;
using System.Net.Sockets;

namespace FanNews.Media;

/// <summary>
/// Which addresses of the network are everybody's: those to which the program goes for somebody who only types an address. All others, such as this machine,
/// the networks around it and the services of whoever hosts it, are refused (IANA special-purpose registries for IPv4 and IPv6).
/// </summary>
public static class PublicAddresses
{
    // 168.63.129.16 is in no registry: at Azure it is the host of the machine.
    private static readonly IPNetwork[] NotPublic =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16",
            "168.63.129.16/32", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
        }.Select(n => IPNetwork.Parse(n)),
    ];

    // Of IPv6 only global unicast is public, and of that not what carries an IPv4 address or leads back to where it came from.
    private static readonly IPNetwork GlobalUnicast = IPNetwork.Parse("2000::/3");

    private static readonly IPNetwork[] NotGlobal = [.. new[] { "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20" }.Select(n => IPNetwork.Parse(n))];

    /// <summary>Whether an address is everybody's.</summary>
    public static bool Has(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        return address.AddressFamily switch
        {
            AddressFamily.InterNetwork => !NotPublic.Any(n => n.Contains(address)),
            AddressFamily.InterNetworkV6 => address.ScopeId == 0 && GlobalUnicast.Contains(address) && !NotGlobal.Any(n => n.Contains(address)),
            _ => false,
        };
    }

    /// <summary>The ports of the web, to which alone it goes.</summary>
    internal static IReadOnlySet<int> Ports { get; } = new HashSet<int> { 80, 443 };

    /// <summary>
    /// A way to the network that leads to such addresses only: each is looked at when it is connected to, so that neither a redirect nor a name that answers
    /// otherwise the second time leads elsewhere. It follows no redirect, sends no cookie and no password, and goes through no proxy.
    /// </summary>
    /// <param name="isPublic"><see cref="Has"/>, but in tests, whose servers are on this machine.</param>
    /// <param name="ports">Where it goes.</param>
    /// <param name="resolve">Asks for the addresses of a name.</param>
    internal static SocketsHttpHandler Way(Func<IPAddress, bool> isPublic, IReadOnlySet<int> ports, Func<string, CancellationToken, Task<IPAddress[]>> resolve) => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = false,
        Credentials = null,
        PreAuthenticate = false,
        AutomaticDecompression = DecompressionMethods.All,
        MaxResponseHeadersLength = 32,
        // What was looked at is what is spoken to, and no connection is used a second time.
        PooledConnectionLifetime = TimeSpan.Zero,
        ConnectCallback = async (connection, ct) =>
        {
            var (host, port) = (connection.DnsEndPoint.Host, connection.DnsEndPoint.Port);
            var found = IPAddress.TryParse(host, out var literal) ? [literal] : await resolve(host, ct);
            // One that is not public among several tells of an attempt, not of a choice.
            if (!ports.Contains(port) || found.Length == 0 || !Array.TrueForAll(found, a => isPublic(a)))
                throw new NotPublicException();
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                await socket.ConnectAsync(found, port, ct);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        },
    };

    /// <summary>Whether a request failed because it would have led elsewhere.</summary>
    internal static bool WereMissed(HttpRequestException trouble) => trouble.InnerException is NotPublicException or { InnerException: NotPublicException };

    private sealed class NotPublicException : Exception;
}
