namespace FanNews.Readers;

/// <summary>What readers are told, in words.</summary>
public static class ReaderWords
{
    /// <summary>What a story is called whose headline readers may not know at present.</summary>
    public const string Hidden = "a story that is not public now";

    /// <summary>On what ground a comment was refused, a sentence.</summary>
    public static string Ground(RefusalGround ground) => ground switch
    {
        RefusalGround.Abuse => "It insults or threatens somebody.",
        RefusalGround.OffTopic => "It has little to do with the story.",
        RefusalGround.Advertising => "It advertises.",
        RefusalGround.Private => "It tells what is somebody's private matter.",
        RefusalGround.Illegal => "It may be against the law.",
        _ => "It breaks the rules of our comments.",
    };
}
