using System.Globalization;
using FanNews.Comments;
using FanNews.Screening;

namespace FanNews.Web.Pages.Admin;

/// <summary>The screening in words.</summary>
internal static class ScreeningWords
{
    /// <summary>What was done; null for nothing.</summary>
    public static string? Done(string? done) => done switch
    {
        "saved" => "The rules are saved.",
        "banned" => "It is banned.",
        "unbanned" => "The ban is removed.",
        "gone" => "That ban was removed already.",
        "learnt" => "The model has learnt anew.",
        "back" => "The older version is in use again.",
        "no-version" => "That version is in use already, or is not kept any more.",
        "nothing" => "Nothing was decided since the model learnt last.",
        _ => null,
    };

    /// <summary>What rules would have changed, a headline.</summary>
    public static string Effect(RulesEffect effect)
    {
        if (effect.Total == 0)
            return "There are no comments yet to try them on";
        var parts = new[] { (Ruling.Hold, "held"), (Ruling.Reject, "put into Spam"), (Ruling.Approve, "let through") }
            .Select(p => (Words: p.Item2, More: effect.After[p.Item1] - effect.Before[p.Item1])).Where(p => p.More != 0)
            .Select(p => string.Create(CultureInfo.InvariantCulture, $"{p.Words} {Math.Abs(p.More)} {(p.More > 0 ? "more" : "fewer")}")).ToList();
        return parts.Count == 0 ? "These rules would have changed nothing" : $"Would have {string.Join(", ", parts)}";
    }

    /// <summary>How one comment would have fared.</summary>
    public static string Turned(Turned turned) =>
        $"{Name(turned.Before)} now, {Name(turned.After).ToLowerInvariant()} then: {turned.Why} {(turned.Status == CommentStatus.Pending ? "It waits." : $"You decided: {QueueWords.Tab(turned.Status)}.")}";

    /// <summary>Who is banned.</summary>
    public static string Ban(Ban ban) => ban.Kind == BanKind.Network ? "A network" : ban.Value;

    /// <summary>A share in per cent.</summary>
    public static string Percent(double share) => string.Create(CultureInfo.InvariantCulture, $"{share * 100:0.#} %");

    private static string Name(Ruling ruling) => ruling switch
    {
        Ruling.Approve => "Let through",
        Ruling.Hold => "Held",
        _ => "Spam",
    };
}
