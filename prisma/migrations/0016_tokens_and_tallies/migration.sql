-- AlterEnum
ALTER TYPE "LetterKind" ADD VALUE 'held_notice';

-- AlterTable
ALTER TABLE "membership" ADD COLUMN "letters_revoked" INTEGER NOT NULL DEFAULT 0;

-- CreateTable
CREATE TABLE "revoked_letter" (
    "member_number" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "target" INTEGER NOT NULL,
    "until_day" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "revoked_letter_pkey" PRIMARY KEY ("member_number","kind","target")
);

-- CreateTable: counted on every post to an open page, worth nothing after a crash
CREATE UNLOGGED TABLE "tally" (
    "name" TEXT NOT NULL,
    "who" TEXT NOT NULL,
    "count" INTEGER NOT NULL,
    "until" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "tally_pkey" PRIMARY KEY ("name","who")
);

-- CreateIndex
CREATE INDEX "tally_until_idx" ON "tally"("until");
