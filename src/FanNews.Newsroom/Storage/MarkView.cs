using System.Collections.Concurrent;

namespace FanNews.Storage;

/// <summary>
/// What this process knows of the marks. A change of its own is here before <see cref="NewsroomStore.Change{T}"/> returns;
/// those of other processes are brought by a <see cref="MarkWatch"/>. Versions only grow.
/// </summary>
public sealed class MarkView
{
    private readonly ConcurrentDictionary<string, long> versions = new(StringComparer.Ordinal);
    private long edition;

    /// <summary>The newest edition that is known here.</summary>
    public long Edition => Volatile.Read(ref edition);

    /// <summary>Whether nothing newer is known than what a page was made from.</summary>
    public bool Holds(in SeenMarks seen) => seen.Edition == Edition && seen.Version == versions.GetValueOrDefault(seen.Other);

    /// <summary>Takes note of versions that are committed.</summary>
    public void Raise(IEnumerable<Mark> marks)
    {
        foreach (var mark in marks)
            Raise(mark.Name, mark.Version);
    }

    /// <summary>Takes note of what a view of the store held, which may be ahead of the news from other processes.</summary>
    public void Raise(in SeenMarks seen)
    {
        Raise(Mark.Edition, seen.Edition);
        if (seen.Version > 0)
            Raise(seen.Other, seen.Version);
    }

    /// <summary>Forgets all of it, for when nobody can say what was missed.</summary>
    internal void Forget()
    {
        versions.Clear();
        Volatile.Write(ref edition, 0);
    }

    private void Raise(string name, long version)
    {
        if (name != Mark.Edition)
        {
            versions.AddOrUpdate(name, version, (_, known) => Math.Max(known, version));
            return;
        }

        for (var known = Edition; known < version;)
        {
            var before = Interlocked.CompareExchange(ref edition, version, known);
            if (before == known)
                return;
            known = before;
        }
    }
}
