using System.Buffers.Text;
using System.Text;

namespace FanNews.Interchange.WordPress;

/// <summary>
/// A value in PHP's serialised form, as WordPress keeps it in meta fields: arrays, strings, numbers, booleans and null.
/// Objects are refused. Lengths of strings count bytes of UTF-8.
/// </summary>
public sealed class PhpSerialized
{
    private const int MaxDepth = 32;

    private PhpSerialized(string? text, IReadOnlyDictionary<string, PhpSerialized>? items)
    {
        Text = text;
        Items = items ?? new Dictionary<string, PhpSerialized>();
    }

    /// <summary>A string, number or boolean (<c>1</c> or empty) as text; null for arrays and null.</summary>
    public string? Text { get; }

    /// <summary>Members of an array by key; numbers are keys in decimal. Empty for everything else.</summary>
    public IReadOnlyDictionary<string, PhpSerialized> Items { get; }

    /// <summary>The text of a member found by a path of keys; null where there is none or it is empty.</summary>
    public string? At(params ReadOnlySpan<string> path)
    {
        var value = this;
        foreach (var key in path)
        {
            if (!value.Items.TryGetValue(key, out value!)) return null;
        }
        return value.Text is { Length: > 0 } text ? text : null;
    }

    /// <summary>Reads a value; null for what is not in this form, is broken or holds an object. Twice serialised values are read twice.</summary>
    public static PhpSerialized? Parse(string text)
    {
        for (var round = 0; round < 3; round++)
        {
            var trimmed = text.Trim();
            var reader = new Reader(Encoding.UTF8.GetBytes(trimmed));
            if (reader.Value(0) is not { } value || !reader.AtEnd) return null;
            if (value.Text is not { Length: > 3 } inner || inner[1] != ':' || !trimmed.StartsWith("s:", StringComparison.Ordinal)) return value;
            text = inner;
        }
        return null;
    }

    private ref struct Reader(byte[] bytes)
    {
        private ReadOnlySpan<byte> _rest = bytes;

        public readonly bool AtEnd => _rest.IsEmpty;

        public PhpSerialized? Value(int depth)
        {
            if (depth > MaxDepth || _rest.Length < 2) return null;
            var kind = _rest[0];
            if (kind == 'N' && _rest[1] == ';')
            {
                _rest = _rest[2..];
                return new(null, null);
            }
            if (_rest[1] != ':') return null;
            _rest = _rest[2..];
            return (char)kind switch
            {
                'i' or 'd' => Until() is { } number ? new(number, null) : null,
                'b' => Until() is { } truth ? new(truth == "1" ? "1" : "", null) : null,
                's' => String() is { } text && Take((byte)';') ? new(text, null) : null,
                'a' => Array(depth),
                _ => null,
            };
        }

        private string? Until()
        {
            var end = _rest.IndexOf((byte)';');
            if (end is < 1 or > 40) return null;
            var text = Encoding.UTF8.GetString(_rest[..end]);
            _rest = _rest[(end + 1)..];
            return text;
        }

        private string? String()
        {
            if (!Length(out var length) || !Take((byte)'"') || length > _rest.Length) return null;
            var text = Encoding.UTF8.GetString(_rest[..length]);
            _rest = _rest[length..];
            return Take((byte)'"') ? text : null;
        }

        private PhpSerialized? Array(int depth)
        {
            if (!Length(out var count) || !Take((byte)'{')) return null;
            // Each member takes at least four bytes, so a false count cannot make the table large.
            if (count > _rest.Length / 4) return null;
            var items = new Dictionary<string, PhpSerialized>(count);
            for (var i = 0; i < count; i++)
            {
                if (Value(depth + 1)?.Text is not { } key || Value(depth + 1) is not { } value) return null;
                items[key] = value;
            }
            return Take((byte)'}') ? new(null, items) : null;
        }

        private bool Length(out int length)
        {
            if (!Utf8Parser.TryParse(_rest, out length, out var used) || length < 0) return false;
            _rest = _rest[used..];
            return Take((byte)':');
        }

        private bool Take(byte sign)
        {
            if (_rest.IsEmpty || _rest[0] != sign) return false;
            _rest = _rest[1..];
            return true;
        }
    }
}
