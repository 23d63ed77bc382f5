using CsCheck;
using FanNews.Screening;
using FanNews.Settings;

namespace FanNews.Tests.Screening;

public sealed class ScreenTests
{
    private static readonly Candidate Plain = new() { Wording = new Wording("The ferry was late again this morning.", "Ada Quill") };
    private static readonly ScreeningRules Open = new() { Mode = CommentsMode.None };

    private static readonly string[] Texts =
        ["The ferry was late.", "CHEAP PILLS FOR EVERYBODY HERE", "http://a.top http://b.top", "See http://a.org http://b.org http://c.org", "?!?!", "Buy zorbel now"];

    private static readonly Gen<Candidate> AnyCandidate = Gen.Select(
        Gen.Int[0, Texts.Length - 1].Select(i => Texts[i]),
        Gen.Bool, Gen.Bool, Gen.Bool, Gen.Bool, Gen.Double[0, 1], Gen.Select(Gen.Int[0, 3], Gen.Int[0, 6], Gen.Int[0, 8]))
        .Select((text, staff, banned, hold, repeats, spam, past) => new Candidate
        {
            Wording = new Wording(text, "Ada"),
            Signals = hold ? [new("honeypot", "A field that people cannot see was filled in.")] : [],
            StaffAddress = staff,
            Ban = banned ? "the address a@example.org" : null,
            Hold = hold,
            Repeats = repeats ? 7 : null,
            Spam = new WordJudgement(spam, [new("zorbel", 1)]),
            SafeThreshold = 0.9,
            Past = new SenderPast { Approved = past.Item1, Refused = Math.Min(past.Item2, 4), Decided = 4, Recent = past.Item3 },
        });

    private static readonly Gen<ScreeningRules> AnyRules = Gen.Select(
        Gen.Enum<CommentsMode>(), Gen.Int[0, 6], Gen.Bool, Gen.Int[0, 3], Gen.Bool, Gen.Bool, Gen.Int[0, 3], Gen.Int[0, 2].Select(i => new[] { "", "zorbel", "pills" }[i]))
        .Select((mode, flood, repeats, links, quality, reject, probation, words) => new ScreeningRules
        {
            Mode = mode,
            Flood = flood,
            Repeats = repeats,
            Links = links,
            Quality = quality,
            Reject = reject,
            Probation = probation,
            BanWords = words,
            HoldWords = words,
        });

    [Fact]
    public void The_first_phase_that_decides_holds_and_all_that_was_found_is_told_in_order() => Gen.Select(AnyCandidate, AnyRules).Sample((candidate, rules) =>
    {
        var findings = Screen.Phases.Select(p => p.Look(candidate, rules)).OfType<Finding>().ToList();
        var screened = Screen.Judge(candidate, rules);
        Assert.Same(findings.First(f => f.Ruling is not null).Code, screened.Decision.Code);
        Assert.Equal(screened.Decision.Ruling, screened.Ruling);
        var told = candidate.Signals.Select(s => s.Code).Concat(findings.Where(f => f.Code is not ("mode" or "known" or "arrival")).Select(f => f.Code));
        Assert.Equal(told, screened.Remarks.Select(r => r.Code));
        Assert.All(screened.Remarks, r => Assert.EndsWith(".", r.Sentence, StringComparison.Ordinal));
    });

    [Fact]
    public void What_is_let_through_was_objected_to_by_no_phase() => Gen.Select(AnyCandidate, AnyRules).Sample((candidate, rules) =>
    {
        if (Screen.Judge(candidate, rules).Ruling == Ruling.Approve)
            Assert.DoesNotContain(Screen.Phases.Select(p => p.Look(candidate, rules)), f => f?.Ruling is Ruling.Hold or Ruling.Reject);
    });

    [Fact]
    public void Without_leave_to_reject_only_what_people_banned_is_rejected() => Gen.Select(AnyCandidate, AnyRules).Sample((candidate, rules) =>
    {
        var screened = Screen.Judge(candidate, rules with { Reject = false });
        if (screened.Ruling == Ruling.Reject)
            Assert.Contains(screened.Decision.Code, new[] { "banned", "ban-word" });
    });

    [Theory]
    [InlineData("http://a.top https://b.top/x", "only-links")]
    [InlineData("See http://a.org and http://b.org and www.c.org", "links")]
    [InlineData("THIS IS WHAT I THINK OF YOUR PAPER", "capitals")]
    [InlineData("!!! 12 ???", "no-letters")]
    public void A_comment_that_is_none_waits(string text, string code)
    {
        var screened = Screen.Judge(Plain with { Wording = new Wording(text) }, Open);
        Assert.Equal((Ruling.Hold, code), (screened.Ruling, screened.Decision.Code));
    }

    [Theory]
    [InlineData("👍")]
    [InlineData("写得很好，终于有人关注这个问题了。")]
    [InlineData("NATO and the EU agreed.")]
    [InlineData("See https://example.org/report, page 4")]
    public void A_comment_that_is_one_goes_through(string text) =>
        Assert.Equal(Ruling.Approve, Screen.Judge(Plain with { Wording = new Wording(text) }, Open).Ruling);

    [Fact]
    public void A_honeypot_alone_decides_nothing_but_speaks_against()
    {
        var quiet = Plain with { Spam = new WordJudgement(0.7, []), SafeThreshold = 0.9 };
        var filled = quiet with { Signals = [new("honeypot", "A field that people cannot see was filled in.")] };
        Assert.Equal(Ruling.Approve, Screen.Judge(quiet, Open).Ruling);
        Assert.Equal("spam-model", Screen.Judge(filled, Open).Decision.Code);
        Assert.Equal(Ruling.Approve, Screen.Judge(filled with { Spam = new WordJudgement(0.1, []) }, Open).Ruling);
    }

    [Fact]
    public void The_model_holds_until_the_newsroom_lets_it_reject()
    {
        var spam = Plain with { Spam = new WordJudgement(0.97, [new("zorbel", 2)]), SafeThreshold = 0.9 };
        Assert.Equal(Ruling.Hold, Screen.Judge(spam, Open).Ruling);
        Assert.Equal(Ruling.Reject, Screen.Judge(spam, Open with { Reject = true }).Ruling);
        Assert.Equal(Ruling.Approve, Screen.Judge(spam, Open with { Reject = true, Threshold = 99 }).Ruling);
        Assert.Equal(Ruling.Approve, Screen.Judge(spam, Open with { Model = false }).Ruling);
        Assert.Contains("97 % (zorbel)", Screen.Judge(spam, Open).Decision.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void A_piece_of_the_story_waits_and_a_quotation_with_an_answer_does_not()
    {
        const string story = "The council closed the old bridge on Monday after engineers found cracks in two of its piers and asked drivers to use the ferry until the spring.";
        var pasted = Plain with { Wording = new Wording(story), Story = new StoryWords("Before it. " + story + " After it.") };
        Assert.Equal("pasted", Screen.Judge(pasted, Open).Decision.Code);
        var quoted = pasted with { Wording = new Wording(story + " And who tells the school bus? Nobody has asked the parents, and the ferry does not run before eight in the morning, as everybody here knows.") };
        Assert.Equal(Ruling.Approve, Screen.Judge(quoted, Open).Ruling);
    }

    [Fact]
    public void Probation_and_refusals_hold_a_sender()
    {
        Assert.Equal("probation", Screen.Judge(Plain with { Past = new SenderPast { Approved = 2 } }, Open with { Probation = 3 }).Decision.Code);
        Assert.Equal(Ruling.Approve, Screen.Judge(Plain with { Past = new SenderPast { Approved = 3 } }, Open with { Probation = 3 }).Ruling);
        Assert.Equal("refusals", Screen.Judge(Plain with { Past = new SenderPast { Decided = 4, Refused = 2 } }, Open).Decision.Code);
        Assert.Equal(Ruling.Approve, Screen.Judge(Plain with { Past = new SenderPast { Decided = 1, Refused = 1 } }, Open).Ruling);
        Assert.Equal("flood", Screen.Judge(Plain with { Past = new SenderPast { Recent = 5 } }, Open).Decision.Code);
    }
}
