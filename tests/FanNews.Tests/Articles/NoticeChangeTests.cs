using FanNews.Articles;

namespace FanNews.Tests.Articles;

public sealed class NoticeChangeTests
{
    private const string Story = "Nine people were on the ferry when it left Saltby at 5.40. “We are not late,” said Pauline Dray.\n\nThe captain, Hob Tarrant, has sailed for 12 years.";

    [Theory]
    [InlineData("at 5.40", "at 6.40", "Correction", "Number: 5.40 became 6.40")]
    [InlineData("Nine people", "Eight people", "Correction", "Number: nine became eight")]
    [InlineData("12 years", "many years", "Correction", "Number: 12 became ")]
    [InlineData("Pauline Dray", "Paulina Dray", "Correction", "Name: Pauline became Paulina")]
    [InlineData("left Saltby", "left Orrinmouth", "Correction", "Name: Saltby became Orrinmouth")]
    [InlineData("We are not late", "We are never in time", "Correction", "Quotation: “We are not late,” became “We are never in time,”")]
    [InlineData("has sailed", "has not sailed", "Correction", "Negation:  became not")]
    [InlineData("people were", "poeple were", "Typo", "")]
    [InlineData("The captain, Hob", "The captain: Hob", "Typo", "")]
    [InlineData("were on the ferry", "were aboard the ferry", "Update", "")]
    [InlineData("12 years.", "12 years. He said on Monday that 40 more would not do.", "Update", "")]
    public void What_a_change_is_follows_from_what_it_touches(string was, string became, string kind, string sign)
    {
        Assert.Contains(was, Story, StringComparison.Ordinal);
        var notice = NoticeChange.Between(Text(Story), Text(Story.Replace(was, became, StringComparison.Ordinal)), "en")!;
        Assert.Equal(kind, notice.Kind.ToString());
        if (sign.Length == 0)
            Assert.Empty(notice.Signs);
        else
            Assert.Contains(sign, notice.Signs.Select(s => $"{s.Sign}: {s.Was} became {s.Became}"));
        Assert.Equal(kind == "Correction", notice.NoteDue);
    }

    [Fact]
    public void Texts_that_would_hold_everybody_up_are_compared_as_wholes()
    {
        static string Words(char letter) => string.Join(' ', Enumerable.Range(0, 20_000).Select(i => $"{letter}{i}"));
        var (older, newer) = (Words('a'), Words('b'));
        Assert.Equal([new(Fate.Gone, older), new(Fate.New, newer)], WordDiff.Between(older, newer));
        // Ten paragraphs that are each short enough, and together are not.
        var (many, others) = (string.Join("\n\n", Enumerable.Range(0, 10).Select(i => Words('a')[..15_000] + i)), string.Join("\n\n", Enumerable.Range(0, 10).Select(i => Words('b')[..15_000] + i)));
        Assert.Equal(20, BlockChange.Between(many, others).Count);
        Assert.True(NoticeChange.Between(new() { Headline = "A", Body = older }, new() { Headline = "A", Body = newer }, "en")!.Kind is not ChangeKind.Typo);
    }

    [Fact]
    public void Markup_links_and_notes_are_no_change_of_the_words()
    {
        Assert.Null(NoticeChange.Between(Text(Story), Text(Story.Replace("Saltby", "[**Saltby**](https://saltby.example/)", StringComparison.Ordinal)), "en"));
        Assert.Null(NoticeChange.Between(Text(Story), Text(ChangeNote.Put(Story, ChangeKind.Correction, "An earlier version gave 13 years.", new DateOnly(2026, 11, 24))), "en"));
    }

    [Fact]
    public void A_paragraph_that_moves_changes_nothing_that_was_said()
    {
        var parts = Story.Split("\n\n");
        Assert.Empty(NoticeChange.Between(Text(Story), Text(parts[1] + "\n\n" + parts[0]), "en")!.Signs);
    }

    [Fact]
    public void A_new_headline_is_noticed_and_needs_no_note_by_itself()
    {
        var notice = NoticeChange.Between(Text(Story, "Ferry is late"), Text(Story, "Ferry sails from another quay"), "en")!;
        Assert.Equal((ChangeKind.Update, ChangeSign.Headline), (notice.Kind, Assert.Single(notice.Signs, s => s.Sign == ChangeSign.Headline).Sign));
        Assert.Equal(ChangeKind.Correction, NoticeChange.Between(Text(Story, "Two ferries are late"), Text(Story, "Three ferries are late"), "en")!.Kind);
        Assert.Equal(ChangeKind.Typo, NoticeChange.Between(Text(Story, "Ferry is lat"), Text(Story, "Ferry is late"), "en")!.Kind);
    }

    [Theory]
    [InlineData("de", "Die Brücke ist gesperrt.", "Die Brücke ist nicht gesperrt.", ChangeSign.Negation)]
    [InlineData("fr", "Le pont est à trois kilomètres.", "Le pont est à quatre kilomètres.", ChangeSign.Number)]
    public void Other_languages_have_their_own_words(string language, string was, string became, ChangeSign sign) =>
        Assert.Contains(NoticeChange.Between(Text(was), Text(became), language)!.Signs, s => s.Sign == sign);

    [Theory]
    [InlineData("It stands.")]
    [InlineData("It stands.\n\n```\nnot closed")]
    [InlineData("<pre>\nnot closed")]
    [InlineData("")]
    public void A_note_is_a_box_of_the_body_whatever_the_body_is(string body)
    {
        var noted = FanNews.Body.BodyText.Parse(ChangeNote.Put(body, ChangeKind.Clarification, "It *leans*.", new DateOnly(2026, 11, 24)));
        Assert.Equal(new(FanNews.Body.NoteKind.Clarification, "It leans.", new DateOnly(2026, 11, 24)), Assert.Single(noted.Notes));
        Assert.Contains("<aside class=\"correction\" aria-label=\"Clarification\">", noted.ToHtml(new()).Value, StringComparison.Ordinal);
    }

    private static ArticleText Text(string body, string headline = "Ferry is late") => new() { Headline = headline, Body = body };
}
