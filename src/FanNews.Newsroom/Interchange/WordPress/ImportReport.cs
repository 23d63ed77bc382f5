using System.Text.Encodings.Web;
using System.Text.Json;

namespace FanNews.Interchange.WordPress;

/// <summary>What an import did, in numbers. Serialised as the summary of the command.</summary>
public sealed record ImportSummary
{
    /// <summary>Whether nothing was stored.</summary>
    public bool DryRun { get; init; }

    /// <summary>The site that was imported.</summary>
    public string Site { get; init; } = "";

    /// <summary>Stories that are new.</summary>
    public int Stories { get; set; }

    /// <summary>Pages that are new.</summary>
    public int Pages { get; set; }

    /// <summary>How many of these are drafts.</summary>
    public int Drafts { get; set; }

    /// <summary>Articles that an earlier run brought.</summary>
    public int AlreadyHere { get; set; }

    /// <summary>Authors that are new.</summary>
    public int Authors { get; set; }

    /// <summary>Sections that are new.</summary>
    public int Sections { get; set; }

    /// <summary>Sources that are new.</summary>
    public int Sources { get; set; }

    /// <summary>Tags that are new.</summary>
    public int Tags { get; set; }

    /// <summary>Pictures that are new, with or without a file.</summary>
    public int Pictures { get; set; }

    /// <summary>Pictures that got their file in this run.</summary>
    public int PictureFiles { get; set; }

    /// <summary>Sound, video and documents that came in this run.</summary>
    public int Files { get; set; }

    /// <summary>Comments that are new and public.</summary>
    public int CommentsApproved { get; set; }

    /// <summary>Comments that are new and wait for a moderator.</summary>
    public int CommentsPending { get; set; }

    /// <summary>Old addresses that lead to their story.</summary>
    public int Redirects { get; set; }

    /// <summary>The longest that one batch of articles held the write lock, so kept a running site from writing, in milliseconds.</summary>
    public int LongestLockMilliseconds { get; set; }

    /// <summary>What was not carried or changed, and how often.</summary>
    public SortedDictionary<string, int> NotCarried { get; } = new(StringComparer.Ordinal);
}

/// <summary>Counts what is not carried and writes each case as a line of JSON where a file was asked for.</summary>
public sealed class ImportReport(ImportSummary summary, TextWriter? lines)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The numbers so far.</summary>
    public ImportSummary Summary => summary;

    /// <summary>Notes that something was not carried or was changed.</summary>
    /// <param name="what">The kind of case, in words; the same words are counted together.</param>
    /// <param name="file">The export.</param>
    /// <param name="line">The line in it.</param>
    /// <param name="subject">What it was about, such as <c>post 12</c>.</param>
    /// <param name="detail">What else is known.</param>
    /// <param name="count">How many cases.</param>
    public void Add(string what, string file, int line, string subject, string? detail = null, int count = 1)
    {
        summary.NotCarried[what] = summary.NotCarried.GetValueOrDefault(what) + count;
        lines?.WriteLine(JsonSerializer.Serialize(new { what, file, line, subject, detail, count }, Json));
    }
}
