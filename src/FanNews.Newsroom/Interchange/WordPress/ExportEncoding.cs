using System.Text;
using System.Text.RegularExpressions;

namespace FanNews.Interchange.WordPress;

/// <summary>Finds out how the bytes of an export become text.</summary>
internal static partial class ExportEncoding
{
    private const int HeadLength = 1024;

    /// <summary>
    /// A reader of the stream's text: by byte order mark, else by the zeros of UTF-16, else by the XML declaration, else UTF-8.
    /// Bytes that are not UTF-8 though the file says so are read as Windows-1252, which they nearly always are.
    /// </summary>
    /// <exception cref="NotSupportedException">The declaration names an encoding that is unknown.</exception>
    public static TextReader Open(Stream stream, Action<int> odd)
    {
        var head = new byte[HeadLength];
        var length = stream.ReadAtLeast(head, HeadLength, throwOnEndOfStream: false);
        var whole = new Prefixed(head.AsMemory(0, length), stream);
        return new StreamReader(whole, Detect(head.AsSpan(0, length), odd), detectEncodingFromByteOrderMarks: true, bufferSize: 1 << 16);
    }

    private static Encoding Detect(ReadOnlySpan<byte> head, Action<int> odd)
    {
        if (head is [0, (byte)'<', ..] or [0, (byte)' ' or (byte)'\n' or (byte)'\r', 0, ..]) return Encoding.BigEndianUnicode;
        if (head is [(byte)'<', 0, ..] or [(byte)' ' or (byte)'\n' or (byte)'\r', 0, ..] or [0xFF, 0xFE, ..]) return Encoding.Unicode;
        var name = Declaration().Match(Encoding.Latin1.GetString(head)).Groups[1].Value;
        if (name.Length == 0 || name.Equals("utf-8", StringComparison.OrdinalIgnoreCase) || name.Equals("utf8", StringComparison.OrdinalIgnoreCase)
            || name.StartsWith("utf-16", StringComparison.OrdinalIgnoreCase))
            return Encoding.GetEncoding("utf-8", EncoderFallback.ReplacementFallback, new OddBytes(odd));
        return CodePagesEncodingProvider.Instance.GetEncoding(name) ?? GetKnown(name);
    }

    private static Encoding GetKnown(string name)
    {
        try
        {
            return Encoding.GetEncoding(name);
        }
        catch (ArgumentException unknown)
        {
            throw new NotSupportedException($"the encoding \"{name}\" is not known", unknown);
        }
    }

    [GeneratedRegex("""<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']""")]
    private static partial Regex Declaration();

    // Gives back the bytes that were looked at, then the rest of the stream.
    private sealed class Prefixed(ReadOnlyMemory<byte> head, Stream rest) : Stream
    {
        private int _at;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override int Read(Span<byte> buffer)
        {
            if (_at == head.Length) return rest.Read(buffer);
            var count = Math.Min(buffer.Length, head.Length - _at);
            head.Span.Slice(_at, count).CopyTo(buffer);
            _at += count;
            return count;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing) rest.Dispose();
            base.Dispose(disposing);
        }
    }

    private sealed class OddBytes(Action<int> odd) : DecoderFallback
    {
        private static readonly Encoding Western = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;

        public override int MaxCharCount => 4;

        public override DecoderFallbackBuffer CreateFallbackBuffer() => new Characters(odd);

        private sealed class Characters(Action<int> odd) : DecoderFallbackBuffer
        {
            private string _text = "";
            private int _at;

            public override int Remaining => _text.Length - _at;

            public override bool Fallback(byte[] bytesUnknown, int index)
            {
                odd(bytesUnknown.Length);
                _text = Western.GetString(bytesUnknown);
                _at = 0;
                return _text.Length > 0;
            }

            public override char GetNextChar() => _at < _text.Length ? _text[_at++] : '\0';

            public override bool MovePrevious()
            {
                if (_at == 0) return false;
                _at--;
                return true;
            }

            public override void Reset() => (_text, _at) = ("", 0);
        }
    }
}
