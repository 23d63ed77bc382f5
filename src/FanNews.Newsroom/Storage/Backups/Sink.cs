using System.Security.Cryptography;

namespace FanNews.Storage.Backups;

/// <summary>Passes bytes on and keeps account of them.</summary>
internal sealed class Sink(Stream target) : IDisposable
{
    private const int BufferBytes = 128 * 1024;

    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    public long Bytes { get; private set; }

    public long Lines { get; private set; }

    public async ValueTask Write(ReadOnlyMemory<byte> bytes, CancellationToken ct)
    {
        hash.AppendData(bytes.Span);
        Bytes += bytes.Length;
        Lines += bytes.Span.Count((byte)'\n');
        await target.WriteAsync(bytes, ct);
    }

    /// <summary>Takes everything that is left in a stream.</summary>
    /// <param name="source">The stream.</param>
    /// <param name="most">How many bytes there may be; the next one ends it, so that a packed entry cannot swell without bound.</param>
    /// <param name="ct">Ends it.</param>
    public async Task Take(Stream source, long most, CancellationToken ct)
    {
        var buffer = new byte[BufferBytes];
        while (Bytes <= most && await source.ReadAsync(buffer, ct) is > 0 and var read)
            await Write(buffer.AsMemory(0, read), ct);
    }

    /// <summary>The SHA-256 of what has passed, lower-case hex.</summary>
    public string Sha256() => Convert.ToHexStringLower(hash.GetCurrentHash());

    public void Dispose() => hash.Dispose();
}
