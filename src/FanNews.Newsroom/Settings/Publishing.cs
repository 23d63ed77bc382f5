using FanNews.Articles;

namespace FanNews.Settings;

/// <summary>When the desk insists on a note for a change of what readers have read.</summary>
public enum NotesMode
{
    /// <summary>It publishes and asks afterwards, until somebody answers.</summary>
    Ask,

    /// <summary>It publishes only with an answer.</summary>
    Require,
}

/// <summary>How the newsroom publishes.</summary>
public sealed record Publishing
{
    /// <summary>Key of <see cref="Notes"/>.</summary>
    public const string NotesKey = "Site:ChangeNotes";

    /// <summary>Key of <see cref="ShowsChanges"/>.</summary>
    public const string ShowsChangesKey = "Site:ShowChanges";

    /// <summary>Key of <see cref="KillHooks"/>.</summary>
    public const string KillHooksKey = "Site:KillHooks";

    private const int MostHooks = 10;

    /// <summary>When a note is insisted on.</summary>
    public NotesMode Notes { get; init; }

    /// <summary>Whether readers may compare the published versions of a story.</summary>
    public bool ShowsChanges { get; init; }

    /// <summary>Addresses that are told of every story that is killed.</summary>
    public IReadOnlyList<Uri> KillHooks { get; init; } = [];

    /// <summary>Key of <see cref="MustPass"/>.</summary>
    public const string MustPassKey = "Site:MustPass";

    /// <summary>What a story must pass where the newsroom chose nothing: every picture says whose it is and what it shows.</summary>
    private static readonly StoryCheck[] DefaultChecks = [StoryCheck.Credit, StoryCheck.Alt];

    /// <summary>The checks that a story must pass before it is published. The others are said and block nothing.</summary>
    public IReadOnlyList<StoryCheck> MustPass { get; init; } = DefaultChecks;

    /// <summary>Makes it of single values.</summary>
    /// <exception cref="Storage.StoreTrouble">A value cannot be used; the sentence names the key.</exception>
    internal static Publishing From(Func<string, string?> value) => new()
    {
        Notes = Site.Check(NotesKey, value(NotesKey) ?? "ask", Mode),
        ShowsChanges = Site.Check(ShowsChangesKey, value(ShowsChangesKey) ?? "no", YesOrNo),
        MustPass = Site.Check(MustPassKey, value(MustPassKey) ?? Words(DefaultChecks), Checks),
        KillHooks = Site.Check(KillHooksKey, value(KillHooksKey) ?? "", Hooks),
    };

    /// <summary>The values as they are kept, by key.</summary>
    internal IEnumerable<KeyValuePair<string, string>> Values() =>
    [
        new(NotesKey, Notes.ToString().ToLowerInvariant()),
        new(ShowsChangesKey, ShowsChanges ? "yes" : "no"),
        new(MustPassKey, Words(MustPass)),
        new(KillHooksKey, string.Join(' ', KillHooks)),
    ];

    /// <summary>Checks as they are kept. None has a word of its own: what is blank is what nobody chose.</summary>
    internal static string Words(IReadOnlyList<StoryCheck> checks) => checks.Count == 0 ? "none" : string.Join(' ', checks);

    /// <exception cref="FormatException">One is no check.</exception>
    internal static IReadOnlyList<StoryCheck> Checks(string value) =>
    [
        .. value.Split((char[])[' ', ',', '\n', '\r', '\t'], StringSplitOptions.RemoveEmptyEntries)
            .Where(word => !word.Equals("none", StringComparison.OrdinalIgnoreCase))
            .Select(word => Enum.TryParse<StoryCheck>(word, ignoreCase: true, out var check) && Enum.IsDefined(check) ? check : throw new FormatException($"there is no check {word}"))
            .Distinct().Order(),
    ];

    /// <exception cref="FormatException">It is none.</exception>
    internal static NotesMode Mode(string value) => Enum.TryParse<NotesMode>(value, ignoreCase: true, out var mode) && Enum.IsDefined(mode)
        ? mode : throw new FormatException("write ask or require");

    /// <exception cref="FormatException">It is neither.</exception>
    internal static bool YesOrNo(string value) => value.ToLowerInvariant() switch
    {
        "yes" or "true" => true,
        "no" or "false" => false,
        _ => throw new FormatException("write yes or no"),
    };

    /// <exception cref="FormatException">One is no address, or they are too many.</exception>
    internal static IReadOnlyList<Uri> Hooks(string value)
    {
        var words = value.Split((char[])[' ', ',', '\n', '\r', '\t'], StringSplitOptions.RemoveEmptyEntries);
        if (words.Length > MostHooks)
            throw new FormatException($"name at most {MostHooks} addresses");
        return [.. words.Select(word => Uri.TryCreate(word, UriKind.Absolute, out var address) && address.Scheme is "https" or "http" && address.UserInfo.Length == 0
            ? address! : throw new FormatException("write addresses that begin with https://, with blanks between them"))];
    }
}
