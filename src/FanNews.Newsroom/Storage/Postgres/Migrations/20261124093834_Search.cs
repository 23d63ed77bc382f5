using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace FanNews.Storage.Postgres.Migrations
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
                    Id = table.Column<int>(type: "integer", nullable: false),
                    Version = table.Column<int>(type: "integer", nullable: false),
                    Language = table.Column<string>(type: "text", nullable: false),
                    Complete = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SearchRecipes", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "SearchRows",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false),
                    ArticleId = table.Column<long>(type: "bigint", nullable: false),
                    Number = table.Column<int>(type: "integer", nullable: false),
                    Vector = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SearchRows", x => x.Id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_SearchRows_ArticleId",
                table: "SearchRows",
                column: "ArticleId");

            foreach (var table in new[] { "SearchWords", "DeskWords" })
            {
                migrationBuilder.Sql($"""CREATE TABLE "{table}" ("Id" bigint NOT NULL PRIMARY KEY, "Words" tsvector NOT NULL) WITH (toast_tuple_target = 128);""");
                // Long vectors apart from the rows: a word of many stories is then found in a table of few pages.
                migrationBuilder.Sql($"""ALTER TABLE "{table}" ALTER COLUMN "Words" SET STORAGE EXTERNAL;""");
                // A long list of what is not in the index yet would be read by every question.
                migrationBuilder.Sql($"""CREATE INDEX "IX_{table}_Words" ON "{table}" USING gin ("Words") WITH (gin_pending_list_limit = 512);""");
            }

            migrationBuilder.Sql("""ALTER TABLE "SearchWords" ALTER COLUMN "Words" SET STATISTICS 500;""");
            migrationBuilder.Sql("""CREATE TABLE "SearchVocabulary" ("Word" text COLLATE "C" NOT NULL PRIMARY KEY, "Reversed" text COLLATE "C" NOT NULL);""");
            migrationBuilder.Sql("""CREATE INDEX "IX_SearchVocabulary_Reversed" ON "SearchVocabulary" ("Reversed");""");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "SearchRecipes");

            migrationBuilder.DropTable(
                name: "SearchRows");

            migrationBuilder.Sql("""DROP TABLE "SearchWords";""");
            migrationBuilder.Sql("""DROP TABLE "DeskWords";""");
            migrationBuilder.Sql("""DROP TABLE "SearchVocabulary";""");
        }
    }
}
