using CsCheck;
using FanNews.Articles;

namespace FanNews.Tests.Articles;

public sealed class MergeTests
{
    private const string Started = "The bridge stands on two legs.\n\nNobody crosses it.\n\nThe ferry is late.";

    private static readonly string[] Vocabulary = ["bridge", "ferry", "the", "late", "tide", "**two**", "of", "и", "橋", "🛶"];

    private static readonly Gen<string[]> Story = Gen.Int[0, 9].Select(word => Vocabulary[word]).Array[1, 12].Select(words => string.Join(' ', words)).Array[1, 7];

    [Theory]
    [InlineData("The bridge stands on three legs.\n\nNobody crosses it.\n\nThe ferry is late.", "The bridge stands on two legs.\n\nNobody crosses it.\n\nThe ferry is very late.", "The bridge stands on three legs.\n\nNobody crosses it.\n\nThe ferry is very late.")]
    [InlineData("The old bridge stands on two legs.\n\nNobody crosses it.\n\nThe ferry is late.", "The bridge stands on two thin legs.\n\nNobody crosses it.\n\nThe ferry is late.", "The old bridge stands on two thin legs.\n\nNobody crosses it.\n\nThe ferry is late.")]
    [InlineData("New.\n\nThe bridge stands on two legs.\n\nNobody crosses it.\n\nThe ferry is late.", "The bridge leans on two legs.\n\nThe ferry is late.", "New.\n\nThe bridge leans on two legs.\n\nThe ferry is late.")]
    [InlineData("Nobody crosses it.\n\nThe ferry is late.", "The bridge stands on two legs.\n\nSo far.\n\nNobody crosses it.\n\nThe ferry is late.\n", "So far.\n\nNobody crosses it.\n\nThe ferry is late.\n")]
    public void Changes_of_other_places_are_both_kept(string mine, string theirs, string both)
    {
        Assert.Equal(both, Merge.Of(Started, mine, theirs).Text);
        Assert.Equal(both, Merge.Of(Started, theirs, mine).Text);
        Assert.Empty(Merge.Of(Started, mine, theirs).Clashes);
    }

    [Theory]
    [InlineData("The bridge stands on three legs.", "The bridge stands on four legs.")]
    [InlineData("The bridge stands on two strong legs.", "The bridge stands on two long legs.")]
    [InlineData("The bridge stands on two arms.", "The bridge stands on three legs.")]
    [InlineData("", "The bridge stands on two thin legs.")]
    public void The_same_words_are_shown_with_both_and_what_they_were(string mine, string theirs)
    {
        var rest = Started[Started.IndexOf("\n\nNobody", StringComparison.Ordinal)..];
        var merged = Merge.Of(Started, (mine + rest).TrimStart(), theirs + rest);
        var clash = Assert.Single(merged.Clashes);
        Assert.Equal(("The bridge stands on two legs.", mine, theirs), (clash.Base, clash.Mine, clash.Theirs));
        Assert.Equal(mine, merged.Text.Substring(clash.At, mine.Length));
    }

    [Fact]
    public void Two_new_paragraphs_in_one_place_are_a_persons_to_put_in_order()
    {
        var clash = Assert.Single(Merge.Of("One.", "One.\n\nMine.", "One.\n\nTheirs.").Clashes);
        Assert.Equal(("", "Mine.", "Theirs."), (clash.Base, clash.Mine, clash.Theirs));
    }

    [Fact]
    public void Without_another_change_a_text_stays_to_the_letter() => Gen.Select(Any, Any).Sample((started, one) =>
    {
        Assert.Equal(new(one, []), Merge.Of(started, one, one), Same);
        Assert.Equal(new(one, []), Merge.Of(started, started, one), Same);
        Assert.Equal(new(one, []), Merge.Of(started, one, started), Same);
    }, iter: 500);

    [Fact]
    public void Whoever_saves_first_clean_changes_make_the_same_text() => Three.Sample((started, mine, theirs) =>
    {
        var (one, other) = (Merge.Of(started, mine, theirs), Merge.Of(started, theirs, mine));
        Assert.Equal(one.Clashes.Count, other.Clashes.Count);
        if (one.Clashes.Count == 0)
            Assert.Equal(one.Text, other.Text);
    }, iter: 2_000);

    [Fact]
    public void Changes_in_paragraphs_of_their_own_never_clash() => Gen.Select(Story.Where(s => s.Length > 1), Gen.Int[0, 1]).Sample((story, odd) =>
    {
        // Each paragraph its own, or nobody could say which of two equal ones was changed.
        var paragraphs = story.Select((p, i) => $"{i} {p}").ToArray();
        string Edited(params int[] turns) => string.Join("\n\n", paragraphs.Select((p, i) => turns.Contains(i % 2) ? $"{p} new{i}" : p));
        Assert.Equal(new(Edited(0, 1), []), Merge.Of(Edited(), Edited(odd), Edited(1 - odd)), Same);
    }, iter: 500);

    [Fact]
    public void No_word_of_either_side_disappears() => Three.Sample((started, mine, theirs) =>
    {
        var merged = Merge.Of(started, mine, theirs);
        var seen = merged.Text + string.Concat(merged.Clashes.Select(c => $" {c.Mine} {c.Theirs}"));
        // The words that a side wrote have its mark.
        foreach (var word in (mine + " " + theirs).Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries).Where(w => w.Contains('#', StringComparison.Ordinal)))
            Assert.Contains(word, seen, StringComparison.Ordinal);
        foreach (var clash in merged.Clashes)
            Assert.Equal(clash.Mine, merged.Text.Substring(clash.At, clash.Mine.Length));
    }, iter: 2_000);

    [Fact]
    public void A_text_too_long_to_compare_is_one_place_and_nothing_is_lost()
    {
        var started = string.Join("\n\n", Enumerable.Range(0, 6_000));
        var clash = Assert.Single(Merge.Of(started, started + "\n\nmine", "theirs\n\n" + started).Clashes);
        Assert.Equal((started, started + "\n\nmine", "theirs\n\n" + started), (clash.Base, clash.Mine, clash.Theirs));
    }

    private static Gen<string> Any => Gen.OneOf(Story.Select(s => string.Join("\n\n", s)), Gen.String["ab \n\t🛶"]);

    // Two who each changed, took out and added words and paragraphs of one text.
    private static Gen<(string Started, string Mine, string Theirs)> Three =>
        Gen.Select(Story, Edits, Edits, (story, one, other) => (string.Join("\n\n", story), Edited(story, one, "m#"), Edited(story, other, "t#")));

    private static Gen<(int Place, int Kind)[]> Edits => Gen.Select(Gen.Int[0, 60], Gen.Int[0, 3]).Array[0, 4];

    private static string Edited(string[] story, (int Place, int Kind)[] edits, string mark)
    {
        var paragraphs = story.Select(p => p.Split(' ').ToList()).ToList();
        foreach (var ((place, kind), number) in edits.Select((e, i) => (e, i)))
        {
            if (paragraphs.Count == 0)
                break;
            var words = paragraphs[place % paragraphs.Count];
            switch (kind)
            {
                case 0 when words.Count > 0:
                    words[place % words.Count] = $"{mark}{number}";
                    break;
                case 1:
                    words.Insert(place % (words.Count + 1), $"{mark}{number}");
                    break;
                case 2:
                    paragraphs.Insert(place % (paragraphs.Count + 1), [$"{mark}{number}", "new"]);
                    break;
                default:
                    paragraphs.RemoveAt(place % paragraphs.Count);
                    break;
            }
        }

        return string.Join("\n\n", paragraphs.Select(p => string.Join(' ', p)));
    }

    private static readonly IEqualityComparer<MergedText> Same = EqualityComparer<MergedText>.Create((a, b) => a?.Text == b?.Text && a?.Clashes.SequenceEqual(b?.Clashes ?? []) == true);
}
