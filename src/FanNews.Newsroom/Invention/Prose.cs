using System.Text;

namespace FanNews.Invention;

/// <summary>Sentences and paragraphs in a <see cref="Tongue"/>, about one topic.</summary>
internal sealed class Prose(Tongue tongue, Chance chance, int topic)
{
    private const int MedianWords = 300, FewestWords = 60, MostWords = 2_500;
    private const double Spread = 0.55;

    /// <summary>The body of a story, Markdown: paragraphs, now and then a heading, a quotation or a list.</summary>
    public string Body()
    {
        var body = new StringBuilder();
        var left = Math.Clamp((int)(MedianWords * chance.Around(Spread)), FewestWords, MostWords);
        for (var paragraph = 0; left > 0; paragraph++)
        {
            if (paragraph > 0)
                body.Append("\n\n");
            var kind = paragraph == 0 ? 1000 : chance.Below(1000);
            if (kind < 40)
                body.Append("## ").Append(Headline(3, 6)).Append("\n\n");
            else if (kind < 90)
                body.Append("> ");
            left -= kind is >= 90 and < 110 ? List(body) : Paragraph(body, chance.Between(2, 4));
        }

        return body.ToString();
    }

    /// <summary>A headline.</summary>
    public string Headline(int fewest = 5, int most = 10)
    {
        var words = new List<string>();
        for (var count = chance.Between(fewest, most); words.Count < count;)
            words.Add(chance.InThousand(120) ? tongue.Name(chance) : chance.InThousand(350) ? tongue.OfTopic(chance, topic) : tongue.Word(chance, topic));
        return Tongue.Capital(string.Join(' ', words));
    }

    /// <summary>Some sentences.</summary>
    public string Sentences(int count)
    {
        var text = new StringBuilder();
        Paragraph(text, count);
        return text.ToString();
    }

    private int Paragraph(StringBuilder text, int sentences)
    {
        var words = 0;
        for (var i = 0; i < sentences; i++)
        {
            if (i > 0)
                text.Append(' ');
            words += Sentence(text);
        }

        return words;
    }

    private int Sentence(StringBuilder text)
    {
        var count = chance.Between(7, 26);
        for (var i = 0; i < count; i++)
        {
            var word = chance.InThousand(35) ? tongue.Name(chance) : chance.InThousand(8) ? chance.Between(2, 400).ToString(System.Globalization.CultureInfo.InvariantCulture) : tongue.Word(chance, topic);
            if (i > 0)
                text.Append(i > 2 && i < count - 2 && chance.InThousand(70) ? ", " : " ");
            text.Append(i == 0 ? Tongue.Capital(word) : word);
        }

        text.Append('.');
        return count;
    }

    private int List(StringBuilder text)
    {
        var words = 0;
        for (var items = chance.Between(3, 6); items > 0; items--)
        {
            text.Append("- ");
            words += Sentence(text);
            text.Append(items > 1 ? "\n" : "");
        }

        return words;
    }
}
