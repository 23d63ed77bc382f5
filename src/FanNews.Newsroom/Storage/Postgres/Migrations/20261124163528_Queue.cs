using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace FanNews.Storage.Postgres.Migrations
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
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "MeaningChangedAt",
                table: "Comments",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Original",
                table: "Comments",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "Batch",
                table: "Bans",
                type: "uuid",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "CommentNotes",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    CommentId = table.Column<long>(type: "bigint", nullable: false),
                    Text = table.Column<string>(type: "text", nullable: false),
                    At = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    ById = table.Column<long>(type: "bigint", nullable: true)
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

            migrationBuilder.Sql("""CREATE TABLE "CommentWords" ("Id" bigint NOT NULL PRIMARY KEY, "Words" tsvector NOT NULL) WITH (toast_tuple_target = 128);""");
            // Long vectors apart from the rows: a word of many comments is then found in a table of few pages.
            migrationBuilder.Sql("""ALTER TABLE "CommentWords" ALTER COLUMN "Words" SET STORAGE EXTERNAL;""");
            // A long list of what is not in the index yet would be read by every question.
            migrationBuilder.Sql("""CREATE INDEX "IX_CommentWords_Words" ON "CommentWords" USING gin ("Words") WITH (gin_pending_list_limit = 512);""");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("""DROP TABLE "CommentWords";""");

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
