-- CreateEnum
CREATE TYPE "PartShown" AS ENUM ('everybody', 'unlisted', 'members');

-- CreateEnum
CREATE TYPE "InquiryState" AS ENUM ('asked', 'open', 'done', 'blocked');

-- CreateEnum
CREATE TYPE "InquirySide" AS ENUM ('asker', 'maker');

-- AlterEnum
ALTER TYPE "LetterKind" ADD VALUE 'confirm_inquiry';
ALTER TYPE "LetterKind" ADD VALUE 'inquiry';

-- AlterTable
ALTER TABLE "community" ADD COLUMN "makers_shown" "PartShown" NOT NULL DEFAULT 'everybody',
ADD COLUMN "showcases_shown" "PartShown" NOT NULL DEFAULT 'everybody',
ADD COLUMN "events_shown" "PartShown" NOT NULL DEFAULT 'everybody',
ADD COLUMN "newsletters_shown" "PartShown" NOT NULL DEFAULT 'everybody',
ADD COLUMN "takes_inquiries" BOOLEAN NOT NULL DEFAULT true;

-- AlterTable
ALTER TABLE "follow_request" ADD COLUMN "event_id" UUID,
ADD COLUMN "guests" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN "newsletter" BOOLEAN NOT NULL DEFAULT true;

-- CreateTable
CREATE TABLE "inquiry" (
    "id" UUID NOT NULL,
    "number" SERIAL NOT NULL,
    "community_id" UUID NOT NULL,
    "maker_id" UUID NOT NULL,
    "showcase_id" UUID,
    "asker_name" TEXT NOT NULL,
    "asker_address" CITEXT NOT NULL,
    "locale" TEXT NOT NULL DEFAULT 'en',
    "time_zone" TEXT,
    "state" "InquiryState" NOT NULL DEFAULT 'asked',
    "ended_by" "InquirySide",
    "key_version" INTEGER NOT NULL DEFAULT 1,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "confirmed_at" TIMESTAMPTZ(3),
    "last_message_at" TIMESTAMPTZ(3),
    "reported_at" TIMESTAMPTZ(3),
    "reported_by" "InquirySide",
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "inquiry_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "inquiry_message" (
    "id" UUID NOT NULL,
    "inquiry_id" UUID NOT NULL,
    "side" "InquirySide" NOT NULL,
    "text" TEXT NOT NULL,
    "files_left_out" INTEGER NOT NULL DEFAULT 0,
    "inbound_message_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "inquiry_message_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "inquiry_number_key" ON "inquiry"("number");

-- CreateIndex
CREATE INDEX "inquiry_community_id_created_at_idx" ON "inquiry"("community_id", "created_at");

-- CreateIndex
CREATE INDEX "inquiry_community_id_asker_address_created_at_idx" ON "inquiry"("community_id", "asker_address", "created_at");

-- CreateIndex
CREATE INDEX "inquiry_state_expires_at_idx" ON "inquiry"("state", "expires_at");

-- CreateIndex
CREATE UNIQUE INDEX "inquiry_message_inbound_message_id_key" ON "inquiry_message"("inbound_message_id");

-- CreateIndex
CREATE INDEX "inquiry_message_inquiry_id_created_at_idx" ON "inquiry_message"("inquiry_id", "created_at");

-- AddForeignKey
ALTER TABLE "follow_request" ADD CONSTRAINT "follow_request_event_id_fkey" FOREIGN KEY ("event_id") REFERENCES "event"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "inquiry" ADD CONSTRAINT "inquiry_community_id_fkey" FOREIGN KEY ("community_id") REFERENCES "community"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "inquiry" ADD CONSTRAINT "inquiry_maker_id_fkey" FOREIGN KEY ("maker_id") REFERENCES "membership"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "inquiry" ADD CONSTRAINT "inquiry_showcase_id_fkey" FOREIGN KEY ("showcase_id") REFERENCES "showcase"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "inquiry_message" ADD CONSTRAINT "inquiry_message_inquiry_id_fkey" FOREIGN KEY ("inquiry_id") REFERENCES "inquiry"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "inquiry_message" ADD CONSTRAINT "inquiry_message_inbound_message_id_fkey" FOREIGN KEY ("inbound_message_id") REFERENCES "inbound_message"("id") ON DELETE SET NULL ON UPDATE CASCADE;
