using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace FanNews.Storage.Postgres.Migrations
{
    /// <inheritdoc />
    public partial class Reading : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Articles_SourceId",
                table: "Articles");

            migrationBuilder.AddColumn<bool>(
                name: "AiAssisted",
                table: "Revisions",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.CreateTable(
                name: "MostReadStories",
                columns: table => new
                {
                    Place = table.Column<int>(type: "integer", nullable: false),
                    ArticleId = table.Column<long>(type: "bigint", nullable: false),
                    RankedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_MostReadStories", x => x.Place);
                });

            migrationBuilder.CreateTable(
                name: "StoryHours",
                columns: table => new
                {
                    Hour = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    ArticleId = table.Column<long>(type: "bigint", nullable: false),
                    Views = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_StoryHours", x => new { x.Hour, x.ArticleId });
                });

            migrationBuilder.CreateIndex(
                name: "IX_Articles_SourceId_PublishAt_Id",
                table: "Articles",
                columns: new[] { "SourceId", "PublishAt", "Id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "MostReadStories");

            migrationBuilder.DropTable(
                name: "StoryHours");

            migrationBuilder.DropIndex(
                name: "IX_Articles_SourceId_PublishAt_Id",
                table: "Articles");

            migrationBuilder.DropColumn(
                name: "AiAssisted",
                table: "Revisions");

            migrationBuilder.CreateIndex(
                name: "IX_Articles_SourceId",
                table: "Articles",
                column: "SourceId");
        }
    }
}
