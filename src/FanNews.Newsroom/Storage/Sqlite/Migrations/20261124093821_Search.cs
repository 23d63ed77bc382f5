using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace FanNews.Storage.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class Search : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "SearchRecipes",
                columns: table => new
                {
                    Id = table.Column<int>(type: "INTEGER", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false),
                    Language = table.Column<string>(type: "TEXT", nullable: false),
                    Complete = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SearchRecipes", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "SearchRows",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false),
                    ArticleId = table.Column<long>(type: "INTEGER", nullable: false),
                    Number = table.Column<int>(type: "INTEGER", nullable: false),
                    Vector = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SearchRows", x => x.Id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_SearchRows_ArticleId",
                table: "SearchRows",
                column: "ArticleId");

            // The words come ready: the tokenizer parts them at spaces, and knows no language.
            migrationBuilder.Sql("""CREATE VIRTUAL TABLE SearchWords USING fts5(words, content='', contentless_delete=1, tokenize="ascii tokenchars '_'");""");
            migrationBuilder.Sql("""CREATE VIRTUAL TABLE DeskWords USING fts5(words, content='', contentless_delete=1, tokenize="ascii tokenchars '_'");""");
            migrationBuilder.Sql("""CREATE VIRTUAL TABLE SearchTerms USING fts5vocab(SearchWords, row);""");
            migrationBuilder.Sql("""CREATE TABLE SearchVocabulary (Word TEXT NOT NULL PRIMARY KEY, Reversed TEXT NOT NULL) WITHOUT ROWID;""");
            migrationBuilder.Sql("""CREATE INDEX IX_SearchVocabulary_Reversed ON SearchVocabulary (Reversed);""");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "SearchRecipes");

            migrationBuilder.DropTable(
                name: "SearchRows");

            migrationBuilder.Sql("""DROP TABLE SearchTerms;""");
            migrationBuilder.Sql("""DROP TABLE SearchWords;""");
            migrationBuilder.Sql("""DROP TABLE DeskWords;""");
            migrationBuilder.Sql("""DROP TABLE SearchVocabulary;""");
        }
    }
}
