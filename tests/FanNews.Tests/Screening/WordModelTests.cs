using System.Text.Json;
using CsCheck;
using FanNews.Screening;

namespace FanNews.Tests.Screening;

public sealed class WordModelTests
{
    private static readonly Lazy<WordModel> BuiltIn = new(() => LearnWords.From([], SeedComments.All).Model);

    [SharedDataFact("comments/train")]
    public void On_the_shared_comments_it_is_as_good_as_promised()
    {
        var rows = File.ReadLines(Shared.Path("comments", "train", "youtube-spam.jsonl")).Select(line =>
        {
            using var json = JsonDocument.Parse(line);
            return new JudgedWording(new Wording(json.RootElement.GetProperty("text").GetString()!), json.RootElement.GetProperty("spam").GetBoolean());
        }).ToArray();
        new Random(7).Shuffle(rows);
        var (validation, training) = (rows[..400], rows[400..]);
        var learnt = LearnWords.From(training, SeedComments.All);
        var probabilities = Array.ConvertAll(validation, v => learnt.Model.Judge(v.Wording).Probability);
        var report = ModelReport.Of(probabilities, Array.ConvertAll(validation, v => v.Refused));
        Assert.True(report.F1 > 0.93, $"F1 {report.F1}");
        Assert.True(report.Auc > 0.985, $"AUC {report.Auc}");
        var alone = validation.Where((_, i) => probabilities[i] >= learnt.Report.Threshold).ToList();
        Assert.True(alone.Count(v => v.Refused) >= 0.98 * alone.Count, $"{alone.Count(v => !v.Refused)} of {alone.Count} deserved better");
        Assert.True(alone.Count(v => v.Refused) >= 0.8 * report.Refused, $"{alone.Count} of {report.Refused}");
    }

    [Theory]
    [InlineData("Subscribe to my channel and win free gift cards http://win-now.top")]
    [InlineData("FR33 M0N3Y, cl1ck here www.easy-money.click")]
    [InlineData("Best online casino, 100 free spins without deposit!!!")]
    [InlineData("Заработок в интернете без вложений, подробности по ссылке http://dengi.ru")]
    [InlineData("Kredit ohne Schufa, sofort Geld, schreiben Sie mir per WhatsApp")]
    [InlineData("Earn $900 a day from home, contact me on Telegram")]
    public void Before_the_first_decision_it_knows_plain_spam(string text) =>
        Assert.True(BuiltIn.Value.Judge(new Wording(text)).Probability > 0.7, $"{BuiltIn.Value.Judge(new Wording(text))}");

    [Theory]
    [InlineData("The mayor promised that bridge in 2019, and we are still waiting.")]
    [InlineData("Who pays?")]
    [InlineData("Danke für den Bericht. Wann fährt die Fähre wieder?")]
    [InlineData("Merci, très bon article sur le pont.")]
    [InlineData("А когда откроют мост?")]
    [InlineData("My rent went up by £200 this year, and the council does nothing.")]
    public void Before_the_first_decision_it_lets_readers_talk(string text) =>
        Assert.True(BuiltIn.Value.Judge(new Wording(text)).Probability < 0.4, $"{BuiltIn.Value.Judge(new Wording(text))}");

    [Fact]
    public void The_words_that_moved_it_are_words_of_the_comment()
    {
        var judged = BuiltIn.Value.Judge(new Wording("Please subscribe to my channel, thank you"));
        Assert.InRange(judged.Words.Count, 1, 5);
        Assert.Contains(judged.Words, w => w.Word.Contains("subscribe", StringComparison.Ordinal));
        Assert.All(judged.Words, w => Assert.True(w.Share > 0));
    }

    [Fact]
    public void The_same_examples_give_the_same_model_and_its_bytes_the_same_answers()
    {
        var bytes = BuiltIn.Value.ToBytes();
        Assert.Equal(bytes, LearnWords.From([], SeedComments.All).Model.ToBytes());
        var read = WordModel.From(bytes);
        foreach (var seed in SeedComments.All)
            Assert.Equal(BuiltIn.Value.Judge(seed.Wording).Probability, read.Judge(seed.Wording).Probability, 6);
    }

    [Fact]
    public void Bytes_that_are_no_model_are_refused()
    {
        var bytes = BuiltIn.Value.ToBytes();
        Assert.Throws<InvalidDataException>(() => WordModel.From(bytes[..(bytes.Length / 2)]));
        Assert.Throws<InvalidDataException>(() => WordModel.From([1, 2, 3, 4]));
    }

    [Fact]
    public void Whatever_is_typed_gets_a_probability() => Gen.Select(Gen.String, Gen.String, Gen.String).Sample((text, author, url) =>
    {
        var judged = BuiltIn.Value.Judge(new Wording(text, author, url));
        Assert.InRange(judged.Probability, 0, 1);
    });

    [SharedDataFact("hostile/blns.txt")]
    public void Naughty_strings_and_the_longest_comment_are_no_trouble()
    {
        foreach (var line in File.ReadLines(Shared.Path("hostile", "blns.txt")))
            Assert.InRange(BuiltIn.Value.Judge(new Wording(line, line, line)).Probability, 0, 1);
        Assert.InRange(BuiltIn.Value.Judge(new Wording(new string('a', 65_525))).Probability, 0, 1);
        Assert.InRange(BuiltIn.Value.Judge(new Wording(string.Concat(Enumerable.Repeat("<a http://x.com/", 4_000)))).Probability, 0, 1);
    }

    [Fact]
    public void A_model_that_is_always_right_is_measured_as_such_and_one_that_guesses_too()
    {
        var right = ModelReport.Of([0.99, 0.95, 0.1, 0.2], [true, true, false, false]);
        Assert.Equal((1, 1, 1, 1, 0.95), (right.Precision, right.Recall, right.F1, right.Auc, right.Threshold));
        var guess = ModelReport.Of([0.5, 0.5, 0.5, 0.5], [true, false, true, false]);
        Assert.Equal((0.5, 0.5, 1), (guess.Auc, guess.Precision, guess.Threshold));
    }
}
