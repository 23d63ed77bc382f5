using FanNews.Articles;
using FanNews.Comments;
using FanNews.Storage;

namespace FanNews.Web.Demo;

/// <summary>What the readers of the demo paper have to say.</summary>
internal sealed class DemoComments(Change change)
{
    // Story, name, minutes after publication, text; a name in Answers is whom it answers in the same story.
    private static readonly (string Story, string Name, double Minutes, string? Answers, string Text)[] All =
    [
        ("bridge", "Margit Soll", 4, null, "My grandmother bought a hat for the opening. It is now in the town museum, in the same room as the plans."),
        ("bridge", "Ines Halloran", 6, "Margit Soll", "May we photograph the hat?"),
        ("bridge", "Margit Soll", 9, "Ines Halloran", "You may, but it is behind the plans."),
        ("bridge", "P. Dunmore, Upper Wick", 12, null, "As a taxpayer I object to the porch. As a person who has stood on it, I withdraw the objection."),
        ("bridge", "A gull", 15, null, "108 metres is nothing."),
        ("clock", "E. Rook", 20, null, "I was misquoted. I said four twenty-five."),
        ("clock", "Nan Brill", 31, "E. Rook", "You were quoted at 4.26, Edwin. You are only right about it twice a day."),
        ("river", "Rowing Club (Hon. Sec.)", 120, null, "For the record we are unbeaten at home since 1911."),
        ("river", "Ottoline Farr", 300, null, "My client has asked me to say that it has read the piece and is moved, though not far."),
        ("cafe", "The Copper Urn", 90, null, "Thank you, I think. Your usual table is still wet."),
        ("bakers", "Rye Customer", 25, null, "I still have the chair. It is a good chair. I would have paid two pounds for the chair."),
    ];

    private const string Waiting = "I have taken the ferry every day for nineteen years and would like to say that the old carpets were perfectly good. Has anybody asked what is to become of them?";

    /// <summary>Puts them under their stories; one waits for a moderator.</summary>
    public async Task Add(Dictionary<string, Article> stories, long? ines, CancellationToken ct)
    {
        var said = new Dictionary<(string Story, string Name), Comment>();
        foreach (var (story, name, minutes, answers, text) in All)
        {
            var comment = New(stories[story], name, minutes, text, answers is null ? null : said[(story, answers)], name == "Ines Halloran" ? ines : null);
            comment.Decide(CommentStatus.Approved, comment.CreatedAt.AddMinutes(1), by: null);
            said[(story, name)] = comment;
            change.Db.Comments.Add(comment);
        }

        change.Db.Comments.Add(New(stories["bridge"], "Henrike Voss", 18, Waiting, parent: null, person: null));
        await change.Db.SaveChangesAsync(ct);
    }

    private static Comment New(Article story, string name, double minutes, string text, Comment? parent, long? person) => new()
    {
        ArticleId = story.Id,
        Parent = parent,
        Name = name,
        Email = Slug.From(name) + "@reader.example",
        Text = text,
        CreatedAt = story.PublishAt!.Value.AddMinutes(minutes),
        PersonId = person,
    };
}
