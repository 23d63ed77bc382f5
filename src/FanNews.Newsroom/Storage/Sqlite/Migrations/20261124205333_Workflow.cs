using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace FanNews.Storage.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class Workflow : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "Change",
                table: "Revisions",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "NoteDue",
                table: "Revisions",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<bool>(
                name: "Withholds",
                table: "Revisions",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "Channel",
                table: "OutboxRows",
                type: "TEXT",
                maxLength: 300,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Subject",
                table: "OutboxRows",
                type: "TEXT",
                maxLength: 64,
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "AssigneeId",
                table: "Articles",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "Deadline",
                table: "Articles",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "PreviewLinks",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    ArticleId = table.Column<long>(type: "INTEGER", nullable: false),
                    ById = table.Column<long>(type: "INTEGER", nullable: true),
                    At = table.Column<long>(type: "INTEGER", nullable: false),
                    EndsAt = table.Column<long>(type: "INTEGER", nullable: false),
                    RevokedAt = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PreviewLinks", x => x.Id);
                    table.ForeignKey(
                        name: "FK_PreviewLinks_Articles_ArticleId",
                        column: x => x.ArticleId,
                        principalTable: "Articles",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_PreviewLinks_People_ById",
                        column: x => x.ById,
                        principalTable: "People",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.SetNull);
                });

            migrationBuilder.CreateTable(
                name: "StoryNotes",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    ArticleId = table.Column<long>(type: "INTEGER", nullable: false),
                    ById = table.Column<long>(type: "INTEGER", nullable: true),
                    By = table.Column<string>(type: "TEXT", maxLength: 256, nullable: false),
                    At = table.Column<long>(type: "INTEGER", nullable: false),
                    Text = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_StoryNotes", x => x.Id);
                    table.ForeignKey(
                        name: "FK_StoryNotes_Articles_ArticleId",
                        column: x => x.ArticleId,
                        principalTable: "Articles",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_StoryNotes_People_ById",
                        column: x => x.ById,
                        principalTable: "People",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.SetNull);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Revisions_ArticleId",
                table: "Revisions",
                column: "ArticleId",
                filter: "\"NoteDue\"");

            migrationBuilder.CreateIndex(
                name: "IX_OutboxRows_Subject",
                table: "OutboxRows",
                column: "Subject",
                filter: "\"Subject\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Articles_AssigneeId_ListedAt_Id",
                table: "Articles",
                columns: new[] { "AssigneeId", "ListedAt", "Id" },
                filter: "\"AssigneeId\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Articles_Deadline",
                table: "Articles",
                column: "Deadline",
                filter: "\"Deadline\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_PreviewLinks_ArticleId_Id",
                table: "PreviewLinks",
                columns: new[] { "ArticleId", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_PreviewLinks_ById",
                table: "PreviewLinks",
                column: "ById");

            migrationBuilder.CreateIndex(
                name: "IX_StoryNotes_ArticleId_Id",
                table: "StoryNotes",
                columns: new[] { "ArticleId", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_StoryNotes_ById",
                table: "StoryNotes",
                column: "ById");

            migrationBuilder.AddForeignKey(
                name: "FK_Articles_People_AssigneeId",
                table: "Articles",
                column: "AssigneeId",
                principalTable: "People",
                principalColumn: "Id",
                onDelete: ReferentialAction.SetNull);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "FK_Articles_People_AssigneeId",
                table: "Articles");

            migrationBuilder.DropTable(
                name: "PreviewLinks");

            migrationBuilder.DropTable(
                name: "StoryNotes");

            migrationBuilder.DropIndex(
                name: "IX_Revisions_ArticleId",
                table: "Revisions");

            migrationBuilder.DropIndex(
                name: "IX_OutboxRows_Subject",
                table: "OutboxRows");

            migrationBuilder.DropIndex(
                name: "IX_Articles_AssigneeId_ListedAt_Id",
                table: "Articles");

            migrationBuilder.DropIndex(
                name: "IX_Articles_Deadline",
                table: "Articles");

            migrationBuilder.DropColumn(
                name: "Change",
                table: "Revisions");

            migrationBuilder.DropColumn(
                name: "NoteDue",
                table: "Revisions");

            migrationBuilder.DropColumn(
                name: "Withholds",
                table: "Revisions");

            migrationBuilder.DropColumn(
                name: "Channel",
                table: "OutboxRows");

            migrationBuilder.DropColumn(
                name: "Subject",
                table: "OutboxRows");

            migrationBuilder.DropColumn(
                name: "AssigneeId",
                table: "Articles");

            migrationBuilder.DropColumn(
                name: "Deadline",
                table: "Articles");
        }
    }
}
