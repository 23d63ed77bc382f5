using FanNews.Screening;

namespace FanNews.Settings;

/// <content>The choices of <see cref="ScreeningRules"/>.</content>
public sealed partial class SiteSettings
{
    private static Dictionary<string, Func<string, Checked>> ScreeningChecks =>
        ScreeningRules.Keys.ToDictionary(key => key, key => (Func<string, Checked>)(typed => CheckScreening(key, typed)));

    // Kept as it is read back; what is left empty is what held before anybody chose.
    private static Checked CheckScreening(string key, string typed)
    {
        typed = typed.ReplaceLineEndings("\n");
        if (key == ScreeningRules.ModeKey && typed.Length == 0)
            return Checked.Wrong("Choose when a comment waits");
        if (typed.Length > 0 && ScreeningRules.Problem(key, typed) is { } problem)
            return Checked.Wrong(key == ScreeningRules.ModeKey ? "Choose when a comment waits" : $"This cannot be used: {problem}");
        return Checked.Right(ScreeningRules.From(k => k == key ? typed : null).Values()[key]);
    }
}
