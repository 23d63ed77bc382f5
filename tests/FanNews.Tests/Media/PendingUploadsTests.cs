using System.Security.Cryptography;
using FanNews.Media;
using FanNews.Storage;
using Microsoft.Extensions.Time.Testing;

namespace FanNews.Tests.Media;

public sealed class PendingUploadsTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("fannews-uploads-").FullName;
    private readonly FakeTimeProvider clock = new(TestNewsroom.Noon);
    private readonly NewsroomStore store;
    private readonly PendingUploads uploads;
    private readonly byte[] file = RandomNumberGenerator.GetBytes(100_000);

    public PendingUploadsTests()
    {
        store = new(new(folder), clock);
        uploads = new(store, clock);
    }

    private string Hash => Convert.ToHexStringLower(SHA256.HashData(file));

    public void Dispose()
    {
        store.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_file_comes_in_slices_and_goes_on_where_it_stopped()
    {
        Assert.Equal(0, uploads.Offset(1, Hash));
        Assert.Equal(new(60_000, null), await Take(0, 60_000));
        Assert.Null(await uploads.Open(1, Hash));
        // Another process, after this one was killed.
        var after = new PendingUploads(store, clock);
        Assert.Equal(60_000, after.Offset(1, Hash));
        // Sent twice, because the answer was lost: it says where to go on.
        Assert.Equal(new(60_000, null), await Take(0, 60_000));
        Assert.Equal(new(100_000, null), await Take(60_000, 40_000));
        await using (var whole = await after.Open(1, Hash))
        {
            var read = new byte[100_000];
            await whole!.ReadExactlyAsync(read);
            Assert.Equal(file, read);
        }

        Assert.Null(await uploads.Open(2, Hash));
        uploads.Remove(1, Hash);
        Assert.Equal(0, uploads.Offset(1, Hash));
    }

    [Fact]
    public async Task What_breaks_off_keeps_what_came()
    {
        using var stop = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => uploads.Take(1, Hash, file.Length, 0, new Breaking(file, 30_000, stop), stop.Token));
        var here = uploads.Offset(1, Hash);
        Assert.Equal(30_000, here);
        Assert.Equal(new(100_000, null), await Take(30_000, 70_000));
        await using var whole = await uploads.Open(1, Hash);
        Assert.NotNull(whole);
    }

    [Fact]
    public async Task What_is_not_what_it_says_or_too_much_is_not_taken()
    {
        foreach (var name in (string[])["", "../../newsroom.db", new('a', 63), Hash.ToUpperInvariant()])
            Assert.NotNull((await uploads.Take(1, name, 3, 0, new MemoryStream([1, 2, 3]))).Problem);
        Assert.NotNull((await uploads.Take(1, Hash, PictureFiles.MostBytes + 1L, 0, new MemoryStream([1]))).Problem);
        Assert.NotNull((await uploads.Take(1, Hash, 2, 0, new MemoryStream([1, 2, 3]))).Problem);
        Assert.NotNull((await uploads.Take(1, Hash, 2 << 20, 0, new MemoryStream(new byte[PendingUploads.MostOfSlice + 1]))).Problem);
        Assert.Equal(0, uploads.Offset(1, Hash));
        // Whole by its length, and not what its name says: the next try begins again.
        Assert.Equal(new(2, null), await uploads.Take(1, Hash, 3, 0, new MemoryStream([1, 2])));
        Assert.Null(await uploads.Open(1, Hash));
        Assert.Equal(new(0, new("Files", "The file arrived otherwise than it was sent. Send it again.")), await uploads.Take(1, Hash, 3, 2, new MemoryStream([3])));
        Assert.Equal(0, uploads.Offset(1, Hash));
        Assert.Equal(new(1, null), await uploads.Take(1, Hash, 3, 0, new MemoryStream([1])));
        for (var i = 0; i < PendingUploads.MostFiles - 1; i++)
            Assert.Null((await uploads.Take(1, i.ToString("x64", System.Globalization.CultureInfo.InvariantCulture), 10, 0, new MemoryStream([1]))).Problem);
        Assert.NotNull((await uploads.Take(1, new string('f', 64), 10, 0, new MemoryStream([1]))).Problem);
        Assert.Null((await uploads.Take(2, new string('f', 64), 10, 0, new MemoryStream([1]))).Problem);
        clock.Advance(PendingUploads.Patience + TimeSpan.FromMinutes(1));
        uploads.Sweep();
        Assert.Empty(Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories));
    }

    private Task<TakenSlice> Take(int offset, int length) => uploads.Take(1, Hash, file.Length, offset, new MemoryStream(file, offset, length));

    // A line that fails in the middle of a slice.
    private sealed class Breaking(byte[] bytes, int at, CancellationTokenSource stop) : MemoryStream(bytes, 0, at)
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var read = await base.ReadAsync(buffer, CancellationToken.None);
            if (read == 0)
                await stop.CancelAsync();
            cancellationToken.ThrowIfCancellationRequested();
            return read;
        }
    }
}
