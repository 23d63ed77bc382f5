using System.Text;

namespace FanNews.Articles;

/// <summary>A place where two people changed the same words in different ways.</summary>
/// <param name="Base">What both started from.</param>
/// <param name="Mine">What one made of it; it stands in the merged text.</param>
/// <param name="Theirs">What the other made of it.</param>
/// <param name="At">Where <paramref name="Mine"/> begins in the merged text, in characters.</param>
public sealed record Clash(string Base, string Mine, string Theirs, int At);

/// <summary>Two texts made one.</summary>
/// <param name="Text">The text; where the two clash, the first one's.</param>
/// <param name="Clashes">The places where they do, in order. Without any, every change of both is in the text.</param>
public sealed record MergedText(string Text, IReadOnlyList<Clash> Clashes);

/// <summary>
/// Merges what two people made of one text: by paragraph, and by word within a paragraph that both changed. Changes with an unchanged word between
/// them are both kept; other changes of the same words are a clash of the whole paragraph, for a person to decide.
/// </summary>
public static class Merge
{
    // Beyond these a comparison would take seconds: the whole text, or the whole paragraph, is then one place.
    private const int MostParagraphs = 5_000, MostWords = 5_000;

    /// <summary>Merges two texts with what both started from.</summary>
    public static MergedText Of(string started, string mine, string theirs)
    {
        if (Settled(started, mine, theirs) is { } settled)
            return new(settled, []);
        var (b, m, t) = (Paragraphs.Of(started), Paragraphs.Of(mine), Paragraphs.Of(theirs));
        if (Math.Max(b.Texts.Count, Math.Max(m.Texts.Count, t.Texts.Count)) > MostParagraphs)
            return new(mine, [new(started, mine, theirs, 0)]);
        var merged = new Joined();
        foreach (var part in MergeRegion.All(b.Texts, m.Texts, t.Texts, parted: static (_, _) => true))
        {
            if (part is { MineChanged: false, TheirsChanged: false })
                merged.Add(Wider(b.Leads[part.Base.From], m.Leads[part.Mine.From], t.Leads[part.Theirs.From]), b.Texts[part.Base.From]);
            else if (!part.TheirsChanged)
                merged.Add(m, part.Mine);
            else if (!part.MineChanged)
                merged.Add(t, part.Theirs);
            else
                Decide(merged, (b, part.Base), (m, part.Mine), (t, part.Theirs));
        }

        return merged.End(Wider(b.Tail, m.Tail, t.Tail));
    }

    /// <summary>What becomes of a value that is changed as a whole; null where both changed it in different ways.</summary>
    public static string? Settled(string started, string mine, string theirs) =>
        mine == theirs || theirs == started ? mine : mine == started ? theirs : null;

    private static void Decide(Joined merged, (Paragraphs In, Span Part) b, (Paragraphs In, Span Part) m, (Paragraphs In, Span Part) t)
    {
        var (was, mine, theirs) = (b.In.Text(b.Part), m.In.Text(m.Part), t.In.Text(t.Part));
        var lead = m.Part.Count > 0 ? m.In.Leads[m.Part.From] : t.Part.Count > 0 ? t.In.Leads[t.Part.From] : "";
        if ((Settled(was, mine, theirs) ?? ByWord(was, mine, theirs)) is { } both)
            merged.Add(lead, both);
        else
            merged.Add(lead, mine, was, theirs);
    }

    private static string? ByWord(string started, string mine, string theirs)
    {
        // A paragraph that one took away and the other went on with, or two new ones in one place.
        if (started.Length == 0 || mine.Length == 0 || theirs.Length == 0)
            return null;
        var (b, m, t) = (Words.Of(started), Words.Of(mine), Words.Of(theirs));
        if (Math.Max(b.Count, Math.Max(m.Count, t.Count)) > MostWords)
            return null;
        var text = new StringBuilder();
        foreach (var part in MergeRegion.All(b, m, t, parted: (from, to) => b.Skip(from).Take(to - from).Any(w => w.Any(char.IsLetterOrDigit))))
        {
            var (one, other) = (Text(m, part.Mine), Text(t, part.Theirs));
            if (part is { MineChanged: true, TheirsChanged: true } && one != other)
                return null;
            text.Append(part.MineChanged ? one : other);
        }

        return text.ToString();
    }

    private static string Text(IReadOnlyList<string> words, Span part) => string.Concat(words.Skip(part.From).Take(part.Count));

    // Empty lines carry no word: which of two ways to change them wins is of no matter, as long as it is the same whoever asks.
    private static string Wider(string started, string mine, string theirs) =>
        Settled(started, mine, theirs) ?? (mine.Length > theirs.Length || (mine.Length == theirs.Length && string.CompareOrdinal(mine, theirs) > 0) ? mine : theirs);

    // The merged text as it grows. Paragraphs that did not stand beside each other before are parted by an empty line.
    private sealed class Joined
    {
        private readonly StringBuilder text = new();
        private readonly List<Clash> clashes = [];
        private bool any;

        public void Add(Paragraphs from, Span part)
        {
            for (var i = part.From; i < part.To; i++)
                Add(from.Leads[i], from.Texts[i]);
        }

        public void Add(string lead, string paragraph)
        {
            if (paragraph.Length == 0)
                return;
            text.Append(any && lead.AsSpan().Count('\n') < 2 ? "\n\n" : !any ? lead.TrimStart('\n') : lead).Append(paragraph);
            any = true;
        }

        public void Add(string lead, string mine, string started, string theirs)
        {
            Add(lead, mine);
            clashes.Add(new(started, mine, theirs, text.Length - mine.Length));
        }

        public MergedText End(string tail) => new(text.Append(tail).ToString(), clashes);
    }
}
