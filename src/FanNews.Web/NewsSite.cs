using System.Text.Encodings.Web;
using System.Text.Unicode;
using FanNews.Articles;
using FanNews.Comments;
using FanNews.People;
using FanNews.Readers;
using FanNews.Settings;
using FanNews.Storage;
using FanNews.Web.Admin;
using FanNews.Web.Api;
using FanNews.Web.Demo;
using FanNews.Web.Feeds;
using FanNews.Web.Files;
using FanNews.Web.PageCache;
using FanNews.Web.Pages;
using FanNews.Web.Verbs;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.WebEncoders;
using Serilog;
using Serilog.Events;

namespace FanNews.Web;

/// <summary>Puts the site together: what it is made of, and the way of a request through it.</summary>
public static class NewsSite
{
    /// <summary>Builds the site from the command line's options, the environment and the defaults.</summary>
    /// <param name="args">The options, such as <c>--urls</c>.</param>
    /// <param name="adjust">Has the last word on what the site is made of.</param>
    public static WebApplication Build(string[] args, Action<WebApplicationBuilder>? adjust = null)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            Args = args,
            ContentRootPath = AppContext.BaseDirectory,
            // Pages and assets are looked up by this name, also where another program hosts the site.
            ApplicationName = typeof(NewsSite).Assembly.GetName().Name,
        });
        // wwwroot stands at the top of the checkout; without this only Development would find it there.
        builder.WebHost.UseStaticWebAssets();
        if (string.IsNullOrEmpty(builder.Configuration["urls"]) && string.IsNullOrEmpty(builder.Configuration["http_ports"]))
            builder.WebHost.UseUrls(Serve.DefaultAddress);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            // Room for ten thousand letters of any script in the search field: each takes up to nine in an address.
            kestrel.Limits.MaxRequestLineSize = 96 * 1024;
        });
        // Under systemd: started counts from when readers are let in. Elsewhere it does nothing.
        builder.Services.AddSystemd();
        AddLogs(builder);
        AddNewsroom(builder.Services);
        builder.Services.AddRazorPages(pages => pages.Conventions.AddReaderRoutes())
            .AddMvcOptions(mvc => mvc.Filters.Add<OnlyHandledMethods>());
        builder.Services.AddResponseCompression(packing => packing.EnableForHttps = true).AddSingleton<IResponseCompressionProvider, Packing>();
        builder.Services.AddDesk(builder.Configuration);
        adjust?.Invoke(builder);

        var app = builder.Build();
        app.UseTrustedProxies(app.Configuration);
        app.UseMiddleware<SecurityHeaders>();
        app.UseMiddleware<Trouble>();
        Packing.For(app);
        app.UseForms();
        app.UseAbsence();
        app.UseWordPressForm();
        app.UseOldFeeds();
        app.UseSignInAgain();
        app.UseRouting();
        app.UseMiddleware<MakeKept>();
        app.UseDesk();
        app.MapStaticAssets();
        app.MapHealth();
        app.MapFeeds();
        app.MapSuggestions();
        app.MapSiteMaps();
        app.MapOEmbed();
        app.MapMedia();
        app.MapPreviewFiles();
        app.MapDeskPictures();
        app.MapDeskAnswers();
        app.MapPresence();
        app.MapTheme();
        app.MapManifest();
        app.MapRobots();
        app.MapRazorPages().WithStaticAssets();
        return app;
    }

    /// <summary>Readies the store and lets readers in.</summary>
    /// <param name="app">The site.</param>
    /// <param name="demo">Whether to fill an empty newsroom with the demo paper outside Development too.</param>
    /// <param name="ct">Ends the wait.</param>
    /// <returns>The addresses at which the site answers.</returns>
    /// <exception cref="StoreTrouble">The store or a setting cannot be used.</exception>
    /// <exception cref="IOException">An address is taken.</exception>
    public static async Task<IReadOnlyList<string>> Open(WebApplication app, bool demo = false, CancellationToken ct = default)
    {
        var store = app.Services.GetRequiredService<NewsroomStore>();
        using (var progress = new Progress())
            await store.Migrate((done, total) => progress.Show("Search index", done, total), ct);
        // A setting that cannot be used is said now, not on every page.
        await store.Read(db => Site.Read(db, app.Configuration, ct), ct);
        app.Services.GetRequiredService<MailSettings>().Check();
        app.Services.GetRequiredService<SecondFactorRule>().Check();
        if (!bool.TryParse(app.Configuration["FanNews:Limits:Enabled"] ?? bool.TrueString, out _))
            throw new StoreTrouble("The setting Limits:Enabled is true or false.");
        if (!bool.TryParse(app.Configuration["FanNews:Media:Thumbnails"] ?? bool.TrueString, out _))
            throw new StoreTrouble("The setting Media:Thumbnails is true or false.");
        KeptPages.Limit(app.Configuration);
        FileLimit.Bytes(app.Configuration);
        if ((demo || app.Environment.IsDevelopment()) && !await DemoNewsroom.Fill(store, ct) && demo)
            Console.WriteLine("The newsroom is not empty: --demo left it alone.");
        await app.StartAsync(ct);
        IReadOnlyList<string> addresses = [.. app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses ?? []];
        if (string.IsNullOrWhiteSpace(app.Configuration["FanNews:Site:Url"]) && addresses.Count > 0)
            app.Configuration["FanNews:Site:Url"] = addresses[0];
        return addresses;
    }

    private static void AddLogs(WebApplicationBuilder builder) => builder.Services.AddSerilog(log => log
        .MinimumLevel.Information()
        .MinimumLevel.Override("Microsoft", LogEventLevel.Warning)
        // It would make an activity and a scope for every request, which nothing here reads (docs/performance.md).
        .MinimumLevel.Override("Microsoft.AspNetCore.Hosting.Diagnostics", LevelAlias.Off)
        .MinimumLevel.Override("Microsoft.EntityFrameworkCore.Database.Command", LogEventLevel.Fatal)
        // Keys stand unencrypted in the store by choice: whoever reads the store needs no key any more.
        .MinimumLevel.Override("Microsoft.AspNetCore.DataProtection", LogEventLevel.Error)
        // In a build folder there is no wwwroot: the assets come from the checkout.
        .MinimumLevel.Override("Microsoft.AspNetCore.StaticFiles", LogEventLevel.Error)
        // Serve says in a sentence why the site cannot start; a stop, or a reader who left, is no trouble.
        .Filter.ByExcluding(line => line.MessageTemplate.Text == "Hosting failed to start" || line.Exception is OperationCanceledException)
        .WriteTo.Console(standardErrorFromLevel: LogEventLevel.Verbose, formatProvider: System.Globalization.CultureInfo.InvariantCulture));

    private static void AddNewsroom(IServiceCollection services)
    {
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton(provider => new NewsroomStore(
            CommandLine.StoreOptions(provider.GetRequiredService<IConfiguration>()), provider.GetRequiredService<TimeProvider>()));
        services.AddScoped(provider => provider.GetRequiredService<NewsroomStore>().Open());
        services.AddSingleton<PresentSurroundings>().AddSingleton<KnownSlugs>().AddScoped<Reading>();
        services.AddScoped<PageHead>();
        services.AddFeeds();
        // Letters of every script stand in a page as themselves; what has a meaning in HTML is escaped all the same.
        services.Configure<WebEncoderOptions>(encoding => encoding.TextEncoderSettings = new TextEncoderSettings(UnicodeRanges.All));
        services.AddSingleton<StoryViews>().AddHostedService<ViewRounds>();
        services.AddSingleton<KeptPages>().AddTransient<IStartupFilter, ServeKeptFirst>();
        services.AddSingleton<Seal>().AddSingleton<SharePreview>();
        services.AddSingleton<ReplyLinks>();
        services.AddSingleton<PresentModels>().AddSingleton<LeaveReply>().AddSingleton<ReplyTargets>();
        services.AddSingleton<BanSender>().AddSingleton<MendComment>();
        services.AddSingleton<TeachModel>().AddHostedService<LearnFromDecisions>();
        services.AddSingleton<EditReply>().AddSingleton<TakeReport>();
        services.AddHostedService<NightlyKeys>();
        services.AddHostedService<OnwardRounds>();
        services.AddMail();
        services.AddDataProtection().SetApplicationName("FanNews").PersistKeysToDbContext<NewsroomDb>();
    }
}
