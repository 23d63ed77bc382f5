using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace FanNews.Storage.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class Paper : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "AddedAt",
                table: "Pictures",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "AddedById",
                table: "Pictures",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "Avif",
                table: "Pictures",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "Original",
                table: "Pictures",
                type: "TEXT",
                maxLength: 8,
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "PortraitId",
                table: "Authors",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "SeriesId",
                table: "Articles",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "SeriesPart",
                table: "Articles",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "BreakingLines",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    Text = table.Column<string>(type: "TEXT", nullable: false),
                    Address = table.Column<string>(type: "TEXT", nullable: true),
                    StartsAt = table.Column<long>(type: "INTEGER", nullable: false),
                    EndsAt = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_BreakingLines", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "FrontPins",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    ArticleId = table.Column<long>(type: "INTEGER", nullable: false),
                    Place = table.Column<int>(type: "INTEGER", nullable: false),
                    EndsAt = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_FrontPins", x => x.Id);
                    table.ForeignKey(
                        name: "FK_FrontPins_Articles_ArticleId",
                        column: x => x.ArticleId,
                        principalTable: "Articles",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "Series",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    Slug = table.Column<string>(type: "TEXT", nullable: false),
                    Name = table.Column<string>(type: "TEXT", nullable: false),
                    Description = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Series", x => x.Id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Pictures_AddedAt_Id",
                table: "Pictures",
                columns: new[] { "AddedAt", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Pictures_AddedById",
                table: "Pictures",
                column: "AddedById");

            migrationBuilder.CreateIndex(
                name: "IX_Authors_PortraitId",
                table: "Authors",
                column: "PortraitId");

            migrationBuilder.CreateIndex(
                name: "IX_Articles_SeriesId_SeriesPart",
                table: "Articles",
                columns: new[] { "SeriesId", "SeriesPart" });

            migrationBuilder.CreateIndex(
                name: "IX_BreakingLines_EndsAt",
                table: "BreakingLines",
                column: "EndsAt");

            migrationBuilder.CreateIndex(
                name: "IX_FrontPins_ArticleId",
                table: "FrontPins",
                column: "ArticleId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Series_Slug",
                table: "Series",
                column: "Slug",
                unique: true);

            migrationBuilder.AddForeignKey(
                name: "FK_Articles_Series_SeriesId",
                table: "Articles",
                column: "SeriesId",
                principalTable: "Series",
                principalColumn: "Id",
                onDelete: ReferentialAction.Restrict);

            migrationBuilder.AddForeignKey(
                name: "FK_Authors_Pictures_PortraitId",
                table: "Authors",
                column: "PortraitId",
                principalTable: "Pictures",
                principalColumn: "Id",
                onDelete: ReferentialAction.SetNull);

            migrationBuilder.AddForeignKey(
                name: "FK_Pictures_People_AddedById",
                table: "Pictures",
                column: "AddedById",
                principalTable: "People",
                principalColumn: "Id",
                onDelete: ReferentialAction.SetNull);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "FK_Articles_Series_SeriesId",
                table: "Articles");

            migrationBuilder.DropForeignKey(
                name: "FK_Authors_Pictures_PortraitId",
                table: "Authors");

            migrationBuilder.DropForeignKey(
                name: "FK_Pictures_People_AddedById",
                table: "Pictures");

            migrationBuilder.DropTable(
                name: "BreakingLines");

            migrationBuilder.DropTable(
                name: "FrontPins");

            migrationBuilder.DropTable(
                name: "Series");

            migrationBuilder.DropIndex(
                name: "IX_Pictures_AddedAt_Id",
                table: "Pictures");

            migrationBuilder.DropIndex(
                name: "IX_Pictures_AddedById",
                table: "Pictures");

            migrationBuilder.DropIndex(
                name: "IX_Authors_PortraitId",
                table: "Authors");

            migrationBuilder.DropIndex(
                name: "IX_Articles_SeriesId_SeriesPart",
                table: "Articles");

            migrationBuilder.DropColumn(
                name: "AddedAt",
                table: "Pictures");

            migrationBuilder.DropColumn(
                name: "AddedById",
                table: "Pictures");

            migrationBuilder.DropColumn(
                name: "Avif",
                table: "Pictures");

            migrationBuilder.DropColumn(
                name: "Original",
                table: "Pictures");

            migrationBuilder.DropColumn(
                name: "PortraitId",
                table: "Authors");

            migrationBuilder.DropColumn(
                name: "SeriesId",
                table: "Articles");

            migrationBuilder.DropColumn(
                name: "SeriesPart",
                table: "Articles");
        }
    }
}
