namespace FanNews.Body;

/// <summary>A video that another host plays.</summary>
/// <param name="Host">Which: <c>youtube</c> or <c>vimeo</c>.</param>
/// <param name="Id">Its name there.</param>
public sealed record HostedVideo(string Host, string Id)
{
    /// <summary>The beginning of the local addresses of the pictures that stand for such videos.</summary>
    public const string Folder = "/media/video/";

    /// <summary>The local address of the picture that stands for it.</summary>
    public string Thumbnail => $"{Folder}{Host}-{Id}.jpg";
}
