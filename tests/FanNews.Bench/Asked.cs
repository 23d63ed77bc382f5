using System.Globalization;

namespace FanNews.Bench;

/// <summary>What the command line asks for.</summary>
internal sealed record Asked
{
    public const string Usage =
        """
        FanNews.Bench [--sizes 10000,100000] [--comments 1000,10000,200000] [--seconds 3] [--rounds 4]
                      [--only kept,first,grow,queue,desk,publish,screening,posting,flood,changes,pictures,decoding,start]
                      [--pictures DIR] [--folder DIR] [--postgres CONNECTION] [--program PATH] [--load SECONDS] [--tell sql]
        """;

    /// <summary>Stories of the newsrooms that pages grow over, smallest first.</summary>
    public IReadOnlyList<int> Sizes { get; init; } = [2_000, 10_000];

    /// <summary>Comments of the newsrooms that the queue's pages grow over, fewest first.</summary>
    public IReadOnlyList<int> Comments { get; init; } = [1_000, 10_000, 200_000];

    /// <summary>The parts to measure; empty for all.</summary>
    public IReadOnlyList<string> Only { get; init; } = [];

    /// <summary>How long one round of load lasts.</summary>
    public int Seconds { get; init; } = 3;

    /// <summary>How many rounds, of which the best counts.</summary>
    public int Rounds { get; init; } = 4;

    /// <summary>How long readers read beside changes, in seconds.</summary>
    public int Load { get; init; } = 20;

    /// <summary>Where invented newsrooms are kept from run to run.</summary>
    public string Folder { get; init; } = "TestResults/bench";

    /// <summary>A PostgreSQL server that may make databases; null to measure SQLite alone.</summary>
    public string? Postgres { get; init; }

    /// <summary>The published program; null where there is none.</summary>
    public string? Program { get; init; }

    /// <summary>A folder of photographs (JPEG) to measure besides our own; null for none.</summary>
    public string? Pictures { get; init; }

    /// <summary>Whether to tell the statements of the pages that are made anew.</summary>
    public bool Tell { get; init; }

    /// <summary>Reads it; null for what is not understood.</summary>
    public static Asked? Read(string[] args)
    {
        var asked = new Asked();
        for (var i = 0; i + 1 < args.Length; i += 2)
        {
            var value = args[i + 1];
            var next = args[i] switch
            {
                "--sizes" => asked with { Sizes = [.. value.Split(',').Select(Number).Order()] },
                "--comments" => asked with { Comments = [.. value.Split(',').Select(Number).Order()] },
                "--only" => asked with { Only = value.Split(',') },
                "--seconds" => asked with { Seconds = Number(value) },
                "--rounds" => asked with { Rounds = Number(value) },
                "--load" => asked with { Load = Number(value) },
                "--folder" => asked with { Folder = value },
                "--postgres" => asked with { Postgres = value },
                "--tell" => asked with { Tell = value == "sql" },
                "--pictures" => asked with { Pictures = value },
                "--program" => asked with { Program = value },
                _ => null,
            };
            if (next is null)
                return null;
            asked = next;
        }

        return args.Length % 2 == 0 ? asked : null;
    }

    private static int Number(string value) => int.Parse(value, NumberStyles.None, CultureInfo.InvariantCulture);
}
