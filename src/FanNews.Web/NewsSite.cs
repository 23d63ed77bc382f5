using FanNews.Storage;
using FanNews.Web.Pages;
using FanNews.Web.Verbs;
using Microsoft.AspNetCore.DataProtection;
using Serilog;
using Serilog.Events;

namespace FanNews.Web;

/// <summary>Puts the site together: what it is made of, and the way of a request through it.</summary>
public static class NewsSite
{
    /// <summary>Builds the site from the command line's options, the environment and the defaults.</summary>
    public static WebApplication Build(string[] args)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
        // wwwroot stands at the top of the checkout; without this only Development would find it there.
        builder.WebHost.UseStaticWebAssets();
        if (string.IsNullOrEmpty(builder.Configuration["urls"]) && string.IsNullOrEmpty(builder.Configuration["http_ports"]))
            builder.WebHost.UseUrls(Serve.DefaultAddress);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        AddLogs(builder);
        AddNewsroom(builder.Services, builder.Configuration);
        builder.Services.AddRazorPages();

        var app = builder.Build();
        app.MapStaticAssets();
        app.MapRazorPages().WithStaticAssets();
        return app;
    }

    private static void AddLogs(WebApplicationBuilder builder) => builder.Services.AddSerilog(log => log
        .MinimumLevel.Information()
        .MinimumLevel.Override("Microsoft", LogEventLevel.Warning)
        .MinimumLevel.Override("Microsoft.EntityFrameworkCore.Database.Command", LogEventLevel.Fatal)
        .WriteTo.Console(standardErrorFromLevel: LogEventLevel.Verbose, formatProvider: System.Globalization.CultureInfo.InvariantCulture));

    private static void AddNewsroom(IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton(new NewsroomStore(CommandLine.StoreOptions(configuration), TimeProvider.System));
        services.AddScoped(provider => provider.GetRequiredService<NewsroomStore>().Open());
        services.AddScoped<Reading>();
        services.AddDataProtection().SetApplicationName("FanNews").PersistKeysToDbContext<NewsroomDb>();
    }
}
