using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace FanNews.Storage.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class Access : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "DeskSessions",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    PersonId = table.Column<long>(type: "INTEGER", nullable: false),
                    SecretHash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    BeganAt = table.Column<long>(type: "INTEGER", nullable: false),
                    Proven = table.Column<bool>(type: "INTEGER", nullable: false),
                    Device = table.Column<string>(type: "TEXT", maxLength: 80, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_DeskSessions", x => x.Id);
                    table.ForeignKey(
                        name: "FK_DeskSessions_People_PersonId",
                        column: x => x.PersonId,
                        principalTable: "People",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "Passkeys",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    PersonId = table.Column<long>(type: "INTEGER", nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    CreatedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    UsedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    CredentialId = table.Column<byte[]>(type: "BLOB", maxLength: 1023, nullable: false),
                    PublicKey = table.Column<byte[]>(type: "BLOB", nullable: false),
                    SignCount = table.Column<long>(type: "INTEGER", nullable: false),
                    Transports = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    UserVerified = table.Column<bool>(type: "INTEGER", nullable: false),
                    BackupEligible = table.Column<bool>(type: "INTEGER", nullable: false),
                    BackedUp = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Passkeys", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Passkeys_People_PersonId",
                        column: x => x.PersonId,
                        principalTable: "People",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "PersonSections",
                columns: table => new
                {
                    PersonId = table.Column<long>(type: "INTEGER", nullable: false),
                    SectionId = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PersonSections", x => new { x.PersonId, x.SectionId });
                    table.ForeignKey(
                        name: "FK_PersonSections_People_PersonId",
                        column: x => x.PersonId,
                        principalTable: "People",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_PersonSections_Sections_SectionId",
                        column: x => x.SectionId,
                        principalTable: "Sections",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "SignInTries",
                columns: table => new
                {
                    Key = table.Column<string>(type: "TEXT", maxLength: 66, nullable: false),
                    Failed = table.Column<int>(type: "INTEGER", nullable: false),
                    NextAt = table.Column<long>(type: "INTEGER", nullable: false),
                    LastAt = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SignInTries", x => x.Key);
                });

            migrationBuilder.CreateTable(
                name: "SpentProofs",
                columns: table => new
                {
                    Hash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    At = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SpentProofs", x => x.Hash);
                });

            migrationBuilder.CreateIndex(
                name: "IX_AuditLines_At",
                table: "AuditLines",
                column: "At");

            migrationBuilder.CreateIndex(
                name: "IX_AuditLines_ById_Id",
                table: "AuditLines",
                columns: new[] { "ById", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_AuditLines_Verb_Id",
                table: "AuditLines",
                columns: new[] { "Verb", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_DeskSessions_PersonId_SecretHash",
                table: "DeskSessions",
                columns: new[] { "PersonId", "SecretHash" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Passkeys_CredentialId",
                table: "Passkeys",
                column: "CredentialId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Passkeys_PersonId",
                table: "Passkeys",
                column: "PersonId");

            migrationBuilder.CreateIndex(
                name: "IX_PersonSections_SectionId",
                table: "PersonSections",
                column: "SectionId");

            migrationBuilder.CreateIndex(
                name: "IX_SignInTries_LastAt",
                table: "SignInTries",
                column: "LastAt");

            migrationBuilder.CreateIndex(
                name: "IX_SpentProofs_At",
                table: "SpentProofs",
                column: "At");

            // Everybody signs in once more: sessions have a table of their own now.
            migrationBuilder.Sql("""DELETE FROM "AspNetUserTokens" WHERE "LoginProvider" = 'session';""");

            // The trail is append-only. One thing may be taken out of a line: a name, where the law says so. The person's number stays in its place.
            migrationBuilder.Sql("""
                CREATE TRIGGER "AuditLines_no_update" BEFORE UPDATE ON "AuditLines"
                WHEN NOT (NEW."Id" IS OLD."Id" AND NEW."At" IS OLD."At" AND NEW."ById" IS OLD."ById" AND NEW."Verb" IS OLD."Verb" AND NEW."Subject" IS OLD."Subject"
                  AND OLD."ById" IS NOT NULL AND NEW."By" = 'person ' || OLD."ById"
                  AND (NEW."Detail" IS OLD."Detail" OR (NEW."Detail" IS NULL AND OLD."Verb" = 'changed name')))
                BEGIN
                  SELECT RAISE(ABORT, 'The trail is append-only.');
                END;
                """);
            migrationBuilder.Sql("""
                CREATE TRIGGER "AuditLines_no_delete" BEFORE DELETE ON "AuditLines"
                BEGIN
                  SELECT RAISE(ABORT, 'The trail is append-only.');
                END;
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("""DROP TRIGGER "AuditLines_no_update";""");
            migrationBuilder.Sql("""DROP TRIGGER "AuditLines_no_delete";""");

            migrationBuilder.DropTable(
                name: "DeskSessions");

            migrationBuilder.DropTable(
                name: "Passkeys");

            migrationBuilder.DropTable(
                name: "PersonSections");

            migrationBuilder.DropTable(
                name: "SignInTries");

            migrationBuilder.DropTable(
                name: "SpentProofs");

            migrationBuilder.DropIndex(
                name: "IX_AuditLines_At",
                table: "AuditLines");

            migrationBuilder.DropIndex(
                name: "IX_AuditLines_ById_Id",
                table: "AuditLines");

            migrationBuilder.DropIndex(
                name: "IX_AuditLines_Verb_Id",
                table: "AuditLines");
        }
    }
}
