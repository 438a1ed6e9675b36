-- CreateEnum
CREATE TYPE "NewsletterRhythm" AS ENUM ('with_digest', 'monthly', 'off');

-- CreateEnum
CREATE TYPE "NewsletterStatus" AS ENUM ('draft', 'issued', 'stopped');

-- AlterEnum
ALTER TYPE "LetterKind" ADD VALUE 'newsletter';
ALTER TYPE "LetterKind" ADD VALUE 'confirm_follow';

-- AlterTable
ALTER TABLE "community" ADD COLUMN "newsletter_rhythm" "NewsletterRhythm" NOT NULL DEFAULT 'with_digest',
ADD COLUMN "newsletter_until" TIMESTAMPTZ(3),
ADD COLUMN "next_newsletter_at" TIMESTAMPTZ(3),
ADD COLUMN "unlisted" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "membership" ADD COLUMN "profile_public_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "thread" ADD COLUMN "public_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "showcase" ADD COLUMN "public_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "event" ADD COLUMN "public_at" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "follow_request" (
    "id" UUID NOT NULL,
    "number" SERIAL NOT NULL,
    "community_id" UUID NOT NULL,
    "address" CITEXT NOT NULL,
    "name" TEXT NOT NULL,
    "locale" TEXT NOT NULL DEFAULT 'en',
    "time_zone" TEXT,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "confirmed_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "follow_request_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "newsletter" (
    "id" UUID NOT NULL,
    "number" SERIAL NOT NULL,
    "community_id" UUID NOT NULL,
    "issue" INTEGER,
    "status" "NewsletterStatus" NOT NULL DEFAULT 'draft',
    "opening" TEXT NOT NULL DEFAULT '',
    "contents" JSONB NOT NULL DEFAULT '[]',
    "digest_id" UUID,
    "audience" JSONB NOT NULL DEFAULT '{}',
    "issued_at" TIMESTAMPTZ(3),
    "sends_at" TIMESTAMPTZ(3),
    "stopped_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "newsletter_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "follow_request_number_key" ON "follow_request"("number");

-- CreateIndex
CREATE INDEX "follow_request_community_id_address_idx" ON "follow_request"("community_id", "address");

-- CreateIndex
CREATE INDEX "follow_request_expires_at_idx" ON "follow_request"("expires_at");

-- CreateIndex
CREATE UNIQUE INDEX "newsletter_number_key" ON "newsletter"("number");

-- CreateIndex
CREATE UNIQUE INDEX "newsletter_digest_id_key" ON "newsletter"("digest_id");

-- CreateIndex
CREATE INDEX "newsletter_community_id_status_idx" ON "newsletter"("community_id", "status");

-- CreateIndex
CREATE UNIQUE INDEX "newsletter_community_id_issue_key" ON "newsletter"("community_id", "issue");

-- AddForeignKey
ALTER TABLE "follow_request" ADD CONSTRAINT "follow_request_community_id_fkey" FOREIGN KEY ("community_id") REFERENCES "community"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "newsletter" ADD CONSTRAINT "newsletter_community_id_fkey" FOREIGN KEY ("community_id") REFERENCES "community"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "newsletter" ADD CONSTRAINT "newsletter_digest_id_fkey" FOREIGN KEY ("digest_id") REFERENCES "digest"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- A community has at most one newsletter to come.
CREATE UNIQUE INDEX "newsletter_one_draft_key" ON "newsletter" ("community_id") WHERE "status" = 'draft';
ALTER TABLE "newsletter" ADD CONSTRAINT "newsletter_issued_has_its_hour_check" CHECK ("status" = 'draft' OR ("issue" IS NOT NULL AND "issued_at" IS NOT NULL AND "sends_at" IS NOT NULL));

-- What everybody may see is little; these hold nothing else.
CREATE INDEX "thread_public_idx" ON "thread" ("community_id", "last_post_at" DESC) WHERE "public_at" IS NOT NULL;
CREATE INDEX "showcase_public_idx" ON "showcase" ("community_id", "published_at" DESC) WHERE "public_at" IS NOT NULL;
CREATE INDEX "event_public_idx" ON "event" ("community_id", "starts_at") WHERE "public_at" IS NOT NULL;
CREATE INDEX "membership_follower_idx" ON "membership" ("community_id", "number") WHERE "role" = 'follower' AND "status" IN ('active', 'paused');
CREATE INDEX "community_newsletter_due_idx" ON "community" ("next_newsletter_at") WHERE "next_newsletter_at" IS NOT NULL;
CREATE INDEX "community_newsletter_with_digest_idx" ON "community" ("id") WHERE "public_home" AND "newsletter_rhythm" = 'with_digest';
CREATE INDEX "digest_issued_idx" ON "digest" ("community_id", "issued_at") WHERE "status" = 'issued';

-- Public homes have shown these until now; they go on doing so.
UPDATE "showcase" SET "public_at" = "published_at"
FROM "community" WHERE "community"."id" = "showcase"."community_id" AND "community"."public_home" AND "showcase"."status" = 'published';
UPDATE "event" SET "public_at" = "published_at"
FROM "community" WHERE "community"."id" = "event"."community_id" AND "community"."public_home" AND "event"."status" = 'published';
