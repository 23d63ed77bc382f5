using System.CommandLine;
using FanNews.Web.Verbs;

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
    Migrate.Verb(),
    Check.Verb(),
};
Serve.MakeDefault(fannews);
return await CommandLine.Run(fannews, args);
