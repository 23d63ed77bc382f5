using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace FanNews.Storage.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class Seen : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "SeenAt",
                table: "Articles",
                type: "INTEGER",
                nullable: true);

            // REPLACE deletes a line without asking the trigger that refuses deletions.
            migrationBuilder.Sql("""
                CREATE TRIGGER "AuditLines_no_replace" BEFORE INSERT ON "AuditLines"
                WHEN EXISTS (SELECT 1 FROM "AuditLines" WHERE "Id" = NEW."Id")
                BEGIN
                  SELECT RAISE(ABORT, 'The trail is append-only.');
                END;
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("""DROP TRIGGER "AuditLines_no_replace";""");

            migrationBuilder.DropColumn(
                name: "SeenAt",
                table: "Articles");
        }
    }
}
