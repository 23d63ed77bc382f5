using System.Globalization;
using System.Text;
using FanNews.People;
using QRCoder;

namespace FanNews.Web.Pages.Admin;

/// <summary>A key for an authenticator app, as the page shows it.</summary>
/// <param name="Words">For typing.</param>
/// <param name="Sealed">For the form that confirms it.</param>
/// <param name="Size">Side of the QR code in modules, its quiet zone included.</param>
/// <param name="Path">Its dark modules, as the path of an SVG.</param>
public sealed record OfferedKey(string Words, string Sealed, int Size, string Path)
{
    /// <summary>Makes it.</summary>
    /// <param name="secret">The secret.</param>
    /// <param name="kept">The same, sealed.</param>
    /// <param name="paper">The name of the paper.</param>
    /// <param name="email">The address with which the person signs in.</param>
    public static OfferedKey Of(byte[] secret, string kept, string paper, string email)
    {
        using var code = QRCodeGenerator.GenerateQrCode(TimeCodes.Address(secret, paper, email), QRCodeGenerator.ECCLevel.M);
        var path = new StringBuilder();
        for (var y = 0; y < code.ModuleMatrix.Count; y++)
        {
            for (var x = 0; x < code.ModuleMatrix.Count; x++)
            {
                if (code.ModuleMatrix[y][x])
                    path.Append(CultureInfo.InvariantCulture, $"M{x} {y}h1v1h-1z");
            }
        }

        return new(TimeCodes.Words(secret), kept, code.ModuleMatrix.Count, path.ToString());
    }
}
