using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace FanNews.Storage.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class Pictures : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "Bytes",
                table: "Pictures",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<int>(
                name: "Colour",
                table: "Pictures",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Copyright",
                table: "Pictures",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Creator",
                table: "Pictures",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "CreditLink",
                table: "Pictures",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "ExpiresAt",
                table: "Pictures",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "FocusX",
                table: "Pictures",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "FocusY",
                table: "Pictures",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Licence",
                table: "Pictures",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "MaySyndicate",
                table: "Pictures",
                type: "INTEGER",
                nullable: false,
                defaultValue: true);

            migrationBuilder.AddColumn<string>(
                name: "Notes",
                table: "Pictures",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Place",
                table: "Pictures",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "SourceType",
                table: "Pictures",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "TakenAt",
                table: "Pictures",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Title",
                table: "Pictures",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "UsageTerms",
                table: "Pictures",
                type: "TEXT",
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "IX_Pictures_ExpiresAt",
                table: "Pictures",
                column: "ExpiresAt");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Pictures_ExpiresAt",
                table: "Pictures");

            migrationBuilder.DropColumn(
                name: "Bytes",
                table: "Pictures");

            migrationBuilder.DropColumn(
                name: "Colour",
                table: "Pictures");

            migrationBuilder.DropColumn(
                name: "Copyright",
                table: "Pictures");

            migrationBuilder.DropColumn(
                name: "Creator",
                table: "Pictures");

            migrationBuilder.DropColumn(
                name: "CreditLink",
                table: "Pictures");

            migrationBuilder.DropColumn(
                name: "ExpiresAt",
                table: "Pictures");

            migrationBuilder.DropColumn(
                name: "FocusX",
                table: "Pictures");

            migrationBuilder.DropColumn(
                name: "FocusY",
                table: "Pictures");

            migrationBuilder.DropColumn(
                name: "Licence",
                table: "Pictures");

            migrationBuilder.DropColumn(
                name: "MaySyndicate",
                table: "Pictures");

            migrationBuilder.DropColumn(
                name: "Notes",
                table: "Pictures");

            migrationBuilder.DropColumn(
                name: "Place",
                table: "Pictures");

            migrationBuilder.DropColumn(
                name: "SourceType",
                table: "Pictures");

            migrationBuilder.DropColumn(
                name: "TakenAt",
                table: "Pictures");

            migrationBuilder.DropColumn(
                name: "Title",
                table: "Pictures");

            migrationBuilder.DropColumn(
                name: "UsageTerms",
                table: "Pictures");
        }
    }
}
