using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace FanNews.Storage.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class Marks : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "Marks",
                columns: table => new
                {
                    Name = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Marks", x => x.Name);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Revisions_EffectiveAt",
                table: "Revisions",
                column: "EffectiveAt",
                filter: "\"EffectiveAt\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Articles_EmbargoUntil",
                table: "Articles",
                column: "EmbargoUntil",
                filter: "\"EmbargoUntil\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Articles_UnpublishAt",
                table: "Articles",
                column: "UnpublishAt",
                filter: "\"UnpublishAt\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Marks_Version",
                table: "Marks",
                column: "Version");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "Marks");

            migrationBuilder.DropIndex(
                name: "IX_Revisions_EffectiveAt",
                table: "Revisions");

            migrationBuilder.DropIndex(
                name: "IX_Articles_EmbargoUntil",
                table: "Articles");

            migrationBuilder.DropIndex(
                name: "IX_Articles_UnpublishAt",
                table: "Articles");
        }
    }
}
