using System.Globalization;

namespace FanNews.Web.Verbs;

/// <summary>Shows on stderr how far long work is: a bar on a terminal, else a line every few seconds.</summary>
public sealed class Progress : IDisposable
{
    private const int Width = 30;

    private static readonly TimeSpan Bar = TimeSpan.FromMilliseconds(100), Lines = TimeSpan.FromSeconds(4);

    private readonly TextWriter _out = Console.Error;
    private readonly bool _terminal = !Console.IsErrorRedirected;
    private long _last = TimeProvider.System.GetTimestamp();
    private string _phase = "";
    private int _drawn;

    /// <summary>Tells how far it is.</summary>
    /// <param name="phase">What is being done, in words.</param>
    /// <param name="done">How many are done.</param>
    /// <param name="total">Of how many; 0 where that is not known.</param>
    public void Show(string phase, int done, int total)
    {
        var due = TimeProvider.System.GetElapsedTime(_last) >= (_terminal ? Bar : Lines);
        if (!due && !(_terminal && phase != _phase)) return;
        _last = TimeProvider.System.GetTimestamp();
        _phase = phase;
        var text = total > 0 ? string.Create(CultureInfo.InvariantCulture, $"{phase}: {done} of {total}") : phase + " …";
        if (!_terminal)
        {
            _out.WriteLine(text);
            return;
        }
        var full = total > 0 ? Width * done / total : 0;
        Draw($"[{new string('=', full)}{new string(' ', Width - full)}] {text}");
    }

    /// <summary>Takes the bar away.</summary>
    public void Dispose()
    {
        if (_drawn > 0) _out.Write($"\r{new string(' ', _drawn)}\r");
        _drawn = 0;
    }

    private void Draw(string line)
    {
        _out.Write($"\r{line.PadRight(_drawn)}");
        _drawn = line.Length;
    }
}
