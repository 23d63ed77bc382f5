using FanNews.Media;
using FanNews.Storage;
using Microsoft.EntityFrameworkCore;

namespace FanNews.Settings;

/// <content>The choices of <see cref="Furniture"/>.</content>
public sealed partial class SiteSettings
{
    private static readonly string[] Pictures = [Furniture.LogoKey, Furniture.SocialPictureKey];

    private static Dictionary<string, Func<string, Checked>> Furnishing =>
        new[] { Furniture.NavigationKey, Furniture.FooterKey, Furniture.AccentKey, Furniture.LogoKey, Furniture.SocialPictureKey }
            .ToDictionary(key => key, key => (Func<string, Checked>)(typed => CheckFurniture(key, typed)));

    private static Dictionary<string, string> Furnished(Furniture furniture) => new()
    {
        [Furniture.NavigationKey] = Lines([furniture.Navigation]),
        [Furniture.FooterKey] = Lines(furniture.Footer),
        [Furniture.AccentKey] = furniture.Accent?.OnLight.Colour ?? "",
        [Furniture.LogoKey] = furniture.Logo ?? "",
        [Furniture.SocialPictureKey] = furniture.SocialPicture ?? "",
    };

    private static string Lines(IEnumerable<IReadOnlyList<MenuLine>> columns) => string.Join("\n\n", columns.Select(c => string.Join('\n', c.Select(l => $"{l.Label} | {l.Address}"))));

    // Kept as it is read back, so that a form that changes nothing changes nothing.
    private static Checked CheckFurniture(string key, string typed)
    {
        if (Furniture.Problem(key, typed) is { } problem)
            return Checked.Wrong(problem);
        return Checked.Right(Furnished(Furniture.From(k => k == key ? typed : null))[key]);
    }

    // A picture must be one that the newsroom has; files that are drawings with code in them never become one.
    private static async Task<List<Refusal>> Unknown(NewsroomDb db, Dictionary<string, string> values, CancellationToken ct)
    {
        var refusals = new List<Refusal>();
        foreach (var key in Pictures.Where(key => values.GetValueOrDefault(key) is { Length: > 0 }))
        {
            var address = values[key];
            if (!await db.Pictures.AnyAsync(p => p.Address == address && p.File != null, ct))
                refusals.Add(new(key, $"The newsroom has no picture with the address {address}. Upload it as JPEG, PNG or WebP, and copy its address"));
        }

        return refusals;
    }
}
