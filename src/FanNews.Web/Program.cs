using System.CommandLine;
using FanNews.Media;
using FanNews.Web.Verbs;

// Before anything else: the site starts itself so for every few pictures.
if (args is [PictureWorker.Verb])
    return PictureWorker.Run(Console.OpenStandardInput(), Console.OpenStandardOutput());

// fannews VERB …; without a verb the site runs. A verb is a file in Verbs/.
var fannews = new RootCommand("FanNews: the news site that a newsroom runs as one program.")
{
    Serve.Verb(),
    Search.Verb(),
    Related.Verb(),
    Render.Verb(),
    Import.Verb(),
    Generate.Verb(),
    User.Verb(),
    Backup.Verb(),
    Restore.Verb(),
    Verify.Verb(),
    Moderation.Verb(),
    FanNews.Web.Verbs.Media.Verb(),
    Migrate.Verb(),
    Check.Verb(),
};
Serve.MakeDefault(fannews);
return await CommandLine.Run(fannews, args);
