using FanNews.Articles;
using FanNews.People;
using FanNews.Storage;
using Microsoft.EntityFrameworkCore;

namespace FanNews.Web.Admin;

/// <summary>
/// Who has which story open, as far as this process knows: each open editor holds a stream (server-sent events). Other processes on the store
/// are known by what their people type: a working copy of the last minutes.
/// </summary>
public sealed class OpenStories(NewsroomStore store, TimeProvider clock)
{
    // What was typed longer ago says nothing of who is here now.
    private static readonly TimeSpan Lately = TimeSpan.FromMinutes(2);

    private readonly Lock gate = new();
    private readonly Dictionary<long, List<Seat>> stories = [];

    private TimeProvider Clock => clock;

    /// <summary>Sits down at a story, until disposed.</summary>
    /// <param name="story">Number of the story.</param>
    /// <param name="person">Who.</param>
    public Seat SitDown(long story, DeskPerson person)
    {
        var seat = new Seat(this, story, person, clock.GetUtcNow());
        lock (gate)
        {
            if (!stories.TryGetValue(story, out var seats))
                stories[story] = seats = [];
            seats.Add(seat);
            Tell(seats);
        }

        return seat;
    }

    /// <summary>The others at a story, each with since when they have it open or when they typed last (UTC), in the order of coming.</summary>
    public async Task<IReadOnlyList<(string Name, DateTimeOffset At, bool Open)>> Others(Seat seat, CancellationToken ct)
    {
        List<(long Id, string Name, DateTimeOffset At, bool Open)> here;
        lock (gate)
            here = [.. stories.GetValueOrDefault(seat.Story, []).Where(s => s.Person.Id != seat.Person.Id).Select(s => (s.Person.Id, s.Person.Name, s.Since, true))];
        var (key, since) = (seat.Story.ToString(System.Globalization.CultureInfo.InvariantCulture), clock.GetUtcNow() - Lately);
        var typing = await store.Read(db => (
            from copy in db.WorkingCopies
            join person in db.People on copy.PersonId equals person.Id
            where copy.Story == key && copy.At >= since && copy.PersonId != seat.Person.Id
            select new { person.Id, person.Name, copy.At }).ToListAsync(ct), ct);
        return [.. here.Concat(typing.Select(t => (t.Id, t.Name, t.At, Open: false))).DistinctBy(h => h.Id).OrderBy(h => h.At).Select(h => (h.Name, h.At, h.Open))];
    }

    private void StandUp(Seat seat)
    {
        lock (gate)
        {
            var seats = stories[seat.Story];
            seats.Remove(seat);
            Tell(seats);
            if (seats.Count == 0)
                stories.Remove(seat.Story);
        }
    }

    private static void Tell(List<Seat> seats) => seats.ForEach(s => s.Tell());

    /// <summary>Somebody who has a story open.</summary>
    public sealed class Seat : IDisposable
    {
        private readonly OpenStories all;
        private readonly SemaphoreSlim moved = new(0);

        internal Seat(OpenStories all, long story, DeskPerson person, DateTimeOffset since) => (this.all, Story, Person, Since) = (all, story, person, since);

        /// <summary>Number of the story.</summary>
        public long Story { get; }

        /// <summary>Who.</summary>
        public DeskPerson Person { get; }

        /// <summary>Since when (UTC).</summary>
        public DateTimeOffset Since { get; }

        /// <summary>Waits until somebody came or went, or the time is over.</summary>
        public async Task Wait(TimeSpan most, CancellationToken ct)
        {
            using var over = new CancellationTokenSource(most, all.Clock);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(over.Token, ct);
            try
            {
                await moved.WaitAsync(either.Token);
            }
            catch (OperationCanceledException) when (!ct.IsCancellationRequested)
            {
                // Nobody moved.
            }
        }

        /// <inheritdoc />
        public void Dispose()
        {
            all.StandUp(this);
            moved.Dispose();
        }

        // Under the gate, so never after it was disposed.
        internal void Tell() => moved.Release();
    }
}
