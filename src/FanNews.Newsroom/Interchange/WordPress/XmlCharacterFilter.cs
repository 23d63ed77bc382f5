namespace FanNews.Interchange.WordPress;

/// <summary>
/// Lets an XML reader see only what XML allows: blank lines before the prolog and control characters are left out.
/// It remembers what it left out, so that a place can still be told in lines and columns of the file.
/// </summary>
internal sealed class XmlCharacterFilter(TextReader inner) : TextReader
{
    private const int Remembered = 10_000;

    private readonly List<(int Line, int Column)> _removed = [];
    private bool _started;
    private int _line = 1, _column = 1;

    /// <summary>Lines that stood before the first sign.</summary>
    public int LinesBefore { get; private set; }

    /// <summary>Control characters that were left out.</summary>
    public int Removed { get; private set; }

    /// <summary>The column in the file of a column that the XML reader told.</summary>
    public int ColumnInFile(int line, int column)
    {
        foreach (var (removedLine, removedColumn) in _removed)
        {
            if (removedLine == line && removedColumn <= column) column++;
        }
        return column;
    }

    public override int Peek() => -1;

    public override int Read()
    {
        Span<char> one = stackalloc char[1];
        return Read(one) == 0 ? -1 : one[0];
    }

    public override int Read(char[] buffer, int index, int count) => Read(buffer.AsSpan(index, count));

    public override int Read(Span<char> buffer)
    {
        while (true)
        {
            var read = inner.Read(buffer);
            if (read == 0) return 0;
            var kept = Keep(buffer[..read]);
            if (kept > 0) return kept;
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) inner.Dispose();
        base.Dispose(disposing);
    }

    private int Keep(Span<char> read)
    {
        var kept = 0;
        foreach (var c in read)
        {
            if (!_started)
            {
                if (c == '\n') LinesBefore++;
                if (c is ' ' or '\t' or '\r' or '\n' or '\uFEFF') continue;
                _started = true;
            }
            if (c < ' ' && c is not ('\t' or '\n' or '\r') || c is '\uFFFE' or '\uFFFF')
            {
                Removed++;
                if (_removed.Count < Remembered) _removed.Add((_line, _column));
                continue;
            }
            (_line, _column) = c == '\n' ? (_line + 1, 1) : (_line, _column + 1);
            read[kept++] = c;
        }
        return kept;
    }
}
