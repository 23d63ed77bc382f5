using System.Globalization;
using FanNews.Settings;

namespace FanNews.Screening;

/// <summary>What the newsroom chose for the screening of comments. Each has a key of the configuration and a field at the desk.</summary>
public sealed record ScreeningRules
{
    /// <summary>Key of <see cref="Mode"/>.</summary>
    public const string ModeKey = "Comments:Moderation";

    /// <summary>Key of <see cref="CloseAfter"/>.</summary>
    public const string CloseAfterKey = "Comments:CloseAfter";

    /// <summary>Key of <see cref="Flood"/>.</summary>
    public const string FloodKey = "Comments:Flood";

    /// <summary>Key of <see cref="Repeats"/>.</summary>
    public const string RepeatsKey = "Comments:Repeats";

    /// <summary>Key of <see cref="Links"/>.</summary>
    public const string LinksKey = "Comments:Links";

    /// <summary>Key of <see cref="BanWords"/>.</summary>
    public const string BanWordsKey = "Comments:BanWords";

    /// <summary>Key of <see cref="HoldWords"/>.</summary>
    public const string HoldWordsKey = "Comments:HoldWords";

    /// <summary>Key of <see cref="Quality"/>.</summary>
    public const string QualityKey = "Comments:Quality";

    /// <summary>Key of <see cref="Model"/>.</summary>
    public const string ModelKey = "Comments:Model";

    /// <summary>Key of <see cref="Threshold"/>.</summary>
    public const string ThresholdKey = "Comments:Threshold";

    /// <summary>Key of <see cref="Reject"/>.</summary>
    public const string RejectKey = "Comments:Reject";

    /// <summary>Key of <see cref="Probation"/>.</summary>
    public const string ProbationKey = "Comments:Probation";

    /// <summary>Key of <see cref="Refusals"/>.</summary>
    public const string RefusalsKey = "Comments:Refusals";

    /// <summary>Key of <see cref="PerSender"/>.</summary>
    public const string PerSenderKey = "Comments:PerSender";

    /// <summary>Key of <see cref="PerStory"/>.</summary>
    public const string PerStoryKey = "Comments:PerStory";

    /// <summary>Key of <see cref="PerSite"/>.</summary>
    public const string PerSiteKey = "Comments:PerSite";

    /// <summary>When a comment waits that nothing else decided about.</summary>
    public CommentsMode Mode { get; init; } = CommentsMode.All;

    /// <summary>For how many days a story takes comments, where it says nothing itself; 0 for ever.</summary>
    public int CloseAfter { get; init; }

    /// <summary>The most comments of one network or address within ten minutes that do not wait; 0 for any number.</summary>
    public int Flood { get; init; } = 5;

    /// <summary>Whether what was nearly said before, under whichever story, waits.</summary>
    public bool Repeats { get; init; } = true;

    /// <summary>The most links that do not wait.</summary>
    public int Links { get; init; } = 2;

    /// <summary>Words that nobody may use, a line each.</summary>
    public string BanWords { get; init; } = "";

    /// <summary>Words with which a comment waits, a line each.</summary>
    public string HoldWords { get; init; } = "";

    /// <summary>Whether shouting, text without letters and pieces of the story itself wait.</summary>
    public bool Quality { get; init; } = true;

    /// <summary>Whether what the model finds likely to be refused waits.</summary>
    public bool Model { get; init; } = true;

    /// <summary>From how many per cent on the model decides; 0 for what it found safe itself.</summary>
    public int Threshold { get; init; }

    /// <summary>Whether the program may put comments into Spam by itself; else they wait.</summary>
    public bool Reject { get; init; }

    /// <summary>Until how many approved comments a sender's comments wait; 0 for not at all.</summary>
    public int Probation { get; init; }

    /// <summary>From how many per cent refused within seven days on a sender's comments wait; 0 for not at all.</summary>
    public int Refusals { get; init; } = 50;

    /// <summary>The most comments of one network in ten minutes; more are refused with the time to wait. 0 for any number.</summary>
    public int PerSender { get; init; } = 20;

    /// <summary>The most comments under one story in a minute; more are refused with the time to wait. 0 for any number.</summary>
    public int PerStory { get; init; } = 60;

    /// <summary>The most comments on the whole site in a minute; more are refused with the time to wait. 0 for any number.</summary>
    public int PerSite { get; init; } = 300;

    /// <summary>Whether any rule asks how many comments of a sender were approved.</summary>
    public bool AskForApproved => Mode == CommentsMode.First || Probation > 0;

    /// <summary>The keys, in the order of the phases.</summary>
    public static IReadOnlyList<string> Keys { get; } =
        [PerSenderKey, PerStoryKey, PerSiteKey, CloseAfterKey, FloodKey, RepeatsKey, LinksKey, BanWordsKey, HoldWordsKey, QualityKey, ModelKey, ThresholdKey, RejectKey, RefusalsKey, ProbationKey, ModeKey];

    /// <summary>Makes rules of single values.</summary>
    /// <param name="value">Gives the value of a key, or null.</param>
    /// <exception cref="FanNews.Storage.StoreTrouble">A value cannot be used; the sentence names the key.</exception>
    public static ScreeningRules From(Func<string, string?> value)
    {
        var rules = new ScreeningRules();
        foreach (var key in Keys)
        {
            if (value(key) is { Length: > 0 } typed)
                Site.Check(key, typed, text => Problem(key, text) is { } problem ? throw new FormatException(problem) : text);
        }

        int Number(string key, int otherwise) => value(key) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;
        bool Flag(string key, bool otherwise) => value(key) is { Length: > 0 } text ? bool.Parse(text) : otherwise;
        return new()
        {
            Mode = value(ModeKey) is { Length: > 0 } mode ? Enum.Parse<CommentsMode>(mode, ignoreCase: true) : rules.Mode,
            CloseAfter = Number(CloseAfterKey, rules.CloseAfter),
            PerSender = Number(PerSenderKey, rules.PerSender),
            PerStory = Number(PerStoryKey, rules.PerStory),
            PerSite = Number(PerSiteKey, rules.PerSite),
            Flood = Number(FloodKey, rules.Flood),
            Repeats = Flag(RepeatsKey, rules.Repeats),
            Links = Number(LinksKey, rules.Links),
            BanWords = value(BanWordsKey) ?? rules.BanWords,
            HoldWords = value(HoldWordsKey) ?? rules.HoldWords,
            Quality = Flag(QualityKey, rules.Quality),
            Model = Flag(ModelKey, rules.Model),
            Threshold = Number(ThresholdKey, rules.Threshold),
            Reject = Flag(RejectKey, rules.Reject),
            Probation = Number(ProbationKey, rules.Probation),
            Refusals = Number(RefusalsKey, rules.Refusals),
        };
    }

    /// <summary>The values by key.</summary>
    public Dictionary<string, string> Values()
    {
        static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
        static string Flag(bool value) => value ? "true" : "false";
        return new()
        {
            [ModeKey] = Mode.ToString().ToLowerInvariant(),
            [CloseAfterKey] = Number(CloseAfter),
            [PerSenderKey] = Number(PerSender),
            [PerStoryKey] = Number(PerStory),
            [PerSiteKey] = Number(PerSite),
            [FloodKey] = Number(Flood),
            [RepeatsKey] = Flag(Repeats),
            [LinksKey] = Number(Links),
            [BanWordsKey] = BanWords,
            [HoldWordsKey] = HoldWords,
            [QualityKey] = Flag(Quality),
            [ModelKey] = Flag(Model),
            [ThresholdKey] = Number(Threshold),
            [RejectKey] = Flag(Reject),
            [ProbationKey] = Number(Probation),
            [RefusalsKey] = Number(Refusals),
        };
    }

    /// <summary>What is wrong with a value, the end of a sentence; null for nothing.</summary>
    public static string? Problem(string key, string value) => key switch
    {
        ModeKey => Enum.GetNames<CommentsMode>().Contains(value, StringComparer.OrdinalIgnoreCase) ? null : "it is all, first or none",
        BanWordsKey or HoldWordsKey => WordList.Problem(value),
        RepeatsKey or QualityKey or ModelKey or RejectKey => bool.TryParse(value, out _) ? null : "it is true or false",
        ThresholdKey => IsNumber(value, 100) && value is not ("1" or "2") ? null : "it is a number of per cent from 3 to 100, or 0",
        RefusalsKey => IsNumber(value, 100) ? null : "it is a number from 0 to 100",
        PerSenderKey or PerStoryKey or PerSiteKey => IsNumber(value, 100_000) ? null : "it is a number from 0 to 100000",
        CloseAfterKey => IsNumber(value, 36_500) ? null : "it is a number of days, or 0",
        _ => IsNumber(value, 1_000) ? null : "it is a number from 0 to 1000",
    };

    private static bool IsNumber(string value, int most) => int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= most;
}
