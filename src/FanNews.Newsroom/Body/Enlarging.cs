using System.Globalization;
using AngleSharp.Dom;

namespace FanNews.Body;

/// <summary>Lets a picture lead to its largest file. A script shows that in place; without one the browser does.</summary>
public static class Enlarging
{
    /// <summary>The text column is 600 CSS pixels wide: less than this shows nothing more when it is larger.</summary>
    public const int Worth = 800;

    /// <summary>Puts a link around every picture that stands for itself and leads nowhere yet.</summary>
    internal static void Fill(IElement body, BodySetting setting)
    {
        if (!setting.Enlarges)
            return;
        foreach (var picture in body.QuerySelectorAll("figure picture").ToList())
        {
            if (picture.Closest("a") is not null || picture.QuerySelector("img") is not { } image || Largest(image.GetAttribute("srcset")) is not { } address)
                continue;
            var link = body.Owner!.CreateElement("a");
            link.ClassName = "enlarge";
            link.SetAttribute("href", address);
            var shows = image.GetAttribute("alt");
            link.SetAttribute("aria-label", string.IsNullOrWhiteSpace(shows) ? "Enlarge the picture" : "Enlarge: " + shows);
            picture.Replace(link);
            link.AppendChild(picture);
        }
    }

    private static string? Largest(string? sourceSet) => (sourceSet ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
        .Select(candidate => candidate.Split(' '))
        .Where(parts => parts is [_, [.., 'w']])
        .Select(parts => (Address: parts[0], Width: int.TryParse(parts[1][..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var width) ? width : 0))
        .Where(candidate => candidate.Width >= Worth)
        .OrderByDescending(candidate => candidate.Width)
        .Select(candidate => candidate.Address)
        .FirstOrDefault();
}
