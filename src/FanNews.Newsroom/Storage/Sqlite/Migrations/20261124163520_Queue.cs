using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace FanNews.Storage.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class Queue : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Comments_Email_CreatedAt",
                table: "Comments");

            migrationBuilder.AddColumn<bool>(
                name: "Comments",
                table: "SearchRecipes",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<long>(
                name: "MeaningChangedAt",
                table: "Comments",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Original",
                table: "Comments",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "Batch",
                table: "Bans",
                type: "TEXT",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "CommentNotes",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    CommentId = table.Column<long>(type: "INTEGER", nullable: false),
                    Text = table.Column<string>(type: "TEXT", nullable: false),
                    At = table.Column<long>(type: "INTEGER", nullable: false),
                    ById = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CommentNotes", x => x.Id);
                    table.ForeignKey(
                        name: "FK_CommentNotes_Comments_CommentId",
                        column: x => x.CommentId,
                        principalTable: "Comments",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_CommentNotes_People_ById",
                        column: x => x.ById,
                        principalTable: "People",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.SetNull);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Decisions_At",
                table: "Decisions",
                column: "At");

            migrationBuilder.CreateIndex(
                name: "IX_Comments_Email_CreatedAt_Status",
                table: "Comments",
                columns: new[] { "Email", "CreatedAt", "Status" });

            migrationBuilder.CreateIndex(
                name: "IX_CommentReports_Open",
                table: "CommentReports",
                column: "CommentId",
                filter: "\"ClosedAt\" IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Bans_Batch",
                table: "Bans",
                column: "Batch");

            migrationBuilder.CreateIndex(
                name: "IX_CommentNotes_ById",
                table: "CommentNotes",
                column: "ById");

            migrationBuilder.CreateIndex(
                name: "IX_CommentNotes_CommentId",
                table: "CommentNotes",
                column: "CommentId");

            migrationBuilder.Sql("""CREATE VIRTUAL TABLE CommentWords USING fts5(words, content='', contentless_delete=1, tokenize="ascii tokenchars '_'");""");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("""DROP TABLE CommentWords;""");

            migrationBuilder.DropTable(
                name: "CommentNotes");

            migrationBuilder.DropIndex(
                name: "IX_Decisions_At",
                table: "Decisions");

            migrationBuilder.DropIndex(
                name: "IX_Comments_Email_CreatedAt_Status",
                table: "Comments");

            migrationBuilder.DropIndex(
                name: "IX_CommentReports_Open",
                table: "CommentReports");

            migrationBuilder.DropIndex(
                name: "IX_Bans_Batch",
                table: "Bans");

            migrationBuilder.DropColumn(
                name: "Comments",
                table: "SearchRecipes");

            migrationBuilder.DropColumn(
                name: "MeaningChangedAt",
                table: "Comments");

            migrationBuilder.DropColumn(
                name: "Original",
                table: "Comments");

            migrationBuilder.DropColumn(
                name: "Batch",
                table: "Bans");

            migrationBuilder.CreateIndex(
                name: "IX_Comments_Email_CreatedAt",
                table: "Comments",
                columns: new[] { "Email", "CreatedAt" });
        }
    }
}
