using FanNews.Outbox;
using FanNews.Settings;
using FanNews.Storage;
using FanNews.Tests.Storage;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;

namespace FanNews.Tests.Settings;

public sealed class MailSettingsTests
{
    private const string Secret = "pass phrase of the post";

    [Theory, EveryEngine]
    public async Task What_is_saved_holds_and_the_password_stands_nowhere_in_the_open(Engine engine)
    {
        using var newsroom = await TestStore.Create(engine);
        var settings = Of(newsroom);
        Assert.Null(await settings.Server());
        Assert.Empty(await Save(settings, Secret, ("Smtp:Host", " smtp.example.org "), ("Smtp:Port", "2525"), ("Smtp:Security", "STARTTLS"), ("Smtp:User", "desk"), ("Smtp:From", "The Ferryman <desk@example.org>")));
        Assert.Equal(new MailServer("smtp.example.org", 2525, MailSecurity.StartTls, "desk", Secret, "The Ferryman <desk@example.org>"), await settings.Server());
        Assert.True((await settings.Read()).HasPassword);
        var stored = await newsroom.Store.Read(async db => string.Join('\n', [.. await db.Settings.Select(s => s.Value).ToListAsync(), .. await db.AuditLines.Select(l => l.Subject + " " + l.Detail).ToListAsync()]));
        Assert.DoesNotContain(Secret, stored, StringComparison.Ordinal);
        Assert.Contains("setting:Smtp:Password \n", stored + "\n", StringComparison.Ordinal);
        Assert.Contains("setting:Smtp:Host \"\" to \"smtp.example.org\"", stored, StringComparison.Ordinal);
        Assert.DoesNotContain("to \"desk\"", stored, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(MailSecurity.Auto, 587)]
    [InlineData(MailSecurity.StartTls, 587)]
    [InlineData(MailSecurity.Tls, 465)]
    [InlineData(MailSecurity.None, 25)]
    public async Task The_usual_port_goes_with_the_security(MailSecurity security, int port)
    {
        using var newsroom = await TestStore.Create(Engine.Sqlite);
        var settings = Of(newsroom, ("Site:Url", "https://ferryman.example"), ("Site:Name", "The Ferryman, \"daily\""));
        Assert.Empty(await Save(settings, null, ("Smtp:Host", "smtp.example.org"), ("Smtp:Security", $"{security}")));
        var server = (await settings.Server())!;
        Assert.Equal((port, security), (server.Port, server.Security));
        var from = MimeKit.MailboxAddress.Parse(server.From);
        Assert.Equal(("The Ferryman, \"daily\"", "no-reply@ferryman.example"), (from.Name, from.Address));
    }

    [Theory]
    [InlineData("Smtp:Host", "smtp.example.org:587")]
    [InlineData("Smtp:Host", "smtp example")]
    [InlineData("Smtp:Host", "https://smtp.example.org")]
    [InlineData("Smtp:Port", "0")]
    [InlineData("Smtp:Port", "65536")]
    [InlineData("Smtp:Port", "+25")]
    [InlineData("Smtp:Security", "")]
    [InlineData("Smtp:Security", "2")]
    [InlineData("Smtp:User", "desk\nadmin")]
    [InlineData("Smtp:From", "desk")]
    [InlineData("Smtp:From", "desk@example.org\r\nBcc: eve@example.net")]
    [InlineData("Smtp:From", "@")]
    public async Task What_cannot_be_is_refused_and_nothing_is_stored(string key, string value)
    {
        using var newsroom = await TestStore.Create(Engine.Sqlite);
        Assert.Equal(key, Assert.Single(await Save(Of(newsroom), null, ("Smtp:Host", "smtp.example.org"), (key, value))).Field);
        Assert.Empty(await newsroom.Store.Read(db => db.Settings.ToListAsync()));
        if (value.Length > 0)
            Assert.Contains(key, Assert.Throws<StoreTrouble>(() => Of(newsroom, (key, value)).Check()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_kept_password_is_never_led_to_another_server_or_user()
    {
        using var newsroom = await TestStore.Create(Engine.Sqlite);
        var settings = Of(newsroom);
        Assert.Equal(new("Smtp:User", "Enter the user whose password this is"), Assert.Single(await Save(settings, Secret, ("Smtp:Host", "smtp.example.org"))));
        Assert.Equal(new("Smtp:Password", "Enter the password of this user"), Assert.Single(await Save(settings, "", ("Smtp:Host", "smtp.example.org"), ("Smtp:User", "desk"))));
        Assert.Empty(await Save(settings, Secret, ("Smtp:Host", "smtp.example.org"), ("Smtp:User", "desk")));
        foreach (var (key, value) in new[] { ("Smtp:Host", "smtp.example.net"), ("Smtp:Port", "2525"), ("Smtp:User", "eve") })
            Assert.StartsWith("Enter the password again", Assert.Single(await Save(settings, null, (key, value))).Sentence, StringComparison.Ordinal);
        Assert.Empty(await Save(settings, null, ("Smtp:From", "desk@example.org")));
        Assert.Equal(Secret, (await settings.Server())!.Password);
        Assert.Empty(await Save(settings, null, ("Smtp:User", "")));
        Assert.False((await settings.Read()).HasPassword);
        Assert.Empty(await newsroom.Store.Read(db => db.Settings.Where(s => s.Key == "Smtp:Password").ToListAsync()));
    }

    [Fact]
    public async Task What_is_set_from_outside_wins_and_brings_its_own_log_in()
    {
        using var newsroom = await TestStore.Create(Engine.Sqlite);
        Assert.Empty(await Save(Of(newsroom), Secret, ("Smtp:Host", "smtp.example.org"), ("Smtp:User", "desk"), ("Smtp:From", "desk@example.org")));
        var settings = Of(newsroom, ("Smtp:Host", "mail.example.com"), ("Smtp:Port", "2525"));
        Assert.Equal(new MailServer("mail.example.com", 2525, MailSecurity.Auto, null, null, "desk@example.org"), await settings.Server());
        Assert.Equal("Smtp:Host Smtp:Port Smtp:User Smtp:Password", string.Join(' ', MailSettings.Shown.Take(2).Append("Smtp:User").Append("Smtp:Password").Append("Smtp:From").Where(settings.IsLocked)));
        Assert.Empty(await Save(settings, "a new password", ("Smtp:Host", "smtp.example.net"), ("Smtp:User", "eve"), ("Smtp:Security", "none")));
        Assert.Equal(new MailServer("smtp.example.org", 25, MailSecurity.None, "desk", Secret, "desk@example.org"), await Of(newsroom).Server());
        // A password from outside goes with a server from outside only: nobody at the desk can lead it to theirs.
        Assert.Equal(Secret, (await Of(newsroom, ("Smtp:Password", "of the machine")).Server())!.Password);
        Assert.Equal("of the machine", (await Of(newsroom, ("Smtp:Host", "mail.example.com"), ("Smtp:User", "m"), ("Smtp:Password", "of the machine")).Server())!.Password);
    }

    [Fact]
    public async Task A_password_whose_keys_are_gone_is_as_good_as_none()
    {
        using var newsroom = await TestStore.Create(Engine.Sqlite);
        Assert.Empty(await Save(Of(newsroom), Secret, ("Smtp:Host", "smtp.example.org"), ("Smtp:User", "desk")));
        var other = new MailSettings(newsroom.Store, new ConfigurationBuilder().Build(), new EphemeralDataProtectionProvider());
        Assert.Equal(("desk", null), ((await other.Server())!.User, (await other.Server())!.Password));
    }

    private static readonly EphemeralDataProtectionProvider Keys = new();

    private static MailSettings Of(TestStore newsroom, params (string Key, string Value)[] outside) => new(
        newsroom.Store, new ConfigurationBuilder().AddInMemoryCollection(outside.Select(o => KeyValuePair.Create("FanNews:" + o.Key, (string?)o.Value))).Build(), Keys);

    private static Task<IReadOnlyList<FanNews.Refusal>> Save(MailSettings settings, string? password, params (string Key, string Value)[] typed)
    {
        var values = new Dictionary<string, string>();
        foreach (var (key, value) in typed)
            values[key] = value;
        return settings.Save(values, password, Actor.Program);
    }
}
