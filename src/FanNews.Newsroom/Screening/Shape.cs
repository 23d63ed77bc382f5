namespace FanNews.Screening;

/// <summary>What a comment looks like from afar.</summary>
internal static class Shape
{
    /// <summary>Names of what is there, each with what a person would call it.</summary>
    public static IEnumerable<(string Name, string Words)> Of(WordedText text)
    {
        var (letters, capitals, digits, marks, money, others, hidden) = (0, 0, 0, 0, false, 0, false);
        foreach (var c in text.Raw)
        {
            if (char.IsLetter(c))
                letters++;
            if (char.IsUpper(c))
                capitals++;
            else if (char.IsAsciiDigit(c))
                digits++;
            else if (c is '!')
                marks++;
            else if (c is '$' or '€' or '£' or '₽' or '¥')
                money = true;
            else if (c is '\u200b' or '\u200c' or '\u2060' or '\ufeff' or '\u00ad')
                hidden = true;
            else if (!char.IsLetter(c) && !char.IsWhiteSpace(c))
                others++;
        }

        var words = text.Words.Count;
        yield return ("words " + Step(words), words < 6 ? "how short it is" : "its length");
        yield return ("links " + Math.Min(text.Links.Count, 4), text.Links.Count == 0 ? "no link" : "its links");
        if (text.Links.Count > 0)
            yield return ("link share " + Step(text.Links.Count * 20 / Math.Max(1, words)), "its links");
        if (letters > 7)
            yield return ("capitals " + (capitals * 5 / letters), capitals * 2 > letters ? "capitals" : "how it is written");
        if (digits > 0)
            yield return ("digits " + Step(digits), "digits");
        if (marks > 0)
            yield return ("marks " + Step(marks), "exclamation marks");
        if (money)
            yield return ("money", "a sign of money");
        if (hidden)
            yield return ("hidden", "invisible characters");
        if (others * 2 > letters)
            yield return ("signs", "signs");
        if (text.Raw.AsSpan().TrimEnd().EndsWith('?'))
            yield return ("question", "a question");
        if (HasMoment(text.Raw))
            yield return ("moment", "a moment like 2:19");
        if (digits >= 7 && text.Raw.Contains('+', StringComparison.Ordinal))
            yield return ("telephone", "a telephone number");
    }

    // People point at a moment of a recording, or name an hour: 2:19
    private static bool HasMoment(string text)
    {
        for (var at = text.IndexOf(':', StringComparison.Ordinal); at >= 0; at = text.IndexOf(':', at + 1))
        {
            if (at > 0 && at + 2 < text.Length && char.IsAsciiDigit(text[at - 1]) && char.IsAsciiDigit(text[at + 1]) && char.IsAsciiDigit(text[at + 2]))
                return true;
        }

        return false;
    }

    // 0, 1, 2, 3–4, 5–8, 9–16 …
    private static int Step(int count) => count <= 0 ? 0 : 1 + (int)Math.Ceiling(Math.Log2(count));
}
