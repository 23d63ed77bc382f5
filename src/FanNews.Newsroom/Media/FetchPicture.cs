using System.Net;
using System.Net.Sockets;

namespace FanNews.Media;

/// <summary>What came of an address.</summary>
/// <param name="File">The file, to be read once and disposed; null where there is none.</param>
/// <param name="Name">What it is called there.</param>
/// <param name="Problem">Why there is none, in a sentence; null where there is.</param>
public sealed record FetchedPicture(Stream? File, string Name, string? Problem);

/// <summary>
/// Fetches a picture from an address that somebody typed. It goes to public addresses only (<see cref="PublicAddresses"/>): each is looked at when it is
/// connected to, so that neither a redirect nor a name that answers otherwise the second time leads elsewhere. It sends no cookie and no password, through no
/// proxy, follows three redirects, waits ten seconds in all, and takes no more bytes than an upload may have, counted after they are unpacked.
/// </summary>
public sealed class FetchPicture : IDisposable
{
    /// <summary>How long it may take in all.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    private const int MostRedirects = 3;
    private const int LongestAddress = 2_000;

    private const string NoPublicAddress = "That address is not on the public internet. Pictures are fetched from there only; send the file instead.";

    private readonly HttpClient client;
    private readonly TimeProvider clock;
    private readonly IReadOnlySet<int> ports;

    /// <summary>Fetches from the public internet.</summary>
    /// <param name="clock">The time.</param>
    public FetchPicture(TimeProvider clock) : this(clock, PublicAddresses.Has, PublicAddresses.Ports, Dns.GetHostAddressesAsync)
    {
    }

    /// <summary>For tests, whose servers are on this machine.</summary>
    internal FetchPicture(TimeProvider clock, Func<IPAddress, bool> isPublic, IReadOnlySet<int> ports, Func<string, CancellationToken, Task<IPAddress[]>> resolve)
    {
        (this.clock, this.ports) = (clock, ports);
        client = new(PublicAddresses.Way(isPublic, ports, resolve)) { Timeout = Timeout.InfiniteTimeSpan };
    }

    /// <summary>Fetches one.</summary>
    /// <param name="typed">The address.</param>
    /// <param name="ct">Ends the wait.</param>
    public async Task<FetchedPicture> Fetch(string? typed, CancellationToken ct = default)
    {
        if (Address(typed) is not { } address)
            return Refused("Write an address that begins with https:// or http://, without a name or password in it.");
        using var limit = new CancellationTokenSource(Limit, clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, ct);
        try
        {
            for (var redirects = 0; ; redirects++)
            {
                if (!ports.Contains(address.Port))
                    return Refused("Pictures are fetched from the ports 80 and 443 only. Send the file instead.");
                using var request = new HttpRequestMessage(HttpMethod.Get, address) { Headers = { { "Accept", "image/*" }, { "User-Agent", "FanNews" } } };
                using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, both.Token);
                if ((int)answer.StatusCode is 301 or 302 or 303 or 307 or 308 && answer.Headers.Location is { } to)
                {
                    if (redirects == MostRedirects)
                        return Refused("The address leads from one place to the next without end.");
                    if (!Uri.TryCreate(address, to, out var next) || Address(next.AbsoluteUri) is not { } there)
                        return Refused("The address leads to one that begins with neither https:// nor http://.");
                    address = there;
                    continue;
                }

                return answer.IsSuccessStatusCode
                    ? await Take(answer, address, both.Token)
                    : Refused($"The server there answers {(int)answer.StatusCode}: it does not give the picture.");
            }
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return Refused("The server there did not give the picture within ten seconds.");
        }
        catch (HttpRequestException e)
        {
            return Refused(PublicAddresses.WereMissed(e) ? NoPublicAddress : "The address cannot be reached. Look whether it is right.");
        }
        catch (Exception e) when (e is IOException or SocketException or InvalidDataException)
        {
            return Refused("The connection broke off before the picture was here. Try again.");
        }
    }

    /// <inheritdoc />
    public void Dispose() => client.Dispose();

    private static async Task<FetchedPicture> Take(HttpResponseMessage answer, Uri address, CancellationToken ct)
    {
        if (answer.Content.Headers.ContentLength > PictureFiles.MostBytes)
            return Refused("The picture there is larger than 32 MB.");
        var file = new FileStream(Path.GetTempFileName(), new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.ReadWrite, Options = FileOptions.DeleteOnClose | FileOptions.Asynchronous });
        try
        {
            await using var content = await answer.Content.ReadAsStreamAsync(ct);
            var buffer = new byte[81_920];
            for (int read; (read = await content.ReadAsync(buffer, ct)) > 0;)
            {
                if (file.Length + read > PictureFiles.MostBytes)
                {
                    await file.DisposeAsync();
                    return Refused("The picture there is larger than 32 MB.");
                }

                await file.WriteAsync(buffer.AsMemory(0, read), ct);
            }

            file.Position = 0;
            return new(file, Uri.UnescapeDataString(address.Segments[^1]), null);
        }
        catch
        {
            await file.DisposeAsync();
            throw;
        }
    }

    // What programs read differently, such as a backslash or letters that fold into digits, is no address that an honest person copies.
    private static Uri? Address(string? typed)
    {
        var text = typed?.Trim() ?? "";
        return text.Length <= LongestAddress && !text.Any(c => c is '\\' || char.IsControl(c) || char.IsWhiteSpace(c))
            && (text.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || text.StartsWith("https://", StringComparison.OrdinalIgnoreCase))
            && text[text.IndexOf("//", StringComparison.Ordinal)..] is not ['/', '/', '/', ..]
            && Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.UserInfo.Length == 0 && uri.Host.Length > 0 && uri.HostNameType is not UriHostNameType.Unknown and not UriHostNameType.Basic
            && !uri.Host.Contains('%', StringComparison.Ordinal)
            ? uri
            : null;
    }

    private static FetchedPicture Refused(string sentence) => new(null, "", sentence);
}
