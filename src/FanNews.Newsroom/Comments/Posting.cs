using System.Security.Cryptography;
using System.Text;
using FanNews.Screening;
using FanNews.Settings;

namespace FanNews.Comments;

/// <summary>A submission without fault on its way into the store. What takes no store to know of it is worked out before it waits for its turn.</summary>
internal sealed record Posting
{
    /// <summary>Works it out.</summary>
    /// <param name="article">Number of the story.</param>
    /// <param name="submission">How it came.</param>
    /// <param name="clean">What was typed.</param>
    /// <param name="site">The newsroom's choices.</param>
    /// <param name="limits">Whether floods and repetitions count; not in load tests.</param>
    public Posting(long article, Submission submission, CleanSubmission clean, Site site, bool limits)
    {
        (Article, Submission, Clean, Site, Limits) = (article, submission, clean, site, limits);
        Wording = new(clean.Text, clean.Name, clean.Website);
        Likeness = Screening.Likeness.Of(clean.Text);
        Fingerprint = FingerprintOf(article, clean);
        StaffAddress = clean.Email.ToUpperInvariant();
        hosts = [.. GatherFacts.Hosts(Wording)];
    }

    private readonly List<string> hosts;
    private List<string>? values;

    /// <summary>Number of the story.</summary>
    public long Article { get; }

    /// <summary>How it came.</summary>
    public Submission Submission { get; }

    /// <summary>What was typed.</summary>
    public CleanSubmission Clean { get; }

    /// <summary>The newsroom's choices.</summary>
    public Site Site { get; }

    /// <summary>Whether floods and repetitions count.</summary>
    public bool Limits { get; }

    /// <summary>What is judged.</summary>
    public Wording Wording { get; }

    /// <summary>A number that is nearly the same for nearly the same text.</summary>
    public long? Likeness { get; }

    /// <summary>One value for the same text by the same sender under the same story.</summary>
    public string Fingerprint { get; }

    /// <summary>The address as accounts are found by it.</summary>
    public string StaffAddress { get; }

    /// <summary>The network's hash of the day; null while it is not known.</summary>
    public string? Sender { get; set; }

    /// <summary>What its sender may be banned by; ask once <see cref="Sender"/> is known.</summary>
    public List<string> BanValues => values ??= KeepBans.Values(Clean.Email, hosts, Sender);

    /// <summary>The network's hash under a key.</summary>
    public void Hash(byte[] key) => Sender = Submission.Network is { } network ? Senders.Hash(key, network) : null;

    /// <summary>One value for the same text by the same sender under the same story. White space and case do not make another comment of the same words.</summary>
    public static string FingerprintOf(long article, CleanSubmission clean)
    {
        var words = string.Join(' ', clean.Text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).ToLowerInvariant();
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{article}\n{clean.Email}\n{words}")));
    }
}
