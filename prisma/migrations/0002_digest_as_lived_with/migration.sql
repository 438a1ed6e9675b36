-- CreateEnum
CREATE TYPE "DraftHold" AS ENUM ('by_owner', 'missed_hour');

-- CreateEnum
CREATE TYPE "ProofReason" AS ENUM ('asked', 'required', 'changed', 'expired', 'reminder');

-- AlterEnum
ALTER TYPE "DigestStatus" RENAME VALUE 'cancelled' TO 'stopped';
ALTER TYPE "DigestStatus" ADD VALUE 'paused' BEFORE 'stopped';

-- AlterEnum
ALTER TYPE "LetterKind" ADD VALUE 'proof' BEFORE 'bounce_notice';

-- AlterTable
ALTER TABLE "community" ADD COLUMN "hold_minutes" INTEGER NOT NULL DEFAULT 10,
ADD COLUMN "proof_required" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "digest" ADD COLUMN "approved_at" TIMESTAMPTZ(3),
ADD COLUMN "held_at" TIMESTAMPTZ(3),
ADD COLUMN "held_for" "DraftHold",
ADD COLUMN "holds_until" TIMESTAMPTZ(3),
ADD COLUMN "introduction" JSONB,
ADD COLUMN "news_until" TIMESTAMPTZ(3),
ADD COLUMN "paused_at" TIMESTAMPTZ(3),
ADD COLUMN "scheduled_at" TIMESTAMPTZ(3),
ADD COLUMN "scheduled_local" TEXT,
ADD COLUMN "skipped_at" TIMESTAMPTZ(3),
ADD COLUMN "stopped_at" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "proof" (
    "id" UUID NOT NULL,
    "number" SERIAL NOT NULL,
    "community_id" UUID NOT NULL,
    "digest_id" UUID NOT NULL,
    "membership_id" UUID NOT NULL,
    "reason" "ProofReason" NOT NULL,
    "fingerprint" TEXT NOT NULL,
    "news_until" TIMESTAMPTZ(3) NOT NULL,
    "contents" JSONB NOT NULL,
    "approved_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "proof_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "proof_number_key" ON "proof"("number");

-- CreateIndex
CREATE INDEX "proof_digest_id_created_at_idx" ON "proof"("digest_id", "created_at");

-- AddForeignKey
ALTER TABLE "proof" ADD CONSTRAINT "proof_community_id_fkey" FOREIGN KEY ("community_id") REFERENCES "community"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "proof" ADD CONSTRAINT "proof_digest_id_fkey" FOREIGN KEY ("digest_id") REFERENCES "digest"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "proof" ADD CONSTRAINT "proof_membership_id_fkey" FOREIGN KEY ("membership_id") REFERENCES "membership"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- A patience that ends (app/models/digest/due.ts looks ahead as far as this); a hold says why; a wall clock has its instant.
ALTER TABLE "community" ADD CONSTRAINT "community_hold_minutes_check" CHECK ("hold_minutes" BETWEEN 0 AND 120);
ALTER TABLE "digest" ADD CONSTRAINT "digest_held_for_check" CHECK (("held_at" IS NULL) = ("held_for" IS NULL));
ALTER TABLE "digest" ADD CONSTRAINT "digest_scheduled_local_check" CHECK ("scheduled_local" IS NULL OR "scheduled_at" IS NOT NULL);

-- Whose pause is over, which drafts have their hour, and whose letters must not leave: each is few.
CREATE INDEX "membership_paused_until_idx" ON "membership" ("paused_until") WHERE "status" = 'paused' AND "paused_until" IS NOT NULL;
CREATE INDEX "digest_scheduled_idx" ON "digest" ("scheduled_at") WHERE "status" = 'draft' AND "scheduled_at" IS NOT NULL;
CREATE INDEX "digest_paused_idx" ON "digest" ("paused_at") WHERE "paused_at" IS NOT NULL;
