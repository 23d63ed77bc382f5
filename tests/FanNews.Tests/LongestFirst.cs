using FanNews.Tests.Browser;
using FanNews.Tests.Published;
using Xunit.Abstractions;

[assembly: TestCollectionOrderer("FanNews.Tests.LongestFirst", "FanNews.Tests")]

namespace FanNews.Tests;

/// <summary>Begins with the collections whose tests wait for one another, so that all others run beside them: at the end of a run no core has to stand still.</summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    /// <inheritdoc />
    public IEnumerable<ITestCollection> OrderTestCollections(IEnumerable<ITestCollection> testCollections) =>
        testCollections.OrderBy(c => c.DisplayName switch { BrowserGround.Name => 0, PublishedProgram.Name => 1, _ => 2 });
}
