-- CreateEnum
CREATE TYPE "ArchiveImportStatus" AS ENUM ('waiting', 'running', 'done', 'failed', 'undone');

-- CreateTable
CREATE TABLE "archive_import" (
    "id" UUID NOT NULL,
    "community_id" UUID NOT NULL,
    "membership_id" UUID NOT NULL,
    "filename" TEXT NOT NULL,
    "byte_size" INTEGER NOT NULL,
    "parts" INTEGER NOT NULL,
    "status" "ArchiveImportStatus" NOT NULL DEFAULT 'waiting',
    "report" JSONB NOT NULL DEFAULT '{}',
    "after_post" INTEGER,
    "upto_post" INTEGER,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finished_at" TIMESTAMPTZ(3),
    "undone_at" TIMESTAMPTZ(3),

    CONSTRAINT "archive_import_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "archive_import_community_id_created_at_idx" ON "archive_import"("community_id", "created_at");

-- AddForeignKey
ALTER TABLE "archive_import" ADD CONSTRAINT "archive_import_community_id_fkey" FOREIGN KEY ("community_id") REFERENCES "community"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "archive_import" ADD CONSTRAINT "archive_import_membership_id_fkey" FOREIGN KEY ("membership_id") REFERENCES "membership"("id") ON DELETE CASCADE ON UPDATE CASCADE;
