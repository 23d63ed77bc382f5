using System.Net;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using FanNews.Articles;
using FanNews.Outbox;
using FanNews.Readers;
using FanNews.Tests.Storage;
using FanNews.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace FanNews.Tests.Readers;

/// <summary>A site whose outbox goes out when the test says so, into a list.</summary>
internal static partial class ReaderGround
{
    private static readonly HtmlParser Html = new();

    /// <summary>Starts a site that can send mail, and whose flood limits are off.</summary>
    public static Task<TestSite> Start(Engine engine, params (string Key, string Value)[] settings) => TestSite.Start(
        engine,
        services =>
        {
            foreach (var rounds in services.Where(s => s.ServiceType == typeof(IHostedService) && (s.ImplementationType == typeof(OutboxRounds) || s.ImplementationType == typeof(DigestRounds))).ToList())
                services.Remove(rounds);
        },
        [("Smtp:Host", "127.0.0.1"), ("Smtp:From", "desk@ferryman.example"), ("Limits:Enabled", "false"), .. settings]);

    /// <summary>Sends out all that is due.</summary>
    public static async Task<List<Mail>> Mails(this TestSite site)
    {
        var mails = new List<Mail>();
        Task<Delivery> Keep(OutboxRow row, CancellationToken ct)
        {
            mails.Add(Mail.Read(row));
            return Task.FromResult<Delivery>(new Delivery.Done());
        }

        var (follows, reasons, data) = (site.Services.GetRequiredService<Follows>(), site.Services.GetRequiredService<StateReasons>(), site.Services.GetRequiredService<OwnData>());
        await new EmptyOutbox(site.Store, site.Clock, new Dictionary<string, Deliver>
        {
            [Mail.Kind] = Keep,
            [Follows.AskKind] = follows.DeliverAsk,
            [Follows.TellKind] = follows.DeliverNews,
            [StateReasons.Kind] = reasons.Deliver,
            [OwnData.Kind] = data.Deliver,
        }).Run();
        return mails;
    }

    /// <summary>The path and query of the only link of this site in a mail that goes to an address of readers.</summary>
    public static string Link(this Mail mail) => Address().Match(mail.Text).Groups[1].Value;

    /// <summary>Posts a form, as a browser does from a page of the site.</summary>
    public static async Task<HttpResponseMessage> Send(this TestSite site, string action, params (string Name, string Value)[] fields)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, action) { Content = new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Name, f.Value))) };
        request.Headers.Add("Sec-Fetch-Site", "same-origin");
        return await site.Client.SendAsync(request);
    }

    /// <summary>Leaves a reply.</summary>
    public static Task<HttpResponseMessage> Reply(this TestSite site, Article story, string text, string name = "Ada Quill", string email = "ada@example.org", long? parent = null, string? notify = null, bool save = false) =>
        site.Send(story.Permalink!, [
            ("comment", text), ("author", name), ("email", email), ("url", ""), ("parent", parent?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? ""),
            ("notify", notify ?? ""), .. save ? [("save", "yes")] : ((string, string)[])[]]);

    /// <summary>Reads a page that must answer as expected.</summary>
    public static async Task<IDocument> Page(this TestSite site, string path, HttpStatusCode status = HttpStatusCode.OK)
    {
        using var answer = await site.Client.GetAsync(path);
        return await answer.Page(status);
    }

    /// <summary>Reads an answer that must have a status.</summary>
    public static async Task<IDocument> Page(this HttpResponseMessage answer, HttpStatusCode status = HttpStatusCode.OK)
    {
        var html = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == status, $"{answer.RequestMessage?.RequestUri}: {(int)answer.StatusCode}\n{html}");
        return await Html.ParseDocumentAsync(html);
    }

    [GeneratedRegex(@"http://[^/\s]+(/reply/\S+)")]
    private static partial Regex Address();
}
