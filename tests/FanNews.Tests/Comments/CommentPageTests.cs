using CsCheck;
using FanNews.Comments;

namespace FanNews.Tests.Comments;

public sealed class CommentPageTests
{
    [Fact]
    public void Every_comment_stands_on_just_the_page_that_its_permalink_names_in_either_order() =>
        Gen.Select(Gen.Int[0, 160], Gen.Long[1, 200].Nullable(0.7).Array[160], Gen.Bool.Array[160]).Sample((count, parents, pinned) =>
        {
            var thread = CommentThread.Build([.. Enumerable.Range(1, count).Select(i => Row(i, parents[i - 1]) with { PinnedAt = pinned[i - 1] ? DateTimeOffset.UnixEpoch.AddHours(i) : null })]);
            foreach (var order in Enum.GetValues<CommentOrder>())
            {
                var pages = CommentPage.Of(thread, 1, order)!.Pages;
                var all = Enumerable.Range(1, pages).Select(n => CommentPage.Of(thread, n, order)!).ToList();
                Assert.Equal(thread.Top.Select(c => c.Id).Order(), all.SelectMany(p => p.Top).Select(c => c.Id).Order());
                Assert.All(all, p => Assert.InRange(p.Top.Count, 0, CommentPage.Size));
                Assert.Null(CommentPage.Of(thread, pages + 1, order));
                Assert.Null(CommentPage.Of(thread, 0, order));
            }

            for (var n = 1; CommentPage.Of(thread, n, CommentOrder.Oldest) is { } page; n++)
            {
                foreach (var top in page.Top)
                {
                    Assert.Equal(CommentPage.Query(n, CommentOrder.Oldest), page.QueryOf(top.Id));
                    Assert.All(Below(top), c => Assert.Equal(n, CommentPage.NumberOf(thread, c.Id)));
                }
            }
        });

    [Fact]
    public void Of_removed_comments_only_those_stay_that_lead_to_a_standing_one_whatever_the_parents_say() =>
        Gen.Select(Gen.Int[0, 30], Gen.Long[1, 33].Nullable(0.2).Array[30], Gen.Bool.Array[30]).Sample((count, parents, removed) =>
        {
            var rows = Enumerable.Range(1, count).Select(i => Row(i, parents[i - 1]) with { Removed = removed[i - 1] }).ToList();
            var thread = CommentThread.Build(rows);
            var shown = thread.Top.SelectMany(Below).ToList();
            Assert.Equal(shown.Count, shown.Select(c => c.Id).Distinct().Count());
            Assert.Equal(rows.Where(r => !r.Removed).Select(r => r.Id), shown.Where(c => !c.Removed).Select(c => c.Id).Order());
            Assert.Equal(thread.Count, shown.Count(c => !c.Removed));
            var answered = rows.Where(r => !r.Removed).Select(r => r.ParentId).ToHashSet();
            Assert.All(rows.Where(r => r.Removed && answered.Contains(r.Id)), r => Assert.Contains(shown, c => c.Id == r.Id));
        });

    [Fact]
    public void Pinned_comments_come_first_the_latest_pin_above_the_others()
    {
        var thread = CommentThread.Build([Row(1, null), Row(2, null) with { PinnedAt = DateTimeOffset.UnixEpoch }, Row(3, null), Row(4, null) with { PinnedAt = DateTimeOffset.UnixEpoch.AddDays(1) }]);
        Assert.Equal([4, 2, 1, 3], CommentPage.Of(thread, 1, CommentOrder.Oldest)!.Top.Select(c => c.Id));
        Assert.Equal([4, 2, 3, 1], CommentPage.Of(thread, 1, CommentOrder.Newest)!.Top.Select(c => c.Id));
    }

    private static IEnumerable<CommentView> Below(CommentView view) => view.Replies.SelectMany(Below).Prepend(view);

    private static CommentThread.Row Row(long id, long? parent) =>
        new(id, parent, $"name {id}", DateTimeOffset.UnixEpoch.AddMinutes(id));
}
