using System.Globalization;
using System.Text;
using System.Text.Json;
using FanNews.Storage;

namespace FanNews.Web.Admin;

/// <summary>The trail as a file, for whoever reads it elsewhere.</summary>
public static class TrailFile
{
    // A spreadsheet takes what begins so for a formula (OWASP, CSV Injection).
    private static readonly char[] Formula = ['=', '+', '-', '@', '\t', '\r', '\n'];

    private static readonly JsonWriterOptions Json = new() { Indented = false };

    /// <summary>Comma-separated values (RFC 4180), with a mark that says UTF-8.</summary>
    public static async Task Csv(Stream to, IAsyncEnumerable<AuditLine> lines, CancellationToken ct)
    {
        await using var text = new StreamWriter(to, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true) { NewLine = "\r\n" };
        await text.WriteLineAsync("number,at,by number,by,action,subject,detail");
        await foreach (var line in lines.WithCancellation(ct))
        {
            string?[] cells = [Number(line.Id), At(line), line.ById is { } id ? Number(id) : "", line.By, line.Verb, line.Subject, line.Detail];
            await text.WriteLineAsync(string.Join(',', cells.Select(Cell)));
        }
    }

    /// <summary>One array of objects.</summary>
    public static async Task WriteJson(Stream to, IAsyncEnumerable<AuditLine> lines, CancellationToken ct)
    {
        await using var json = new Utf8JsonWriter(to, Json);
        json.WriteStartArray();
        await foreach (var line in lines.WithCancellation(ct))
        {
            json.WriteStartObject();
            json.WriteNumber("number", line.Id);
            json.WriteString("at", At(line));
            if (line.ById is { } id)
                json.WriteNumber("byNumber", id);
            json.WriteString("by", line.By);
            json.WriteString("action", line.Verb);
            json.WriteString("subject", line.Subject);
            if (line.Detail is not null)
                json.WriteString("detail", line.Detail);
            json.WriteEndObject();
            if (json.BytesPending > 32_768)
                await json.FlushAsync(ct);
        }

        json.WriteEndArray();
    }

    /// <summary>A cell that no spreadsheet runs.</summary>
    public static string Cell(string? value)
    {
        var text = value ?? "";
        if (text.Length > 0 && Formula.Contains(text[0]))
            text = "'" + text;
        return '"' + text.Replace("\"", "\"\"", StringComparison.Ordinal) + '"';
    }

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string At(AuditLine line) => line.At.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
