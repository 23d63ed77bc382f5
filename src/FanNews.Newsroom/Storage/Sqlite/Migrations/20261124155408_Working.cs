using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace FanNews.Storage.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class Working : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "Named",
                table: "Revisions",
                type: "TEXT",
                maxLength: 16,
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "Sitting",
                table: "Revisions",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.Sql("""UPDATE "Revisions" SET "Sitting" = "Number", "Named" = CASE WHEN "Released" THEN 'Published' END;""");

            migrationBuilder.CreateTable(
                name: "WorkingCopies",
                columns: table => new
                {
                    PersonId = table.Column<long>(type: "INTEGER", nullable: false),
                    Story = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Stamp = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    At = table.Column<long>(type: "INTEGER", nullable: false),
                    Form = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_WorkingCopies", x => new { x.PersonId, x.Story });
                    table.ForeignKey(
                        name: "FK_WorkingCopies_People_PersonId",
                        column: x => x.PersonId,
                        principalTable: "People",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Revisions_ArticleId_Sitting_Number",
                table: "Revisions",
                columns: new[] { "ArticleId", "Sitting", "Number" });

            migrationBuilder.CreateIndex(
                name: "IX_WorkingCopies_Story_At",
                table: "WorkingCopies",
                columns: new[] { "Story", "At" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "WorkingCopies");

            migrationBuilder.DropIndex(
                name: "IX_Revisions_ArticleId_Sitting_Number",
                table: "Revisions");

            migrationBuilder.DropColumn(
                name: "Named",
                table: "Revisions");

            migrationBuilder.DropColumn(
                name: "Sitting",
                table: "Revisions");
        }
    }
}
