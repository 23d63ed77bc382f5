namespace FanNews.Web.Demo;

/// <summary>Who writes the demo paper, and how it is divided.</summary>
internal static class DemoCast
{
    public const string Editor = "Marguerite Dace";
    public const string Moderator = "Nan Ostrow";
    public const string Drawn = "Ada Quill / The Ferryman";

    public static readonly (string Slug, string Name, string? Parent, string? About)[] Sections =
    [
        ("both-banks", "Both Banks", null, "What happens on the one, and what the other says about it."),
        ("orrinmouth", "Orrinmouth", "both-banks", "The west bank, which was here first."),
        ("saltby", "Saltby", "both-banks", "The east bank, which was here first."),
        ("upper-wick", "Upper Wick", "both-banks", "Up the hill, and out of the way of the river since 1911."),
        ("the-marshes", "The Marshes", "both-banks", "Land for some of the day."),
        ("harbour", "Harbour", null, "Ships, tides, and what was left on the quay."),
        ("business", "Business", null, "What things cost, and who thought of that."),
        ("opinion", "Opinion", null, "We asked for it."),
        ("leaders", "Leaders", "opinion", "What the paper thinks, when it has been made to."),
        ("columns", "Columns", "opinion", "What three people think, every week, in so many words."),
        ("letters", "Letters", "opinion", "What you think. Keep it short."),
        ("culture", "Culture", null, "Books, pictures, music and other reasons to be indoors."),
        ("books", "Books", "culture", "Read to the end by the person who signs."),
        ("food", "Food", "culture", "Tried on ourselves first."),
        ("lives", "Lives", "culture", "People of both banks, and some of their animals."),
        ("sport", "Sport", null, "Results, where there were any."),
        ("football", "Football", "sport", "The Orrin & District League, weather permitting."),
        ("water", "On the water", "sport", "Sailing, rowing, swimming and falling in."),
    ];

    public static readonly DemoAuthor[] Authors =
    [
        new("Ines Halloran", "Harbour correspondent", "She has covered the port since 2009 and has been aboard nearly all of it. She came for a fortnight, to write about the bridge.", "p4", "A drawn portrait in teal of a woman with long dark hair under a knitted cap"),
        new("Tom Okafor-Lund", "Business", "He writes about money, boats, and people who have put one into the other.", "p5", "A drawn portrait in ochre of a man with short curled hair and a loosened tie"),
        new("Dele Marsh", "Town halls", "He sits at the back of both councils and knows which has the better biscuits.", "p6", "A drawn portrait in plum of a bald man with a moustache and square glasses", Edits: true),
        new("Sunniva Brandt", "Country correspondent", "She walks to most of her stories, and has been late for two floods.", "p7", "A drawn portrait in moss green of a woman with two plaits and a broad hat"),
        new("Piet Varley", "Sport and the courts", "He reports what went in, what went over and who went down. The two grounds share a car park.", "p8", "A drawn portrait in slate of a man with a fringe and a striped scarf"),
        new("Ruth Amadi", "Columnist", "She is against most improvements.", "p1", "A drawn portrait in green of a woman with short dark hair and round glasses"),
        new("Casimir Bell", "Columnist", "He remembers 1953.", "p2", "A drawn portrait in brown of a bearded man in a hat"),
        new("Greta Fonn", "Columnist", "She takes the 7.40.", "p3", "A drawn portrait in blue of a smiling woman with her hair tied up and a string of beads"),
    ];

    public static readonly (string Name, string About)[] Series =
    [
        ("The Night Boat", "Five nights on the last ferry from Orrinmouth, which nobody takes, and which the law says must sail in case of an opera."),
    ];
}

/// <summary>Somebody in the bylines of the demo paper, who also has an account.</summary>
/// <param name="Name">The name in print.</param>
/// <param name="Desk">What they do.</param>
/// <param name="About">Their biography.</param>
/// <param name="Portrait">File of the portrait.</param>
/// <param name="Alt">What the portrait shows.</param>
/// <param name="Edits">Whether they edit other people's stories too.</param>
internal sealed record DemoAuthor(string Name, string Desk, string About, string Portrait, string Alt, bool Edits = false);
