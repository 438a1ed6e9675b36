-- AlterTable
ALTER TABLE "community" ADD COLUMN "raw_mail_days" INTEGER;
ALTER TABLE "community" ADD CONSTRAINT "community_raw_mail_days_check" CHECK ("raw_mail_days" >= 1);

-- AlterTable
ALTER TABLE "inbound_message" ADD COLUMN "raw_forgotten_at" TIMESTAMPTZ(3),
ADD COLUMN "waits_for" TEXT,
ADD COLUMN "waits_until" TIMESTAMPTZ(3);

-- Who waits for a message, and whose bytes may be forgotten; both are few.
CREATE INDEX "inbound_message_waits_for_idx" ON "inbound_message" ("waits_for") WHERE "waits_for" IS NOT NULL;
CREATE INDEX "inbound_message_raw_kept_idx" ON "inbound_message" ("community_id", "settled_at") WHERE "raw_forgotten_at" IS NULL;
-- Taking what has been received, the oldest first, must not look at what is done.
CREATE INDEX "inbound_message_received_idx" ON "inbound_message" ("received_at", "number") WHERE "status" = 'received';

-- AlterTable
ALTER TABLE "ingress" ADD COLUMN "held_by" TEXT,
ADD COLUMN "held_until" TIMESTAMPTZ(3);
