using FanNews.Body;

namespace FanNews.Articles;

/// <summary>Something in a change that readers may have relied on.</summary>
public enum ChangeSign
{
    /// <summary>Another headline.</summary>
    Headline,

    /// <summary>A number that is another, or gone.</summary>
    Number,

    /// <summary>A name that is another, or gone.</summary>
    Name,

    /// <summary>A quotation that says something else, or is gone.</summary>
    Quotation,

    /// <summary>A "not" that came or went.</summary>
    Negation,
}

/// <summary>One thing that was noticed.</summary>
/// <param name="Sign">What.</param>
/// <param name="Was">What stood there; blank for nothing.</param>
/// <param name="Became">What stands there now; blank for nothing.</param>
public sealed record NoticedSign(ChangeSign Sign, string Was, string Became);

/// <summary>What the desk thinks that a change is. A person decides.</summary>
/// <param name="Kind">A slip, an update, or a correction.</param>
/// <param name="Signs">Why.</param>
public sealed record ChangeNotice(ChangeKind Kind, IReadOnlyList<NoticedSign> Signs)
{
    /// <summary>Whether readers should be told: something that they have read was changed, not only added to.</summary>
    public bool NoteDue => Kind == ChangeKind.Correction;
}

/// <summary>Notices what a change does to what readers have read: by rules, which can be told.</summary>
public static class NoticeChange
{
    // Words that came in a row of more than these are a sentence of their own: news, not a turn of what was said.
    private const int LongestTurn = 5;

    /// <summary>Compares two texts.</summary>
    /// <param name="older">What readers know.</param>
    /// <param name="newer">What they are to get.</param>
    /// <param name="language">BCP 47 tag of the language of the paper.</param>
    /// <returns>What was noticed; null where the words are the same.</returns>
    public static ChangeNotice? Between(ArticleText older, ArticleText newer, string language)
    {
        var (was, became) = (Words(older), Words(newer));
        if (was == became)
            return null;
        var changes = Changes(older, newer);
        var telling = new TellingWords(language, was, became);
        var signs = new List<NoticedSign>();
        var reworded = older.Headline.Trim() != newer.Headline.Trim() && !Slips(BlockChange.Between(older.Headline, newer.Headline));
        if (reworded)
            signs.Add(new(ChangeSign.Headline, older.Headline.Trim(), newer.Headline.Trim()));
        Add(signs, ChangeSign.Number, changes, telling.Numbers);
        Add(signs, ChangeSign.Quotation, changes, TellingWords.Quotations);
        Add(signs, ChangeSign.Name, changes, telling.Names);
        Turns(signs, changes, telling);
        var grave = signs.Exists(s => s.Sign != ChangeSign.Headline);
        return new(grave ? ChangeKind.Correction : !reworded && Slips(changes) ? ChangeKind.Typo : ChangeKind.Update, signs);
    }

    // Without the notes: to add one is to tell, not to change.
    private static string Plain(ArticleText text) => string.Join("\n\n", BodyText.Parse(text.Body).ToPlainTextWithoutNotes().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));

    private static string Words(ArticleText text) => string.Join("\n\n", text.Headline.Trim(), text.Dek?.Trim(), text.Dateline?.Trim(), Plain(text));

    private static List<BlockChange> Changes(ArticleText older, ArticleText newer)
    {
        (string Old, string New)[] parts = [(older.Headline, newer.Headline), (older.Dek ?? "", newer.Dek ?? ""), (older.Dateline ?? "", newer.Dateline ?? ""), (Plain(older), Plain(newer))];
        return [.. parts.Where(p => p.Old != p.New).SelectMany(p => BlockChange.Between(p.Old, p.New)).Where(b => b.Fate != Fate.Kept || b.Runs.Any(r => r.Fate != Fate.Kept))];
    }

    // What was there and is nowhere any more is a change of what was said. What only came is news.
    private static void Add(List<NoticedSign> signs, ChangeSign sign, List<BlockChange> changes, Func<string, IEnumerable<string>> find)
    {
        var left = changes.SelectMany(b => find(Text(b, Fate.New))).ToList();
        var gone = changes.SelectMany(b => find(Text(b, Fate.Gone))).Where(word => !left.Remove(word)).ToList();
        if (gone.Count == 0)
            return;
        var old = changes.SelectMany(b => find(Text(b, Fate.Gone))).ToList();
        var come = changes.Where(b => b.Fate == Fate.Kept).SelectMany(b => find(Text(b, Fate.New))).Where(word => !old.Remove(word)).ToList();
        for (var i = 0; i < gone.Count; i++)
            signs.Add(new(sign, gone[i], i < come.Count ? come[i] : ""));
    }

    // "Not" turns a sentence round without anything else going.
    private static void Turns(List<NoticedSign> signs, List<BlockChange> changes, TellingWords telling)
    {
        foreach (var block in changes.Where(b => b.Fate == Fate.Kept))
        {
            var runs = block.Runs;
            var came = runs.Where(r => r.Fate == Fate.New && Count(r.Text) <= LongestTurn).SelectMany(r => telling.Negations(r.Text)).ToList();
            var went = runs.Where(r => r.Fate == Fate.Gone).SelectMany(r => telling.Negations(r.Text)).ToList();
            if (came.Count != went.Count)
                signs.Add(new(ChangeSign.Negation, string.Join(", ", went), string.Join(", ", came)));
        }
    }

    private static bool Slips(IReadOnlyList<BlockChange> changes) => changes.All(b => b.Fate == Fate.Kept && Slip(b.Runs));

    // Word for word, each as good as the one that it takes the place of; or marks and spaces only.
    private static bool Slip(IReadOnlyList<WordRun> runs)
    {
        for (var i = 0; i < runs.Count; i++)
        {
            if (runs[i].Fate == Fate.Kept)
                continue;
            var next = i + 1 < runs.Count ? runs[i + 1] : null;
            var (gone, come) = runs[i].Fate == Fate.Gone ? (runs[i].Text, next?.Fate == Fate.New ? next.Text : "") : ("", runs[i].Text);
            if (!TellingWords.Alike(gone, come))
                return false;
            i += gone.Length > 0 && come.Length > 0 ? 1 : 0;
        }

        return true;
    }

    private static string Text(BlockChange block, Fate side) =>
        block.Fate == Fate.Kept ? string.Concat(block.Runs.Where(r => r.Fate == Fate.Kept || r.Fate == side).Select(r => r.Text)) : block.Fate == side ? block.Runs[0].Text : "";

    private static int Count(string text) => text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length;
}
