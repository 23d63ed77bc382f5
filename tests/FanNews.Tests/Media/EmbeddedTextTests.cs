using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using FanNews.Media;

namespace FanNews.Tests.Media;

public sealed class EmbeddedTextTests
{
    private const string Rdf = "xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns:dc='http://purl.org/dc/elements/1.1/' xmlns:photoshop='http://ns.adobe.com/photoshop/1.0/' "
        + "xmlns:Iptc4xmpExt='http://iptc.org/std/Iptc4xmpExt/2008-02-29/' xmlns:xmpRights='http://ns.adobe.com/xap/1.0/rights/' xmlns:plus='http://ns.useplus.org/ldf/xmp/1.0/'";

    [SharedDataFact("images/metadata")]
    public void A_file_with_everything_says_all_of_it() => Assert.Equal(
        new EmbeddedText
        {
            Title = "FANS-SQUARE-1",
            Caption = "Supporters of FC Example gather in Exampletown on Saturday, 14 March 2026. Photo: Ana Beispiel / Example News",
            Credit = "Example News",
            Creator = "Ana Beispiel",
            Copyright = "© 2026 Example News Agency. All rights reserved.",
            UsageTerms = "For editorial use only",
            CreditLink = "https://news.example/buy",
            Licence = "https://news.example/licence",
            TakenAt = "2026-03-14T15:30:00+01:00",
            Place = "Exampletown, Exampleshire, Exampleland",
            SourceType = "digitalCapture",
            Alt = "A crowd with red scarves in a town square",
            Instructions = "Embargo: not before 15 March 2026 06:00 UTC. No sales.",
        },
        Shared("iptc-xmp-exif-full.jpg"));

    [SharedDataFact("images/metadata")]
    public void Each_part_is_read_by_itself_and_XMP_comes_first()
    {
        var umlauts = new EmbeddedText { Caption = "Ein Bild mit Umlauten: äöüß", Creator = "Jörg Müßter", Credit = "Jörg Müßter" };
        Assert.Equal(umlauts, Shared("iptc-only-latin1-no-charset.jpg"));
        Assert.Equal(umlauts with { Credit = "Example News" }, Shared("iptc-only-utf8.jpg"));
        Assert.Equal(new EmbeddedText { Caption = "XMP caption only", Creator = "Ana Beispiel", Credit = "Example News" }, Shared("xmp-only.jpg"));
        Assert.Equal(new EmbeddedText { Caption = "caption in XMP", Creator = "XMP Author", Credit = "XMP Author" }, Shared("iptc-xmp-conflict.jpg"));
        Assert.Equal(new EmbeddedText { Caption = "Synthetic picture", SourceType = "trainedAlgorithmicMedia" }, Shared("ai-generated.jpg"));
    }

    [SharedDataFact("images/metadata")]
    public void Markup_becomes_plain_text_and_what_is_private_is_not_read()
    {
        var hostile = Shared("iptc-html-injection.jpg");
        Assert.Equal(("\"'&", null, "Bob\" onmouseover=\"alert(3)"), (hostile.Caption, hostile.Title, hostile.Creator));
        Assert.Equal(EmbeddedText.None, Shared("gps-must-be-stripped.jpg"));
        Assert.Equal("Ana Beispiel <ana@news.example> & Söhne, 5 < 6", EmbeddedText.Plain("Ana  Beispiel <ana@news.example> & Söhne,\n5 < 6\0"));
        Assert.Equal("One Two & three", EmbeddedText.Plain("<p>One</p><p>Two &amp; three</p>"));
    }

    [SharedDataFact("images")]
    public void Every_other_file_is_read_without_harm()
    {
        foreach (var path in Directory.EnumerateFiles(Tests.Shared.Path("images"), "*", SearchOption.AllDirectories))
        {
            using var file = File.OpenRead(path);
            EmbeddedText.Read(file);
        }

        Assert.NotEqual(EmbeddedText.None, SharedFormat("xmp-in-png.png"));
        Assert.NotEqual(EmbeddedText.None, SharedFormat("xmp-exif-in-webp.webp"));

        static EmbeddedText SharedFormat(string name)
        {
            using var file = File.OpenRead(Tests.Shared.Path("images", "formats", name));
            return EmbeddedText.Read(file);
        }
    }

    [Fact]
    public void XMP_says_it_in_attributes_lists_alternatives_and_structures()
    {
        var read = Read(Xmp("""
            <rdf:Description rdf:about='' photoshop:Credit='Agency' photoshop:City='Saltby' photoshop:DateCreated='2026-11-24T18:00:00Z' xmpRights:WebStatement='javascript:alert(1)'>
              <dc:creator><rdf:Bag><rdf:li>Ada Quill</rdf:li><rdf:li>Bo Ness</rdf:li></rdf:Bag></dc:creator>
              <dc:title><rdf:Alt><rdf:li xml:lang='de'>Fähre</rdf:li><rdf:li xml:lang='x-default'>Ferry</rdf:li></rdf:Alt></dc:title>
              <plus:Licensor><rdf:Seq><rdf:li><rdf:Description plus:LicensorURL='https://agency.example/buy'/></rdf:li></rdf:Seq></plus:Licensor>
              <Iptc4xmpExt:LocationCreated><rdf:Bag><rdf:li rdf:parseType='Resource'><Iptc4xmpExt:CountryName>Norland</Iptc4xmpExt:CountryName></rdf:li></rdf:Bag></Iptc4xmpExt:LocationCreated>
              <Iptc4xmpExt:DigitalSourceType rdf:resource='http://cv.iptc.org/newscodes/digitalsourcetype/digitalCapture'/>
            </rdf:Description>
            """));
        Assert.Equal(
            new EmbeddedText
            {
                Credit = "Agency",
                Creator = "Ada Quill, Bo Ness",
                Title = "Ferry",
                CreditLink = "https://agency.example/buy",
                Place = "Saltby, Norland",
                SourceType = "digitalCapture",
                TakenAt = "2026-11-24T18:00:00+00:00",
            },
            read);
    }

    [Fact]
    public void IIM_comes_first_where_its_digest_says_that_it_was_changed_later()
    {
        var iim = Iim((120, "in IIM"), (80, "IIM author"));
        var xmp = Xmp("<rdf:Description rdf:about='' photoshop:Headline='H'><dc:description>in XMP</dc:description></rdf:Description>");
        Assert.Equal("in XMP", Read(xmp, Photoshop(iim)).Caption);
        Assert.Equal("in XMP", Read(xmp, Photoshop(iim, Md5(iim))).Caption);
        var newer = Read(xmp, Photoshop(iim, Md5([1])));
        Assert.Equal(("in IIM", "IIM author", "H"), (newer.Caption, newer.Creator, newer.Title));
    }

    [Fact]
    public void Hostile_XMP_says_nothing_and_costs_little()
    {
        foreach (var packet in (string[])[
            "<!DOCTYPE x [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;'>]><rdf:RDF " + Rdf + "><rdf:Description photoshop:Credit='&b;'/></rdf:RDF>",
            "<!DOCTYPE x SYSTEM 'file:///etc/passwd'><rdf:RDF " + Rdf + "><rdf:Description photoshop:Credit='A'/></rdf:RDF>",
            string.Concat(Enumerable.Repeat("<a>", 20_000)) + string.Concat(Enumerable.Repeat("</a>", 20_000)),
            "<rdf:RDF",
            "",
        ])
            Assert.Equal(EmbeddedText.None, Read(Segment(0xE1, [.. "http://ns.adobe.com/xap/1.0/\0"u8, .. Encoding.UTF8.GetBytes(packet)])));
    }

    [Fact]
    public void Hostile_EXIF_says_nothing_and_ends()
    {
        // A directory that names itself as the camera's, texts of four billion letters, and behind the end.
        byte[] tiff = [.. "MM\0*"u8, 0, 0, 0, 8, 0, 3, .. Entry(0x8769, 4, 1, 8), .. Entry(0x010E, 2, uint.MaxValue, 8), .. Entry(0x013B, 2, 16, 0xFFFFFFF0), 0, 0, 0, 8];
        Assert.Equal(EmbeddedText.None, Read(Segment(0xE1, [.. "Exif\0\0"u8, .. tiff])));
        byte[] good = [.. "MM\0*"u8, 0, 0, 0, 8, 0, 1, .. Entry(0x013B, 2, 4, BinaryPrimitives.ReadUInt32BigEndian("Ada\0"u8))];
        Assert.Equal("Ada", Read(Segment(0xE1, [.. "Exif\0\0"u8, .. good])).Creator);
    }

    [Fact]
    public void A_damaged_file_never_throws()
    {
        byte[] whole = Jpeg(Xmp("<rdf:Description rdf:about='' photoshop:Credit='A'/>"), Photoshop(Iim((120, "caption"), (90, "Saltby"))), Segment(0xE1, [.. "Exif\0\0MM\0*"u8, 0, 0, 0, 8, 0, 1, .. Entry(0x010E, 2, 40, 26)]));
        var random = new Random(7);
        for (var i = 0; i < 3_000; i++)
        {
            var damaged = whole[..random.Next(whole.Length + 1)];
            for (var j = 0; j < 4 && damaged.Length > 12; j++)
                damaged[random.Next(3, damaged.Length)] = (byte)random.Next(256);
            EmbeddedText.Read(new MemoryStream(damaged));
        }
    }

    private static EmbeddedText Shared(string name)
    {
        using var file = File.OpenRead(Tests.Shared.Path("images", "metadata", name));
        return EmbeddedText.Read(file);
    }

    private static EmbeddedText Read(params byte[][] segments) => EmbeddedText.Read(new MemoryStream(Jpeg(segments)));

    private static byte[] Jpeg(params byte[][] segments) => [0xFF, 0xD8, .. segments.SelectMany(s => s), 0xFF, 0xDA, 0, 2, 1, 2, 3, 0xFF, 0xD9];

    private static byte[] Segment(byte marker, byte[] content) => [0xFF, marker, (byte)((content.Length + 2) >> 8), (byte)(content.Length + 2), .. content];

    private static byte[] Xmp(string descriptions) =>
        Segment(0xE1, [.. "http://ns.adobe.com/xap/1.0/\0"u8, .. Encoding.UTF8.GetBytes($"<x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:RDF {Rdf}>{descriptions}</rdf:RDF></x:xmpmeta>")]);

    private static byte[] Iim(params (byte Field, string Text)[] fields) =>
        [.. fields.SelectMany(f => (byte[])[0x1C, 2, f.Field, 0, (byte)Encoding.UTF8.GetByteCount(f.Text), .. Encoding.UTF8.GetBytes(f.Text)])];

    private static byte[] Photoshop(byte[] iim, byte[]? digest = null) =>
        Segment(0xED, [.. "Photoshop 3.0\0"u8, .. Resource(0x0404, iim), .. digest is null ? [] : Resource(0x0425, digest)]);

    private static byte[] Resource(ushort kind, byte[] data) =>
        [.. "8BIM"u8, (byte)(kind >> 8), (byte)kind, 0, 0, 0, 0, (byte)(data.Length >> 8), (byte)data.Length, .. data, .. data.Length % 2 == 1 ? [0] : Array.Empty<byte>()];

    private static byte[] Entry(ushort tag, ushort type, uint count, uint value)
    {
        var entry = new byte[12];
        BinaryPrimitives.WriteUInt16BigEndian(entry, tag);
        BinaryPrimitives.WriteUInt16BigEndian(entry.AsSpan(2), type);
        BinaryPrimitives.WriteUInt32BigEndian(entry.AsSpan(4), count);
        BinaryPrimitives.WriteUInt32BigEndian(entry.AsSpan(8), value);
        return entry;
    }

#pragma warning disable CA5351 // The format asks for it.
    private static byte[] Md5(byte[] bytes) => MD5.HashData(bytes);
#pragma warning restore CA5351
}
