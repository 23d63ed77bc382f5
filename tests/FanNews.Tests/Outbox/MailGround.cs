using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using FanNews.Outbox;
using MimeKit;

namespace FanNews.Tests.Outbox;

/// <summary>
/// A real mail server (aiosmtpd) in a process of its own. It refuses <c>nobody@</c> for good and <c>later@</c> for now, and takes the rest.
/// </summary>
public sealed class MailGround : IAsyncDisposable
{
    private readonly string folder;
    private readonly Process process;

    private MailGround(string folder, Process process) => (this.folder, this.process) = (folder, process);

    /// <summary>The Python that has aiosmtpd; null when there is none.</summary>
    public static string? Python { get; } = new[] { "/usr/bin/python3", Needs.Program("python3") }.OfType<string>().FirstOrDefault(HasServer);

    /// <summary>Why there is no mail server here; null when there is.</summary>
    public static string? Missing { get; } = Python is null ? "aiosmtpd is not installed (apt: python3-aiosmtpd)" : null;

    /// <summary>Where it listens.</summary>
    public int Port { get; private set; }

    /// <summary>Starts one.</summary>
    /// <param name="login">User and password that must log in, with a colon between; null for no log-in.</param>
    /// <param name="certificate">Whether it has a certificate (which nobody trusts) and offers STARTTLS.</param>
    /// <param name="tls">Whether it speaks TLS from the start.</param>
    public static async Task<MailGround> Start(string? login = null, bool certificate = false, bool tls = false)
    {
        var folder = Directory.CreateTempSubdirectory("fannews-mail-").FullName;
        var arguments = new List<string> { Path.Combine(AppContext.BaseDirectory, "Outbox", "Fixtures", "smtp.py"), folder };
        if (login is not null)
            arguments.AddRange(["--login", login]);
        if (certificate || tls)
            arguments.AddRange(["--certificate", await MakeCertificate(folder)]);
        if (tls)
            arguments.Add("--tls");
        var process = Process.Start(new ProcessStartInfo(Python ?? throw new InvalidOperationException(Missing), arguments) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        var ground = new MailGround(folder, process);
        ground.Port = int.Parse(await ground.Line(), CultureInfo.InvariantCulture);
        return ground;
    }

    /// <summary>The server as the newsroom knows it.</summary>
    public MailServer Server(MailSecurity security = MailSecurity.Auto, string? user = null, string? password = null) =>
        new("127.0.0.1", Port, security, user, password, "The Ferryman <desk@ferryman.example>");

    /// <summary>What a site is told of it.</summary>
    public (string Key, string Value)[] Settings =>
        [("Smtp:Host", "127.0.0.1"), ("Smtp:Port", Port.ToString(CultureInfo.InvariantCulture)), ("Smtp:From", "The Ferryman <desk@ferryman.example>")];

    /// <summary>Waits for the next mail that it takes.</summary>
    public async Task<MimeMessage> Next() => await MimeMessage.LoadAsync(await Line());

    /// <summary>How many mails it took.</summary>
    public int Taken => Directory.GetFiles(folder, "*.eml").Length;

    public async ValueTask DisposeAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private async Task<string> Line() =>
        await process.StandardOutput.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(30)) ?? throw new InvalidOperationException("The mail server ended.");

    private static async Task<string> MakeCertificate(string folder)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=mail.test", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        using var made = request.CreateSelfSigned(TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(30));
        var path = Path.Combine(folder, "certificate.pem");
        await File.WriteAllTextAsync(path, made.ExportCertificatePem() + "\n" + key.ExportPkcs8PrivateKeyPem());
        return path;
    }

    private static bool HasServer(string python)
    {
        if (!File.Exists(python))
            return false;
        using var process = Process.Start(new ProcessStartInfo(python, ["-c", "import aiosmtpd.smtp"]) { RedirectStandardError = true })!;
        process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}

/// <summary>A test that needs a mail server on the machine.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class MailFactAttribute : FactAttribute
{
    public MailFactAttribute() => Skip = Needs.SkipFor(MailGround.Missing);
}

/// <summary>A theory that needs a mail server on the machine.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class MailTheoryAttribute : TheoryAttribute
{
    public MailTheoryAttribute() => Skip = Needs.SkipFor(MailGround.Missing);
}
