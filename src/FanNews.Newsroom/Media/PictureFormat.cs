namespace FanNews.Media;

/// <summary>What a file is by its first bytes. Its name and what its sender says of it decide nothing.</summary>
public static class PictureFormat
{
    /// <summary>How the name of such a file ends: <c>jpg</c>, <c>png</c>, <c>webp</c>, <c>avif</c> or <c>gif</c>; null for what is no picture that we take.</summary>
    public static string? Of(ReadOnlySpan<byte> bytes) => bytes switch
    {
        [0xFF, 0xD8, 0xFF, ..] => "jpg",
        [0x89, (byte)'P', (byte)'N', (byte)'G', ..] => "png",
        [(byte)'G', (byte)'I', (byte)'F', (byte)'8', ..] => "gif",
        [(byte)'R', (byte)'I', (byte)'F', (byte)'F', _, _, _, _, (byte)'W', (byte)'E', (byte)'B', (byte)'P', ..] => "webp",
        [_, _, _, _, (byte)'f', (byte)'t', (byte)'y', (byte)'p', (byte)'a', (byte)'v', (byte)'i', (byte)'f' or (byte)'s', ..] => "avif",
        _ => null,
    };
}
