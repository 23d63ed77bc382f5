using System.CommandLine;
using System.Globalization;
using FanNews.Interchange.WordPress;
using FanNews.Settings;
using FanNews.Storage;
using Microsoft.EntityFrameworkCore;

namespace FanNews.Web.Verbs;

/// <summary><c>fannews import wordpress FILE…</c>: imports the exports of one WordPress site.</summary>
public static class ImportWordPress
{
    /// <summary>The verb.</summary>
    public static Command Verb()
    {
        var files = new Argument<string[]>("FILE") { Description = "Export files of one site (Tools, Export; WXR 1.0 to 1.2).", Arity = ArgumentArity.OneOrMore };
        var media = new Option<string?>("--media") { Description = "A copy of wp-content/uploads, from which pictures are taken.", HelpName = "DIR" };
        var sources = new Option<string[]>("--source-category") { Description = "Slug of a category that names the source of a report and no section; may be given again.", HelpName = "SLUG" };
        var dry = new Option<bool>("--dry-run") { Description = "Read, convert and count everything; store nothing." };
        var report = new Option<string?>("--report") { Description = "Write a line of JSON for each thing that is not carried or is changed.", HelpName = "FILE" };
        var json = CommandLine.JsonOption();
        files.Validators.Add(CommandLine.RefuseOptions);
        var verb = new Command("wordpress", "Imports the exports of one WordPress site. It can be stopped and run again.") { files, media, sources, dry, report, json };
        verb.SetAction((parsed, ct) => Run(
            parsed.GetRequiredValue(files), parsed.GetValue(report), parsed.GetValue(json),
            new ImportOptions { Media = parsed.GetValue(media), SourceCategories = parsed.GetValue(sources) ?? [], DryRun = parsed.GetValue(dry) }, ct));
        return verb;
    }

    private static async Task<int> Run(string[] files, string? report, bool json, ImportOptions options, CancellationToken ct)
    {
        if (Array.Find(files, file => !File.Exists(file)) is { } missing) return CommandLine.Fail($"There is no file {missing}.");
        if (options.Media is not null && !Directory.Exists(options.Media)) return CommandLine.Fail($"There is no folder {options.Media}.");
        if (report is not null && Array.Exists(files, file => Path.GetFullPath(file) == Path.GetFullPath(report)))
            return CommandLine.Fail("The report would be written over an export; give it another name.");
        try
        {
            using var store = await CommandLine.OpenStore(ct);
            var site = await store.Read(db => Site.Read(db, CommandLine.Configuration(), ct), ct);
            await using var lines = report is null ? null : new StreamWriter(report);
            using var progress = new Progress();
            var import = new WordPressImport(store, site, TimeProvider.System, options with { Report = lines });
            var summary = await import.Run(files, step => progress.Show(step.Phase, step.Done, step.Total), ct);
            progress.Dispose();
            if (json) CommandLine.PrintJson(summary);
            else Print(summary);
            return 0;
        }
        catch (DbUpdateException conflict) when (NewsroomStore.IsUniqueViolation(conflict))
        {
            return CommandLine.Fail("Another import into this newsroom is at work. Run this one again when it has ended; what is there is not doubled.");
        }
        catch (WxrException refused)
        {
            return CommandLine.Fail(refused.WithPlace);
        }
        catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException)
        {
            return CommandLine.Fail($"The import stopped: {trouble.Message} Run it again to go on.");
        }
        catch (OperationCanceledException)
        {
            return CommandLine.Fail("Stopped before the end. What was imported stays; run it again to go on.");
        }
    }

    private static void Print(ImportSummary summary)
    {
        Console.WriteLine(summary.DryRun ? $"From {summary.Site} would come (nothing was stored):" : $"From {summary.Site} came:");
        Line("stories", summary.Stories);
        Line("pages", summary.Pages);
        Line("of these drafts", summary.Drafts);
        Line("already here", summary.AlreadyHere);
        Line("sections", summary.Sections);
        Line("sources", summary.Sources);
        Line("tags", summary.Tags);
        Line("authors", summary.Authors);
        Line("pictures", summary.Pictures);
        Line("pictures with their file", summary.PictureFiles);
        Line("sound, video and documents", summary.Files);
        Line("comments, public", summary.CommentsApproved);
        Line("comments, waiting", summary.CommentsPending);
        Line("redirects", summary.Redirects);
        if (summary.NotCarried.Count == 0) return;
        Console.WriteLine("Not carried, or changed:");
        foreach (var (what, count) in summary.NotCarried) Line(what, count);
    }

    private static void Line(string what, int count)
    {
        if (count > 0) Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {count,7}  {what}"));
    }
}
