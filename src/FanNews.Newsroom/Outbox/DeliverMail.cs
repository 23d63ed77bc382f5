using System.Globalization;
using System.Text.Json;
using FanNews.Settings;

namespace FanNews.Outbox;

/// <summary>Delivers the mails of the outbox through the server that the settings name.</summary>
public sealed class DeliverMail(MailSettings settings, TimeProvider clock)
{
    /// <summary>How long a conversation with the server may take.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    /// <summary>Delivers one.</summary>
    public async Task<Delivery> Deliver(OutboxRow row, CancellationToken ct)
    {
        if (Read(row) is not { } mail)
            return new Delivery.Never("The row holds no mail.");
        if (mail.Until < clock.Now())
            return new Delivery.Never("It could not be delivered before what it says was out of date." + (row.Trouble is null ? "" : " " + row.Trouble));
        if (await settings.Server(ct) is not { } server)
            return new Delivery.Later("No mail server is set.");
        using var limit = new CancellationTokenSource(Limit, clock);
        return await SendMail.Send(server, mail, Id(row), row.CreatedAt, limit.Token, ct) switch
        {
            null => new Delivery.Done(),
            { ForGood: true } trouble => new Delivery.Never(trouble.Whole),
            var trouble => new Delivery.Later(trouble.Whole),
        };
    }

    // The same for each try. A restored newsroom counts on from an older number: the time tells its rows apart.
    internal static string Id(OutboxRow row) => string.Create(CultureInfo.InvariantCulture, $"fannews.{row.Id}.{row.CreatedAt.ToUnixTimeMilliseconds()}");

    private static Mail? Read(OutboxRow row)
    {
        try
        {
            return Mail.Read(row);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
