using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace FanNews.Storage.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class Onward : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "OnwardPins",
                columns: table => new
                {
                    ArticleId = table.Column<long>(type: "INTEGER", nullable: false),
                    Place = table.Column<int>(type: "INTEGER", nullable: false),
                    TargetId = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_OnwardPins", x => new { x.ArticleId, x.Place });
                    table.ForeignKey(
                        name: "FK_OnwardPins_Articles_ArticleId",
                        column: x => x.ArticleId,
                        principalTable: "Articles",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_OnwardPins_Articles_TargetId",
                        column: x => x.TargetId,
                        principalTable: "Articles",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "OnwardRows",
                columns: table => new
                {
                    ArticleId = table.Column<long>(type: "INTEGER", nullable: false),
                    Ranked = table.Column<string>(type: "TEXT", nullable: false),
                    Due = table.Column<int>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_OnwardRows", x => x.ArticleId);
                });

            migrationBuilder.CreateIndex(
                name: "IX_OnwardPins_TargetId",
                table: "OnwardPins",
                column: "TargetId");

            migrationBuilder.CreateIndex(
                name: "IX_OnwardRows_Due_ArticleId",
                table: "OnwardRows",
                columns: new[] { "Due", "ArticleId" },
                filter: "\"Due\" IS NOT NULL");

            // What is in the index already is looked at in the background.
            migrationBuilder.Sql("""INSERT INTO "OnwardRows" ("ArticleId", "Ranked", "Due") SELECT DISTINCT "ArticleId", '[]', 1 FROM "SearchRows";""");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "OnwardPins");

            migrationBuilder.DropTable(
                name: "OnwardRows");
        }
    }
}
