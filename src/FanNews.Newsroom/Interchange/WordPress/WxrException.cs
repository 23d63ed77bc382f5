using System.Globalization;

namespace FanNews.Interchange.WordPress;

/// <summary>A file that is no WordPress export, or a damaged one. The message is one sentence for people, the place is beside it.</summary>
public sealed class WxrException : Exception
{
    /// <summary>A refusal of <paramref name="file"/> at a place.</summary>
    public WxrException(string file, int line, int column, string sentence) : base(sentence)
    {
        File = file;
        Line = line;
        Column = column;
    }

    /// <summary>Name of the file as it was given.</summary>
    public string File { get; }

    /// <summary>Line from 1; 0 when the file as a whole is meant.</summary>
    public int Line { get; }

    /// <summary>Column from 1.</summary>
    public int Column { get; }

    /// <summary>File, place and sentence in one line.</summary>
    public string WithPlace => Line == 0
        ? $"{File}: {Message}"
        : string.Create(CultureInfo.InvariantCulture, $"{File}, line {Line}, column {Column}: {Message}");
}
