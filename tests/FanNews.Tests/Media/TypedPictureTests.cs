using FanNews.Media;

namespace FanNews.Tests.Media;

public sealed class TypedPictureTests
{
    private static readonly TimeZoneInfo Berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    [Fact]
    public void The_fingerprint_knows_every_field()
    {
        var plain = new TypedPicture();
        foreach (var property in typeof(TypedPicture).GetProperties().Where(p => p.CanWrite && p.Name is not ("Id" or "Was")))
        {
            var typed = plain with { };
            property.SetValue(typed, property.PropertyType == typeof(string) ? "7" : property.PropertyType == typeof(bool?) ? false : true);
            Assert.True(typed.Said != plain.Said, property.Name);
        }
    }

    [Fact]
    public void What_is_stored_comes_back_as_it_was_typed()
    {
        var typed = new TypedPicture
        {
            Alt = "A ferry",
            Caption = "It sails",
            Credit = "Ada",
            CreditLink = "https://ada.example/",
            Title = "Ferry",
            Creator = "Ada Quill",
            Copyright = "© Ada",
            UsageTerms = "Once",
            Licence = "CC BY 4.0",
            ExpiresAt = "2026-12-24T18:00",
            MaySyndicate = false,
            FocusX = "30",
            FocusY = "100",
            TakenAt = "2026-11-24",
            Place = "Saltby",
            SourceType = "digitalCapture",
            Notes = "Ask\nfirst",
        };
        Assert.Empty(typed.Problems(Berlin));
        var picture = new Picture { Address = "/media/ferry.jpg" };
        typed.WriteTo(picture, Berlin);
        Assert.Equal(new DateTimeOffset(2026, 12, 24, 17, 0, 0, TimeSpan.Zero), picture.ExpiresAt);
        Assert.Equal(typed, TypedPicture.Of(picture, Berlin) with { Was = null });
        Assert.Equal(typed.Said, TypedPicture.Of(picture, Berlin).Was);
    }

    [Fact]
    public void What_may_not_be_names_its_field()
    {
        foreach (var (typed, field) in ((TypedPicture, string)[])[
            (new() { CreditLink = "javascript:alert(1)" }, "CreditLink"),
            (new() { CreditLink = "https://user:word@ada.example/" }, "CreditLink"),
            (new() { CreditLink = "/ada" }, "CreditLink"),
            (new() { ExpiresAt = "tomorrow" }, "ExpiresAt"),
            (new() { ExpiresAt = "2026-03-29T02:30" }, "ExpiresAt"),
            (new() { FocusX = "101", FocusY = "5" }, "FocusX"),
            (new() { FocusX = "5" }, "FocusY"),
            (new() { FocusX = "-1", FocusY = "5" }, "FocusX"),
            (new() { TakenAt = "yesterday" }, "TakenAt"),
            (new() { SourceType = "a b" }, "SourceType"),
            (new() { Licence = new('x', TypedPicture.Longest + 1) }, "Licence"),
            (new() { Notes = new('x', TypedPicture.LongestNotes + 1) }, "Notes"),
        ])
            Assert.Equal([field], typed.Problems(Berlin).Select(p => p.Field));
        // Twice on the day when the clocks go back: a licence is never stretched.
        var picture = new Picture { Address = "/media/ferry.jpg" };
        var twice = new TypedPicture { ExpiresAt = "2026-10-25T02:30" };
        Assert.Empty(twice.Problems(Berlin));
        twice.WriteTo(picture, Berlin);
        Assert.Equal(new DateTimeOffset(2026, 10, 25, 0, 30, 0, TimeSpan.Zero), picture.ExpiresAt);
    }

    [Fact]
    public void The_second_of_an_end_that_nobody_touched_stays()
    {
        var end = new DateTimeOffset(2026, 12, 24, 17, 0, 33, TimeSpan.Zero);
        var picture = new Picture { Address = "/media/ferry.jpg", ExpiresAt = end };
        (TypedPicture.Of(picture, Berlin) with { Caption = "It sails" }).WriteTo(picture, Berlin);
        Assert.Equal((end, "It sails"), (picture.ExpiresAt, picture.Caption));
        new TypedPicture { ExpiresAt = "2026-12-24T18:01" }.WriteTo(picture, Berlin);
        Assert.Equal(end.AddSeconds(27), picture.ExpiresAt);
    }

    [Fact]
    public void What_was_typed_wins_over_the_file_and_the_rest_is_filled()
    {
        var file = new EmbeddedText { Alt = "From the file", Caption = "Caption", Credit = "Agency", CreditLink = "https://agency.example/", Instructions = "No sales", Place = "Saltby" };
        var filled = new TypedPicture { Credit = "Ada", Notes = " " }.Filled(file);
        Assert.Equal(("From the file", "Caption", "Ada", null, "No sales", "Saltby"), (filled.Alt, filled.Caption, filled.Credit, filled.CreditLink, filled.Notes, filled.Place));
        Assert.Equal("https://agency.example/", new TypedPicture().Filled(file).CreditLink);
        Assert.Null(new TypedPicture { Decorative = true }.Filled(file).Alt);
    }
}
