-- CreateEnum
CREATE TYPE "ThreadWish" AS ENUM ('mute', 'follow');

-- AlterEnum
ALTER TYPE "LetterKind" ADD VALUE 'event_reminder' BEFORE 'showcase_card';

-- AlterTable
ALTER TABLE "community" ADD COLUMN "instant_grace_minutes" INTEGER NOT NULL DEFAULT 10,
ADD COLUMN "sends_uncertain_again" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "membership" ADD COLUMN "event_reminders" BOOLEAN NOT NULL DEFAULT true,
ADD COLUMN "follows_own" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN "quiet_from" INTEGER NOT NULL DEFAULT 21,
ADD COLUMN "quiet_hours" BOOLEAN NOT NULL DEFAULT true,
ADD COLUMN "quiet_until" INTEGER NOT NULL DEFAULT 7;

-- AlterTable
ALTER TABLE "delivery" ADD COLUMN "sent_again_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "bounce" ADD COLUMN "cleared_at" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "thread_preference" (
    "membership_id" UUID NOT NULL,
    "thread_id" UUID NOT NULL,
    "wish" "ThreadWish" NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "thread_preference_pkey" PRIMARY KEY ("membership_id","thread_id")
);

-- Who muted keeps it.
INSERT INTO "thread_preference" ("membership_id", "thread_id", "wish", "created_at")
SELECT "membership_id", "thread_id", 'mute', "created_at" FROM "thread_mute";

-- DropTable
DROP TABLE "thread_mute";

-- CreateTable
CREATE TABLE "letter_audience" (
    "letter_key" TEXT NOT NULL,
    "community_id" UUID NOT NULL,
    "audience" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "letter_audience_pkey" PRIMARY KEY ("letter_key")
);

-- CreateIndex
CREATE INDEX "thread_preference_thread_id_wish_idx" ON "thread_preference"("thread_id", "wish");

-- CreateIndex
CREATE INDEX "letter_audience_community_id_created_at_idx" ON "letter_audience"("community_id", "created_at");

-- AddForeignKey
ALTER TABLE "thread_preference" ADD CONSTRAINT "thread_preference_thread_id_fkey" FOREIGN KEY ("thread_id") REFERENCES "thread"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "thread_preference" ADD CONSTRAINT "thread_preference_membership_id_fkey" FOREIGN KEY ("membership_id") REFERENCES "membership"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "letter_audience" ADD CONSTRAINT "letter_audience_community_id_fkey" FOREIGN KEY ("community_id") REFERENCES "community"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What a clock shows, and a patience that ends.
ALTER TABLE "membership" ADD CONSTRAINT "membership_quiet_hours_check" CHECK ("quiet_from" BETWEEN 0 AND 23 AND "quiet_until" BETWEEN 0 AND 23);
ALTER TABLE "community" ADD CONSTRAINT "community_instant_grace_check" CHECK ("instant_grace_minutes" BETWEEN 0 AND 1440);

-- Who gets each post at once; what is not known; what still counts against an address; what comes soon.
CREATE INDEX "membership_instant_idx" ON "membership" ("community_id") WHERE "instant_posts";
CREATE INDEX "delivery_uncertain_idx" ON "delivery" ("community_id") WHERE "status" = 'uncertain';
CREATE INDEX "bounce_counting_idx" ON "bounce" ("at") WHERE "cleared_at" IS NULL;
CREATE INDEX "event_soon_idx" ON "event" ("starts_at") WHERE "status" = 'published';
-- What a person asked for on a page goes to a paused address, too: that it was taken is proof of life.
CREATE INDEX "delivery_asked_for_idx" ON "delivery" ("address", "sent_at") WHERE "kind" IN ('sign_in', 'confirm_join');
