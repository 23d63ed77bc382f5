using System.Globalization;
using FanNews.Comments;
using FanNews.Settings;

namespace FanNews.Screening;

/// <summary>
/// The screening of comments: phases in one order, each of which may decide and must say why. The first decision holds;
/// later phases still add what they find. Knows no store; the same comment, facts and rules give the same ruling.
/// </summary>
public static class Screen
{
    /// <summary>The phases in their order. What can be told without guessing stands first, the site's mode last.</summary>
    public static IReadOnlyList<Phase> Phases { get; } =
    [
        new("staff", Staff),
        new("ban", Banned),
        new("arrival", Arrival),
        new("flood", Flood),
        new("repeats", Repeats),
        new("ban words", BanWords),
        new("links", Links),
        new("hold words", HoldWords),
        new("quality", Quality),
        new("model", Model),
        new("trash", Trash),
        new("refusals", Refusals),
        new("probation", Probation),
        new("mode", Mode),
    ];

    /// <summary>Screens a comment.</summary>
    public static Screened Judge(Candidate candidate, ScreeningRules rules)
    {
        var findings = Phases.Select(p => p.Look(candidate, rules)).OfType<Finding>().ToList();
        // The mode always decides: it is the last phase.
        var decision = findings.First(f => f.Ruling is not null);
        // That comments wait, or do not, is nothing to remark about a single one; how it arrived the signals say already.
        var remarks = findings.Where(f => f.Code is not ("mode" or "known" or "arrival")).Select(f => new Remark(f.Code, f.Sentence));
        return new(decision.Ruling!.Value, decision, [.. candidate.Signals, .. remarks]);
    }

    /// <summary>The probability of spam with what was noticed on the way in: a honeypot that was filled, perhaps by a browser, speaks against a comment without deciding.</summary>
    public static double? SpamChance(Candidate candidate)
    {
        if (candidate.Spam is not { } spam)
            return null;
        var weight = candidate.Signals.Sum(s => s.Code switch { "honeypot" => 1.5, "quick" => 0.8, "no-form" => 0.5, "no-origin" => 0.5, _ => 0 });
        var chance = Math.Clamp(spam.Probability, 1e-6, 1 - 1e-6);
        return weight == 0 ? spam.Probability : 1 / (1 + Math.Exp(-(Math.Log(chance / (1 - chance)) + weight)));
    }

    /// <summary>From which probability of spam on the model decides.</summary>
    public static double Threshold(Candidate candidate, ScreeningRules rules) => rules.Threshold > 0 ? rules.Threshold / 100.0 : candidate.SafeThreshold;

    // Anybody can type the editor's address; who is signed in replies from the desk and is not screened.
    private static Finding? Staff(Candidate c, ScreeningRules rules) =>
        c.StaffAddress ? new(Ruling.Hold, "staff-address", "Uses the address of somebody of the newsroom, but came from the public form.") : null;

    private static Finding? Banned(Candidate c, ScreeningRules rules) =>
        c.Ban is { } ban ? new(Ruling.Reject, "banned", $"Banned: {ban}.") : null;

    private static Finding? Arrival(Candidate c, ScreeningRules rules) =>
        c.Hold ? new(Ruling.Hold, "arrival", "The sender's program does not say which page it was written on.") : null;

    private static Finding? Flood(Candidate c, ScreeningRules rules) =>
        rules.Flood > 0 && c.Past.Recent >= rules.Flood
            ? new(Ruling.Hold, "flood", string.Create(CultureInfo.InvariantCulture, $"The sender's comment number {c.Past.Recent + 1} within ten minutes."))
            : null;

    private static Finding? Repeats(Candidate c, ScreeningRules rules) =>
        rules.Repeats && c.Repeats is { } other
            ? new(Ruling.Hold, "repeats", string.Create(CultureInfo.InvariantCulture, $"Says nearly the same as comment {other}."))
            : null;

    private static Finding? BanWords(Candidate c, ScreeningRules rules) =>
        Listed(c, rules.BanWords) is { } word ? new(Ruling.Reject, "ban-word", $"Has a banned word in it: {word}.") : null;

    private static Finding? HoldWords(Candidate c, ScreeningRules rules) =>
        Listed(c, rules.HoldWords) is { } word ? new(Ruling.Hold, "hold-word", $"Has a word in it for which comments wait: {word}.") : null;

    private static string? Listed(Candidate c, string lines)
    {
        var list = WordList.Of(lines);
        return list.Find(c.Wording.Text) ?? list.Find(c.Wording.Author ?? "") ?? list.Find(c.Wording.Url ?? "");
    }

    private static Finding? Links(Candidate c, ScreeningRules rules)
    {
        var text = WordedText.Whole(c.Wording.Text);
        if (text.Links.Count == 0)
            return null;
        if (text.Words.TrueForAll(w => w == WordedText.LinkWord))
            return Machine(rules, "only-links", "Has nothing in it but links.");
        return text.Links.Count > rules.Links
            ? new(Ruling.Hold, "links", string.Create(CultureInfo.InvariantCulture, $"Has {text.Links.Count} links in it."))
            : null;
    }

    private static Finding? Quality(Candidate c, ScreeningRules rules)
    {
        if (!rules.Quality)
            return null;
        var (letters, capitals) = (c.Wording.Text.Count(char.IsLetter), c.Wording.Text.Count(char.IsUpper));
        if (letters == 0 && !c.Wording.Text.Any(char.IsSurrogate))
            return new(Ruling.Hold, "no-letters", "Has no letter in it.");
        if (letters >= 20 && capitals * 10 >= letters * 8)
            return new(Ruling.Hold, "capitals", "Is written in capitals.");
        return c.Story is { } story && story.Has(c.Wording.Text) ? new(Ruling.Hold, "pasted", "Is a piece of the story itself.") : null;
    }

    private static Finding? Model(Candidate c, ScreeningRules rules)
    {
        if (!rules.Model || SpamChance(c) is not { } chance || chance < Threshold(c, rules))
            return null;
        var words = c.Spam!.Words.Count == 0 ? "" : $" ({string.Join(", ", c.Spam.Words.Select(w => w.Word))})";
        return Machine(rules, "spam-model", string.Create(CultureInfo.InvariantCulture, $"Looks like spam, {Percent(chance)}{words}."));
    }

    private static Finding? Trash(Candidate c, ScreeningRules rules) =>
        rules.Model && c.Trash is { Probability: >= 0.8 } trash
            ? new(Ruling.Hold, "trash-model", $"Looks like what moderators refuse here, {Percent(trash.Probability)} ({string.Join(", ", trash.Words.Select(w => w.Word))}).")
            : null;

    // Of two comments both refused may be bad luck.
    private static Finding? Refusals(Candidate c, ScreeningRules rules) =>
        rules.Refusals > 0 && c.Past.Refused >= 2 && c.Past.Refused * 100 >= c.Past.Decided * rules.Refusals
            ? new(Ruling.Hold, "refusals", string.Create(CultureInfo.InvariantCulture, $"Of the sender's {c.Past.Decided} comments in seven days {c.Past.Refused} were refused."))
            : null;

    private static Finding? Probation(Candidate c, ScreeningRules rules) =>
        c.Past.Approved < rules.Probation
            ? new(Ruling.Hold, "probation", string.Create(CultureInfo.InvariantCulture, $"Waits until {rules.Probation} of the sender's comments are approved; so far {c.Past.Approved}."))
            : null;

    private static Finding Mode(Candidate c, ScreeningRules rules) => rules.Mode switch
    {
        CommentsMode.None => new(Ruling.Approve, "mode", "No comment waits."),
        CommentsMode.First when c.Past.Approved > 0 => new(Ruling.Approve, "known", "A comment of the sender was approved before."),
        CommentsMode.First => new(Ruling.Hold, "mode", "A sender's first comment waits."),
        _ => new(Ruling.Hold, "mode", "Every comment waits."),
    };

    // What nobody of the newsroom said in so many words is rejected only where the newsroom allows it.
    private static Finding Machine(ScreeningRules rules, string code, string sentence) => new(rules.Reject ? Ruling.Reject : Ruling.Hold, code, sentence);

    private static string Percent(double chance) => string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(chance * 100):0} %");
}
