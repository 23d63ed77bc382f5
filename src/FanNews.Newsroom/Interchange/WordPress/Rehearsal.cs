using System.Globalization;
using FanNews.Settings;
using FanNews.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace FanNews.Interchange.WordPress;

/// <summary>
/// A small import into a newsroom that is thrown away. The first batch of a process takes ten times as long as the others, for its code
/// is compiled and its statements are planned under way; here it does so without the write lock of a newsroom that is at work.
/// </summary>
internal static class Rehearsal
{
    private const string Export = """
        <rss xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="http://wordpress.org/export/1.2/"><channel>
        <title>Rehearsal</title><link>http://rehearsal.example</link><wp:wxr_version>1.2</wp:wxr_version>
        <wp:author><wp:author_login>one</wp:author_login></wp:author>
        <wp:category><wp:category_nicename>news</wp:category_nicename><wp:cat_name>News</wp:cat_name></wp:category>
        ITEMS
        </channel></rss>
        """;

    private const string Item = """
        <item><title>Story NUMBER</title><link>http://rehearsal.example/story-NUMBER/</link><dc:creator>one</dc:creator>
        <content:encoded><![CDATA[<p>MOSCOW &#8211; <a href="/">Text</a></p>]]></content:encoded><wp:post_id>NUMBER</wp:post_id><wp:post_date_gmt>2020-01-01 00:00:00</wp:post_date_gmt>
        <wp:status>publish</wp:status><wp:post_name>story-NUMBER</wp:post_name><wp:post_type>post</wp:post_type><wp:comment_status>open</wp:comment_status>
        <category domain="category" nicename="news">News</category><category domain="post_tag" nicename="tag">Tag</category>
        <wp:postmeta><wp:meta_key>_wp_old_slug</wp:meta_key><wp:meta_value>old-NUMBER</wp:meta_value></wp:postmeta>
        <wp:comment><wp:comment_id>NUMBER1</wp:comment_id><wp:comment_author>Two</wp:comment_author><wp:comment_date_gmt>2020-01-02 00:00:00</wp:comment_date_gmt><wp:comment_content>Yes.</wp:comment_content><wp:comment_approved>1</wp:comment_approved><wp:comment_type>comment</wp:comment_type></wp:comment>
        <wp:comment><wp:comment_id>NUMBER2</wp:comment_id><wp:comment_author>Two</wp:comment_author><wp:comment_date_gmt>2020-01-02 00:00:01</wp:comment_date_gmt><wp:comment_content>No.</wp:comment_content><wp:comment_approved>0</wp:comment_approved><wp:comment_type>comment</wp:comment_type><wp:comment_parent>NUMBER1</wp:comment_parent></wp:comment>
        </item>
        """;

    private static readonly Lazy<Task> Played = new(Play);

    /// <summary>Plays it, once in a process.</summary>
    public static Task Once(CancellationToken ct) => Played.Value.WaitAsync(ct);

    private static async Task Play()
    {
        var folder = Directory.CreateTempSubdirectory("fannews-rehearsal-").FullName;
        try
        {
            using var store = new NewsroomStore(new StoreOptions(folder), TimeProvider.System);
            await store.Migrate();
            var file = Path.Combine(folder, "rehearsal.xml");
            var items = Enumerable.Range(1, 12).Select(number => Item.Replace("NUMBER", number.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal));
            await File.WriteAllTextAsync(file, Export.Replace("ITEMS", string.Concat(items), StringComparison.Ordinal));
            await new WordPressImport(store, new Site(), TimeProvider.System, new ImportOptions()).Import([file], _ => { }, default);
            await using var db = store.Open();
            SqliteConnection.ClearPool((SqliteConnection)db.Database.GetDbConnection());
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
