using System.Globalization;
using FanNews.Storage;

namespace FanNews.Web.Files;

/// <summary>How large sound, video and documents may be.</summary>
public static class FileLimit
{
    /// <summary>The setting that says so, in megabytes of a million bytes.</summary>
    public const string Key = "FanNews:Media:LargestFile";

    /// <summary>What it is unless somebody says otherwise.</summary>
    public const int Megabytes = 500;

    // The fields of the form, and captions beside the file.
    private const long Rest = 4 << 20;

    /// <summary>The most bytes that a file may have.</summary>
    /// <exception cref="StoreTrouble">The setting is no number of megabytes.</exception>
    public static long Bytes(IConfiguration configuration)
    {
        var said = configuration[Key];
        if (string.IsNullOrWhiteSpace(said))
            return Megabytes * 1_000_000L;
        return int.TryParse(said, NumberStyles.None, CultureInfo.InvariantCulture, out var megabytes) && megabytes is >= 1 and <= 100_000
            ? megabytes * 1_000_000L
            : throw new StoreTrouble($"The setting Media:LargestFile cannot be \"{said}\": it is a number of megabytes from 1 to 100000.");
    }

    /// <summary>The most bytes that a form with one may have.</summary>
    public static long OfForm(IConfiguration configuration) => Bytes(configuration) + Rest;
}
