-- CreateEnum
CREATE TYPE "StartedBy" AS ENUM ('members', 'curators');

-- CreateEnum
CREATE TYPE "PeopleImportStatus" AS ENUM ('draft', 'running', 'done', 'undone');

-- CreateEnum
CREATE TYPE "ExportKind" AS ENUM ('members', 'everything', 'threads', 'archive');

-- CreateEnum
CREATE TYPE "ExportStatus" AS ENUM ('waiting', 'ready', 'expired');

-- AlterEnum
ALTER TYPE "LetterKind" ADD VALUE 'export_ready';
ALTER TYPE "LetterKind" ADD VALUE 'closing';

-- AlterTable
ALTER TABLE "deployment" ADD COLUMN "owners_may_found" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "community" ADD COLUMN "started_by" "StartedBy" NOT NULL DEFAULT 'members',
ADD COLUMN "holds_first_posts" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN "followers_may_answer" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN "steps_dismissed_at" TIMESTAMPTZ(3),
ADD COLUMN "closed_at" TIMESTAMPTZ(3),
ADD COLUMN "deletes_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "person" ADD COLUMN "operator_since" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "membership" ADD COLUMN "visited_at" TIMESTAMPTZ(3),
ADD COLUMN "visited_before" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "people_import" (
    "id" UUID NOT NULL,
    "community_id" UUID NOT NULL,
    "membership_id" UUID NOT NULL,
    "filename" TEXT NOT NULL DEFAULT '',
    "source" TEXT NOT NULL,
    "columns" JSONB NOT NULL DEFAULT '{}',
    "note" TEXT NOT NULL DEFAULT '',
    "status" "PeopleImportStatus" NOT NULL DEFAULT 'draft',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "started_at" TIMESTAMPTZ(3),
    "finished_at" TIMESTAMPTZ(3),
    "undone_at" TIMESTAMPTZ(3),

    CONSTRAINT "people_import_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "people_import_row" (
    "import_id" UUID NOT NULL,
    "line" INTEGER NOT NULL,
    "address" TEXT NOT NULL,
    "name" TEXT NOT NULL DEFAULT '',
    "outcome" TEXT,
    "invitation_id" UUID,

    CONSTRAINT "people_import_row_pkey" PRIMARY KEY ("import_id","line")
);

-- CreateTable
CREATE TABLE "export" (
    "id" UUID NOT NULL,
    "community_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "kind" "ExportKind" NOT NULL,
    "status" "ExportStatus" NOT NULL DEFAULT 'waiting',
    "filename" TEXT NOT NULL DEFAULT '',
    "byte_size" BIGINT NOT NULL DEFAULT 0,
    "parts" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "ready_at" TIMESTAMPTZ(3),
    "expires_at" TIMESTAMPTZ(3),
    "fetched_at" TIMESTAMPTZ(3),

    CONSTRAINT "export_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "people_import_community_id_created_at_idx" ON "people_import"("community_id", "created_at");

-- CreateIndex
CREATE UNIQUE INDEX "people_import_row_invitation_id_key" ON "people_import_row"("invitation_id");

-- CreateIndex
CREATE INDEX "export_community_id_created_at_idx" ON "export"("community_id", "created_at");

-- CreateIndex
CREATE INDEX "export_status_expires_at_idx" ON "export"("status", "expires_at");

-- AddForeignKey
ALTER TABLE "people_import" ADD CONSTRAINT "people_import_community_id_fkey" FOREIGN KEY ("community_id") REFERENCES "community"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "people_import" ADD CONSTRAINT "people_import_membership_id_fkey" FOREIGN KEY ("membership_id") REFERENCES "membership"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "people_import_row" ADD CONSTRAINT "people_import_row_import_id_fkey" FOREIGN KEY ("import_id") REFERENCES "people_import"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "people_import_row" ADD CONSTRAINT "people_import_row_invitation_id_fkey" FOREIGN KEY ("invitation_id") REFERENCES "invitation"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "export" ADD CONSTRAINT "export_community_id_fkey" FOREIGN KEY ("community_id") REFERENCES "community"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "export" ADD CONSTRAINT "export_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Whoever owns the first community looks after the deployment.
UPDATE person SET operator_since = now()
 WHERE id = (SELECT membership.person_id FROM membership JOIN community ON community.id = membership.community_id
              WHERE membership.role = 'owner' ORDER BY community.created_at, membership.created_at LIMIT 1);

-- What was lived with before needs no first steps.
UPDATE community SET steps_dismissed_at = now();
