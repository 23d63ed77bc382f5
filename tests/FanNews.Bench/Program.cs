using FanNews.Bench;

// tests/bench.sh starts this. Prints one table; every ratio in it was measured in this run.
var asked = Asked.Read(args);
if (asked is null)
{
    Console.Error.WriteLine(Asked.Usage);
    return 2;
}

Directory.CreateDirectory(asked.Folder);
Cost.Telling = asked.Tell;
var table = new Table(asked.Only);
await table.Run("kept", () => KeptPages.Measure(asked, table));
await table.Run("first", () => FirstRendering.Measure(asked, table));
await table.Run("grow", () => Growth.Measure(asked, table));
await table.Run("queue", () => QueuePages.Measure(asked, table));
await table.Run("desk", () => DeskPages.Measure(asked, table));
await table.Run("publish", () => Publishing.Measure(asked, table));
await table.Run("screening", () => FanNews.Bench.Screening.Measure(asked, table));
await table.Run("posting", () => Posting.Measure(asked, table));
await table.Run("changes", () => ChangesUnderLoad.Measure(asked, table));
await table.Run("pictures", () => Pictures.Measure(asked, table));
await table.Run("decoding", () => Pictures.MeasureDecoding(asked, table));
if (asked.Program is not null)
{
    await table.Run("flood", () => Flood.Measure(asked, table));
    await table.Run("start", () => StartAndMemory.Measure(asked, table));
}

table.Print();
return table.Missed == 0 ? 0 : 1;
