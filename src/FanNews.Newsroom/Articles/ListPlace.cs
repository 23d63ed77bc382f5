using System.Globalization;
using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore.Query;

namespace FanNews.Articles;

/// <summary>
/// A place in what is listed newest first, in the total order of time and number. What follows it stays the same while stories are
/// published, and is found by an index however deep it lies.
/// </summary>
/// <param name="At">The time of the last thing shown (UTC), to the millisecond.</param>
/// <param name="Id">Its number.</param>
public readonly record struct ListPlace(DateTimeOffset At, long Id)
{
    private static readonly long Last = DateTimeOffset.MaxValue.ToUnixTimeMilliseconds();

    /// <summary>Reads the form that <see cref="ToString"/> writes.</summary>
    public static ListPlace? Parse(string? text)
    {
        var parts = text?.Split('-');
        return parts is [var at, var id]
            && long.TryParse(at, NumberStyles.None, CultureInfo.InvariantCulture, out var ms) && ms <= Last
            && long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? new ListPlace(DateTimeOffset.FromUnixTimeMilliseconds(ms), number)
            : null;
    }

    /// <summary>As an address carries it.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{At.ToUnixTimeMilliseconds()}-{Id}");
}

/// <summary>Stories on either side of a place. The first condition is what an index can jump to; an "or" alone is not.</summary>
public static class StoriesBefore
{
    extension(IQueryable<LiveArticle> live)
    {
        /// <summary>Those that came out before the place; all of them without one.</summary>
        public IQueryable<LiveArticle> Before(ListPlace? place)
        {
            if (place is not { At: var at, Id: var id })
                return live;
            return live.Of(a => a.PublishAt <= at && (a.PublishAt < at || a.Id < id));
        }

        /// <summary>
        /// Those whose article meets a condition on its time. It is put before all other conditions: of two upper bounds of one column SQLite takes the one
        /// that it reads first, and with that of <see cref="Visibility"/> goes through all that came out since.
        /// </summary>
        /// <exception cref="InvalidOperationException">The query does not begin with the articles, so the condition would be lost.</exception>
        public IQueryable<LiveArticle> Of(Expression<Func<Article, bool>> time)
        {
            var foremost = new Foremost(time);
            var expression = foremost.Visit(live.Expression);
            return foremost.Placed == 1 ? live.Provider.CreateQuery<LiveArticle>(expression) : throw new InvalidOperationException($"The articles stand {foremost.Placed} times in the query, not once.");
        }

        /// <summary>What stands at the place and what came out after it, oldest first.</summary>
        public IQueryable<LiveArticle> UpFrom(ListPlace place)
        {
            var (at, id) = place;
            return live.Where(l => l.Article.PublishAt >= at && (l.Article.PublishAt > at || l.Article.Id >= id))
                .OrderBy(l => l.Article.PublishAt).ThenBy(l => l.Article.Id);
        }
    }

    private sealed class Foremost(Expression<Func<Article, bool>> condition) : ExpressionVisitor
    {
        public int Placed { get; private set; }

        protected override Expression VisitExtension(Expression node)
        {
            if (node is not EntityQueryRootExpression { EntityType: var type } || type.ClrType != typeof(Article))
                return base.VisitExtension(node);
            Placed++;
            return Expression.Call(typeof(Queryable), nameof(Queryable.Where), [typeof(Article)], node, Expression.Quote(condition));
        }
    }
}
