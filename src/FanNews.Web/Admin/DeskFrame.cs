using FanNews.Comments;
using FanNews.People;
using FanNews.Settings;
using FanNews.Web.Pages;

namespace FanNews.Web.Admin;

/// <summary>What stands around every page of the desk: the paper's name, and how much waits.</summary>
public sealed class DeskFrame(Reading reading)
{
    private static readonly (string Name, string Address, Permission Needs)[] AllPlaces =
    [
        ("Stories", "/admin/stories", Permission.WriteStories),
        ("New story", "/admin/stories/new", Permission.WriteStories),
        ("Front", "/admin/front", Permission.RunPaper),
        ("Comments", "/admin/comments", Permission.ModerateComments),
        ("Screening", "/admin/screening", Permission.ScreenComments),
        ("Queue in figures", "/admin/comments/figures", Permission.ScreenComments),
        ("Media", "/admin/media", Permission.WriteStories),
        ("People", "/admin/people", Permission.ManagePeople),
        ("Trail", "/admin/trail", Permission.ReadTrail),
        ("Bylines", "/admin/bylines", Permission.RunPaper),
        ("Settings", "/admin/settings", Permission.ManageSettings),
        ("My account", "/admin/account", Permission.EnterDesk),
        ("The paper, as readers see it", "/", Permission.EnterDesk),
    ];

    private IReadOnlyDictionary<QueueTab, int>? counts;

    /// <summary>Where somebody may go at the desk.</summary>
    public static IEnumerable<(string Name, string Address)> Places(DeskPerson person) => AllPlaces.Where(p => person.May(p.Needs)).Select(p => (p.Name, p.Address));

    /// <summary>The choices of the newsroom.</summary>
    public ValueTask<Site> Site(CancellationToken ct = default) => reading.Site(ct);

    /// <summary>How many comments each tab of the queue has; counted once a page.</summary>
    /// <param name="sections">The sections of whoever is at the desk; null for the whole paper.</param>
    /// <param name="ct">Ends the wait.</param>
    public async ValueTask<IReadOnlyDictionary<QueueTab, int>> Counts(IReadOnlyList<long>? sections, CancellationToken ct = default) =>
        counts ??= await QueuePage.Count(await reading.Db(ct), sections, ct);

    /// <summary>How many comments wait for a decision.</summary>
    /// <inheritdoc cref="Counts"/>
    public async ValueTask<int> Waiting(IReadOnlyList<long>? sections, CancellationToken ct = default) =>
        counts is not null ? counts[QueueTab.Pending] : await QueuePage.Waiting(await reading.Db(ct), sections, ct);
}
