using CsCheck;
using FanNews.Comments;

namespace FanNews.Tests.Comments;

public sealed class CommentThreadTests
{
    [Fact]
    public void Every_comment_appears_exactly_once_and_never_deeper_than_five_whatever_the_parents_say() =>
        Gen.Select(Gen.Int[0, 40], Gen.Long[1, 45].Nullable(0.2).Array[40]).Sample((count, parents) =>
        {
            var rows = Enumerable.Range(1, count).Select(i => Row(i, parents[i - 1])).ToList();
            var thread = CommentThread.Build(rows);
            var all = new List<long>();
            void Walk(IReadOnlyList<CommentView> level, int depth)
            {
                Assert.True(level.Count == 0 || depth <= CommentThread.Deepest);
                foreach (var view in level)
                {
                    all.Add(view.Id);
                    Walk(view.Replies, depth + 1);
                }
            }

            Walk(thread.Top, 1);
            Assert.Equal(Enumerable.Range(1, count).Select(i => (long)i), all.Order());
        });

    [Fact]
    public void An_answer_below_the_fifth_level_stands_on_it_and_names_whom_it_answers()
    {
        var thread = CommentThread.Build([.. Enumerable.Range(1, 7).Select(i => Row(i, i == 1 ? null : i - 1))]);
        var level = thread.Top;
        for (var depth = 1; depth < CommentThread.Deepest; depth++)
            level = Assert.Single(level).Replies;
        Assert.Equal([(5L, (string?)null), (6, "name 5"), (7, "name 6")], level.Select(v => (v.Id, v.InReplyTo)));
    }

    [Fact]
    public void A_chain_of_fifty_thousand_answers_is_no_trouble() =>
        Assert.Equal(50_000, CommentThread.Build([.. Enumerable.Range(1, 50_000).Select(i => Row(i, i == 1 ? null : i - 1))]).Count);

    private static CommentThread.Row Row(long id, long? parent) =>
        new(id, parent, $"name {id}", DateTimeOffset.UnixEpoch.AddMinutes(id));
}
