using System.Globalization;
using FanNews.Settings;
using FanNews.Storage;
using Microsoft.EntityFrameworkCore;

namespace FanNews.Interchange.WordPress;

/// <summary>
/// Brings WordPress exports into the newsroom. The files are read twice: first to the end, so that a damaged one changes nothing,
/// then to store. It can be stopped and run again at any moment; what is there is left as it is.
/// </summary>
public sealed class WordPressImport(NewsroomStore store, Site site, TimeProvider clock, ImportOptions options)
{
    private static readonly Actor By = Actor.Command("import wordpress");

    /// <summary>Imports the files of one site.</summary>
    /// <exception cref="WxrException">A file is no export or is damaged; nothing was stored.</exception>
    /// <exception cref="IOException">A file cannot be read; nothing was stored, or what was is kept by the next run.</exception>
    /// <exception cref="StoreTrouble">The store cannot be used.</exception>
    public async Task<ImportSummary> Run(IReadOnlyList<string> files, Action<ImportProgress> progress, CancellationToken ct)
    {
        progress(new("Checking", 0, 0));
        // SQLite has one writer at a time, and whoever comments meanwhile would wait until our code is compiled.
        if (!store.Options.IsPostgres && !options.DryRun) await Rehearsal.Once(ct);
        return await Import(files, progress, ct);
    }

    internal async Task<ImportSummary> Import(IReadOnlyList<string> files, Action<ImportProgress> progress, CancellationToken ct)
    {
        List<(string File, int Odd, int Controls)> repaired = [];
        var survey = Survey.Of(files, (file, reader) => repaired.Add((file, reader.OddBytes, reader.ControlCharacters)), ct);
        var old = new OldSite(survey.Site, survey.Uploads);
        var summary = new ImportSummary { DryRun = options.DryRun, Site = old.Name };
        var report = new ImportReport(summary, options.Report);
        ReportSurvey(survey, repaired, report);

        if (!options.DryRun) await Prepare(survey, ct);
        var names = await ImportedNames.Store(store, survey, options, summary, By, ct);
        await new PictureImport(store, options, report, By).Store(survey.Uploads, (done, total) => progress(new("Pictures", done, total)), ct);
        await new FileImport(store, options, report, By).Store(survey.Uploads, (done, total) => progress(new("Files", done, total)), ct);

        var reading = new ItemReading(survey, names, new StoryText(old, survey.Uploads, survey.Reusable), site, old.Name, clock.Now());
        var writing = new ItemWriting(store, survey, report, old.Name, options.DryRun, By);
        var known = await writing.Known(ct);
        var done = 0;
        foreach (var file in files)
        {
            foreach (var item in WxrReader.Read(file).OfType<WxrItem>().Where(Survey.IsArticle))
            {
                ct.ThrowIfCancellationRequested();
                // Removed, so that a second item of the same number is looked at for what it is.
                if (known.Remove(item.Id)) await writing.AddKnown(item, reading.Comments(item, (_, _) => { }), ct);
                else await writing.Add(reading.Read(item, file), ct);
                progress(new("Articles", ++done, survey.Articles));
            }
        }
        await writing.Flush(ct);
        summary.LongestLockMilliseconds = (int)writing.LongestLock.TotalMilliseconds;
        return summary;
    }

    private static void ReportSurvey(Survey survey, List<(string File, int Odd, int Controls)> repaired, ImportReport report)
    {
        foreach (var (file, odd, controls) in repaired)
        {
            if (odd > 0) report.Add("byte that was not UTF-8, read as Windows-1252", file, 0, "file", null, odd);
            if (controls > 0) report.Add("control character left out", file, 0, "file", null, controls);
        }
        foreach (var (file, line, subject, what) in survey.Others) report.Add(what, file, line, subject);
        foreach (var (file, item) in survey.Refused) report.Add("attachment of a kind or address that is not accepted", file, item.Line, $"attachment {item.Id}", item.AttachmentUrl);
    }

    // The name of the paper where nobody gave one, and room for the comments' old numbers.
    private Task Prepare(Survey survey, CancellationToken ct) => store.Change(By, async change =>
    {
        var language = IsLanguage(survey.Site.Language) ? survey.Site.Language : "";
        foreach (var (key, value) in new[] { ("Site:Name", HtmlToMarkdown.PlainText(survey.Site.Title).Trim()), ("Site:Language", language) })
        {
            if (value.Length == 0 || await change.Db.Settings.AnyAsync(setting => setting.Key == key, ct)) continue;
            change.Db.Settings.Add(new Setting { Key = key, Value = value });
            change.Record("set", "setting:" + key);
        }
        await CommentNumbers.Reserve(change.Db, survey.LargestComment, ct);
    }, ct);

    private static bool IsLanguage(string tag)
    {
        try
        {
            return tag.Length > 0 && CultureInfo.GetCultureInfo(tag, predefinedOnly: true).Name.Length > 0;
        }
        catch (CultureNotFoundException)
        {
            return false;
        }
    }
}
