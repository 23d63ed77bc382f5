using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace FanNews.Storage.Postgres.Migrations
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
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    PersonId = table.Column<long>(type: "bigint", nullable: false),
                    SecretHash = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    BeganAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    Proven = table.Column<bool>(type: "boolean", nullable: false),
                    Device = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: true)
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
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    PersonId = table.Column<long>(type: "bigint", nullable: false),
                    Name = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    CreatedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    UsedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    CredentialId = table.Column<byte[]>(type: "bytea", maxLength: 1023, nullable: false),
                    PublicKey = table.Column<byte[]>(type: "bytea", nullable: false),
                    SignCount = table.Column<long>(type: "bigint", nullable: false),
                    Transports = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    UserVerified = table.Column<bool>(type: "boolean", nullable: false),
                    BackupEligible = table.Column<bool>(type: "boolean", nullable: false),
                    BackedUp = table.Column<bool>(type: "boolean", nullable: false)
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
                    PersonId = table.Column<long>(type: "bigint", nullable: false),
                    SectionId = table.Column<long>(type: "bigint", nullable: false)
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
                    Key = table.Column<string>(type: "character varying(66)", maxLength: 66, nullable: false),
                    Failed = table.Column<int>(type: "integer", nullable: false),
                    NextAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    LastAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SignInTries", x => x.Key);
                });

            migrationBuilder.CreateTable(
                name: "SpentProofs",
                columns: table => new
                {
                    Hash = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    At = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
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
                CREATE FUNCTION "AuditLines_keep"() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                  IF TG_OP = 'UPDATE' AND NEW."Id" = OLD."Id" AND NEW."At" = OLD."At" AND NEW."ById" = OLD."ById" AND NEW."Verb" = OLD."Verb" AND NEW."Subject" = OLD."Subject"
                    AND NEW."By" = 'person ' || OLD."ById"
                    AND (NEW."Detail" IS NOT DISTINCT FROM OLD."Detail" OR (NEW."Detail" IS NULL AND OLD."Verb" = 'changed name')) THEN
                    RETURN NEW;
                  END IF;
                  RAISE EXCEPTION 'The trail is append-only.';
                END
                $$;
                """);
            migrationBuilder.Sql("""CREATE TRIGGER "AuditLines_no_change" BEFORE UPDATE OR DELETE ON "AuditLines" FOR EACH ROW EXECUTE FUNCTION "AuditLines_keep"();""");
            migrationBuilder.Sql("""CREATE TRIGGER "AuditLines_no_truncate" BEFORE TRUNCATE ON "AuditLines" FOR EACH STATEMENT EXECUTE FUNCTION "AuditLines_keep"();""");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("""DROP TRIGGER "AuditLines_no_change" ON "AuditLines";""");
            migrationBuilder.Sql("""DROP TRIGGER "AuditLines_no_truncate" ON "AuditLines";""");
            migrationBuilder.Sql("""DROP FUNCTION "AuditLines_keep"();""");

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
