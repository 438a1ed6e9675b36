-- AlterTable
ALTER TABLE "community" ADD COLUMN "raw_mail_days" INTEGER;
ALTER TABLE "community" ADD CONSTRAINT "community_raw_mail_days_check" CHECK ("raw_mail_days" >= 1);

-- AlterTable
ALTER TABLE "inbound_message" ADD COLUMN "raw_forgotten_at" TIMESTAMPTZ(3),
ADD COLUMN "waits_for" TEXT,
ADD COLUMN "waits_until" TIMESTAMPTZ(3);

-- Who waits for a message; they are few.
CREATE INDEX "inbound_message_waits_for_idx" ON "inbound_message" ("waits_for") WHERE "waits_for" IS NOT NULL;

-- AlterTable
ALTER TABLE "ingress" ADD COLUMN "held_by" TEXT,
ADD COLUMN "held_until" TIMESTAMPTZ(3);
