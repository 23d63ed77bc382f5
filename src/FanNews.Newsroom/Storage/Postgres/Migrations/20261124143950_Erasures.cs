using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace FanNews.Storage.Postgres.Migrations
{
    /// <inheritdoc />
    public partial class Erasures : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateIndex(
                name: "IX_Comments_ErasedAt",
                table: "Comments",
                column: "ErasedAt",
                filter: "\"ErasedAt\" IS NOT NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Comments_ErasedAt",
                table: "Comments");
        }
    }
}
