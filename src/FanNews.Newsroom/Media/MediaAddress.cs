using System.Globalization;
using FanNews.Articles;

namespace FanNews.Media;

/// <summary>The address by which texts name what somebody uploaded.</summary>
internal static class MediaAddress
{
    private const int LongestName = 80;

    /// <summary>One that is free, made readable by the name that the file had.</summary>
    /// <param name="name">What its sender called it; it decides nothing.</param>
    /// <param name="otherwise">What stands for a name that has no letters.</param>
    /// <param name="file">First 16 hex digits of its content's SHA-256.</param>
    /// <param name="extension">How it ends.</param>
    /// <param name="taken">Whether another has it already.</param>
    public static async Task<string> Free(string? name, string otherwise, string file, string extension, Func<string, Task<bool>> taken)
    {
        var slug = Slug.From(Path.GetFileNameWithoutExtension((name ?? "").Replace('\\', '/')), otherwise);
        slug = slug[..Math.Min(LongestName, slug.Length)].Trim('-');
        for (var number = 0; ; number++)
        {
            var tail = number switch { 0 => "", 1 => "-" + file[..6], _ => string.Create(CultureInfo.InvariantCulture, $"-{file[..6]}-{number}") };
            var address = $"{Rendition.Public}/{slug}{tail}.{extension}";
            if (!await taken(address))
                return address;
        }
    }
}
