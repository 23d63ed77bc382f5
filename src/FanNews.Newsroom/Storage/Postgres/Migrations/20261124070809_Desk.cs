using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace FanNews.Storage.Postgres.Migrations
{
    /// <inheritdoc />
    public partial class Desk : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "ListedAt",
                table: "Articles",
                type: "timestamp with time zone",
                nullable: false,
                defaultValue: new DateTimeOffset(new DateTime(1, 1, 1, 0, 0, 0, 0, DateTimeKind.Unspecified), new TimeSpan(0, 0, 0, 0, 0)));

            migrationBuilder.AddColumn<long>(
                name: "OwnerId",
                table: "Articles",
                type: "bigint",
                nullable: true);

            // As the article itself keeps it from now on.
            migrationBuilder.Sql("""UPDATE "Articles" SET "ListedAt" = COALESCE("KilledAt", "PublishAt", "CreatedAt");""");

            migrationBuilder.CreateIndex(
                name: "IX_Articles_KilledAt_Id",
                table: "Articles",
                columns: new[] { "KilledAt", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Articles_ListedAt_Id",
                table: "Articles",
                columns: new[] { "ListedAt", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Articles_OwnerId_ListedAt_Id",
                table: "Articles",
                columns: new[] { "OwnerId", "ListedAt", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Articles_State_KilledAt_PublishAt_OwnerId",
                table: "Articles",
                columns: new[] { "State", "KilledAt", "PublishAt", "OwnerId" });

            migrationBuilder.CreateIndex(
                name: "IX_Articles_State_ListedAt_Id",
                table: "Articles",
                columns: new[] { "State", "ListedAt", "Id" });

            migrationBuilder.AddForeignKey(
                name: "FK_Articles_People_OwnerId",
                table: "Articles",
                column: "OwnerId",
                principalTable: "People",
                principalColumn: "Id",
                onDelete: ReferentialAction.SetNull);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "FK_Articles_People_OwnerId",
                table: "Articles");

            migrationBuilder.DropIndex(
                name: "IX_Articles_KilledAt_Id",
                table: "Articles");

            migrationBuilder.DropIndex(
                name: "IX_Articles_ListedAt_Id",
                table: "Articles");

            migrationBuilder.DropIndex(
                name: "IX_Articles_OwnerId_ListedAt_Id",
                table: "Articles");

            migrationBuilder.DropIndex(
                name: "IX_Articles_State_KilledAt_PublishAt_OwnerId",
                table: "Articles");

            migrationBuilder.DropIndex(
                name: "IX_Articles_State_ListedAt_Id",
                table: "Articles");

            migrationBuilder.DropColumn(
                name: "ListedAt",
                table: "Articles");

            migrationBuilder.DropColumn(
                name: "OwnerId",
                table: "Articles");
        }
    }
}
