using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using FanNews.Media;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace FanNews.Tests.Media;

public sealed class FetchPictureTests : IAsyncLifetime
{
    private readonly FakeTimeProvider clock = new(TestNewsroom.Noon);
    private readonly List<string> asked = [];
    private WebApplication server = null!;
    private int port;

    public async Task InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        server = builder.Build();
        server.Run(Answer);
        await server.StartAsync();
        port = new Uri(server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()).Port;
    }

    public async Task DisposeAsync() => await server.DisposeAsync();

    [SharedDataFact("hostile/ssrf-addresses.json")]
    public async Task Nothing_of_the_list_of_hostile_addresses_is_connected_to()
    {
        using var list = JsonDocument.Parse(File.ReadAllText(Shared.Path("hostile", "ssrf-addresses.json")));
        using var fetch = new FetchPicture(clock, PublicAddresses.Has, new HashSet<int> { 80, 443 }, Resolve);
        foreach (var address in list.RootElement.GetProperty("must_be_refused").EnumerateArray().Select(a => a.GetString()!))
        {
            var answer = await fetch.Fetch(address);
            Assert.True(answer is { File: null, Problem: not null }, address);
            Assert.False(answer.Problem!.Contains("reached", StringComparison.Ordinal) && IPAddress.TryParse(new Uri(address).IdnHost, out _), address);
        }

        foreach (var address in list.RootElement.GetProperty("must_be_allowed_by_the_address_check").EnumerateArray().Select(a => new Uri(a.GetString()!)))
            Assert.True(PublicAddresses.Has(IPAddress.Parse(address.IdnHost)), address.ToString());

        // Names of the list lead where a name server of ill will would say.
        static Task<IPAddress[]> Resolve(string host, CancellationToken ct) => Task.FromResult<IPAddress[]>([IPAddress.Loopback]);
    }

    [Fact]
    public async Task A_picture_is_fetched_with_its_name_and_without_anything_of_ours()
    {
        using var fetch = Fetch();
        var answer = await fetch.Fetch($"http://pictures.example:{port}/a%20ferry.jpg?size=1");
        await using var file = answer.File!;
        Assert.Equal(("a ferry.jpg", null, 3L), (answer.Name, answer.Problem, file.Length));
        Assert.Equal(["GET /a%20ferry.jpg?size=1 Accept,Accept-Encoding,Host,User-Agent"], asked);
    }

    [Fact]
    public async Task A_redirect_is_looked_at_like_the_address_itself_and_three_are_enough()
    {
        using var fetch = Fetch();
        await using (var file = (await fetch.Fetch($"http://pictures.example:{port}/hop/3")).File)
            Assert.NotNull(file);
        Assert.Contains("without end", (await fetch.Fetch($"http://pictures.example:{port}/hop/4")).Problem, StringComparison.Ordinal);
        Assert.Contains("not on the public internet", (await fetch.Fetch($"http://pictures.example:{port}/to-inside")).Problem, StringComparison.Ordinal);
        Assert.Contains("neither https", (await fetch.Fetch($"http://pictures.example:{port}/to-file")).Problem, StringComparison.Ordinal);
        Assert.Contains("80 and 443", (await fetch.Fetch($"http://pictures.example:{port}/to-port")).Problem, StringComparison.Ordinal);
        Assert.DoesNotContain(asked, a => a.Contains("secret", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_name_that_answers_otherwise_the_second_time_gains_nothing()
    {
        var times = 0;
        using var fetch = new FetchPicture(clock, a => a.Equals(IPAddress.Loopback), new HashSet<int> { port },
            (_, _) => Task.FromResult<IPAddress[]>(times++ == 0 ? [IPAddress.Loopback] : [IPAddress.Parse("10.0.0.1")]));
        await using (var file = (await fetch.Fetch($"http://pictures.example:{port}/ferry.jpg")).File)
            Assert.NotNull(file);
        Assert.Contains("not on the public internet", (await fetch.Fetch($"http://pictures.example:{port}/ferry.jpg")).Problem, StringComparison.Ordinal);
        // One of several that is inside is an attempt.
        using var both = new FetchPicture(clock, a => a.Equals(IPAddress.Loopback), new HashSet<int> { port }, (_, _) => Task.FromResult<IPAddress[]>([IPAddress.Loopback, IPAddress.Parse("10.0.0.1")]));
        Assert.Contains("not on the public internet", (await both.Fetch($"http://pictures.example:{port}/ferry.jpg")).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Too_much_too_slow_and_not_there_are_said_in_sentences()
    {
        using var fetch = Fetch();
        Assert.Contains("larger than 32 MB", (await fetch.Fetch($"http://pictures.example:{port}/huge")).Problem, StringComparison.Ordinal);
        Assert.Contains("larger than 32 MB", (await fetch.Fetch($"http://pictures.example:{port}/bomb")).Problem, StringComparison.Ordinal);
        Assert.Contains("answers 404", (await fetch.Fetch($"http://pictures.example:{port}/none")).Problem, StringComparison.Ordinal);
        var slow = fetch.Fetch($"http://pictures.example:{port}/slow");
        while (!IsAsked("/slow"))
            await Task.Yield();
        clock.Advance(FetchPicture.Limit);
        Assert.Contains("within ten seconds", (await slow).Problem, StringComparison.Ordinal);
    }

    private bool IsAsked(string path)
    {
        lock (asked)
            return asked.Exists(a => a.Contains(path, StringComparison.Ordinal));
    }

    private FetchPicture Fetch() => new(clock, a => a.Equals(IPAddress.Loopback), new HashSet<int> { port },
        (host, _) => host == "pictures.example" ? Task.FromResult<IPAddress[]>([IPAddress.Loopback]) : host == "inside.example" ? Task.FromResult<IPAddress[]>([IPAddress.Parse("192.168.0.1")]) : throw new SocketException());

    private async Task Answer(HttpContext http)
    {
        lock (asked)
            asked.Add($"{http.Request.Method} {http.Request.Path.ToUriComponent()}{http.Request.QueryString} {string.Join(',', http.Request.Headers.Keys.Where(k => !k.StartsWith("trace", StringComparison.OrdinalIgnoreCase)).Order(StringComparer.Ordinal))}");
        var path = http.Request.Path.Value!;
        switch (path)
        {
            case "/none":
                http.Response.StatusCode = 404;
                break;
            case "/to-inside":
                http.Response.Redirect($"http://inside.example:{port}/secret");
                break;
            case "/to-file":
                http.Response.Redirect("file:///etc/passwd");
                break;
            case "/to-port":
                http.Response.Redirect("http://pictures.example:25/secret");
                break;
            case "/huge":
                http.Response.ContentLength = PictureFiles.MostBytes + 1L;
                await http.Response.StartAsync();
                break;
            case "/bomb":
                http.Response.Headers.ContentEncoding = "gzip";
                await using (var zip = new System.IO.Compression.GZipStream(http.Response.Body, System.IO.Compression.CompressionLevel.Fastest))
                {
                    var zeros = new byte[1 << 20];
                    for (var i = 0; i <= 33; i++)
                        await zip.WriteAsync(zeros);
                }

                break;
            case "/slow":
                await Task.Delay(Timeout.Infinite, http.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
                break;
            case var hop when hop.StartsWith("/hop/", StringComparison.Ordinal) && hop[^1] != '0':
                http.Response.Redirect($"/hop/{hop[^1] - '1'}");
                break;
            default:
                await http.Response.Body.WriteAsync(new byte[] { 1, 2, 3 });
                break;
        }
    }
}
