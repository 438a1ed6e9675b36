CREATE EXTENSION IF NOT EXISTS citext;
CREATE EXTENSION IF NOT EXISTS pg_trgm;

-- CreateEnum
CREATE TYPE "Role" AS ENUM ('owner', 'moderator', 'member', 'follower');

-- CreateEnum
CREATE TYPE "MembershipStatus" AS ENUM ('waiting', 'active', 'paused', 'left', 'removed');

-- CreateEnum
CREATE TYPE "DigestRhythm" AS ENUM ('daily', 'weekly', 'monthly', 'on_publish', 'off');

-- CreateEnum
CREATE TYPE "InvitationKind" AS ENUM ('personal', 'link');

-- CreateEnum
CREATE TYPE "ThreadKind" AS ENUM ('discussion', 'showcase', 'event', 'digest');

-- CreateEnum
CREATE TYPE "PostSource" AS ENUM ('mail', 'web', 'demo');

-- CreateEnum
CREATE TYPE "ShowcaseStatus" AS ENUM ('draft', 'published', 'archived');

-- CreateEnum
CREATE TYPE "Stock" AS ENUM ('available', 'made_to_order', 'sold');

-- CreateEnum
CREATE TYPE "EventStatus" AS ENUM ('draft', 'published', 'cancelled');

-- CreateEnum
CREATE TYPE "RsvpAnswer" AS ENUM ('yes', 'no', 'maybe');

-- CreateEnum
CREATE TYPE "DigestStatus" AS ENUM ('draft', 'issued', 'cancelled');

-- CreateEnum
CREATE TYPE "DigestItemKind" AS ENUM ('thread', 'showcase', 'event', 'newcomers');

-- CreateEnum
CREATE TYPE "LetterKind" AS ENUM ('digest', 'instant_post', 'invitation', 'invitation_reminder', 'confirm_join', 'welcome', 'waiting_list', 'seat_offered', 'sign_in', 'rejection', 'held', 'question', 'receipt', 'event_invitation', 'event_change', 'event_cancellation', 'showcase_card', 'bounce_notice');

-- CreateEnum
CREATE TYPE "DeliveryStatus" AS ENUM ('prepared', 'leased', 'sent', 'deferred', 'bounced', 'suppressed', 'cancelled', 'uncertain');

-- CreateEnum
CREATE TYPE "SuppressionReason" AS ENUM ('hard_bounce', 'soft_bounces', 'complaint', 'unsubscribed', 'by_hand');

-- CreateEnum
CREATE TYPE "BounceClass" AS ENUM ('permanent', 'transient', 'delayed');

-- CreateEnum
CREATE TYPE "InboundStatus" AS ENUM ('received', 'processing', 'accepted', 'held', 'rejected', 'ignored', 'shunted');

-- CreateEnum
CREATE TYPE "JobStatus" AS ENUM ('waiting', 'relayed', 'failed');

-- CreateTable
CREATE TABLE "deployment" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "setup_token_hash" TEXT,
    "setup_finished_at" TIMESTAMPTZ(3),
    "demo_seeded_at" TIMESTAMPTZ(3),

    CONSTRAINT "deployment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "community" (
    "id" UUID NOT NULL,
    "number" SERIAL NOT NULL,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "tagline" TEXT NOT NULL DEFAULT '',
    "description" TEXT NOT NULL DEFAULT '',
    "accent" TEXT NOT NULL DEFAULT '#9a4a2f',
    "locale" TEXT NOT NULL DEFAULT 'en',
    "time_zone" TEXT NOT NULL DEFAULT 'Europe/Berlin',
    "postal_address" TEXT,
    "member_limit" INTEGER NOT NULL DEFAULT 150,
    "digest_rhythm" "DigestRhythm" NOT NULL DEFAULT 'weekly',
    "digest_weekday" INTEGER NOT NULL DEFAULT 5,
    "digest_hour" INTEGER NOT NULL DEFAULT 7,
    "public_home" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "community_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "person" (
    "id" UUID NOT NULL,
    "number" SERIAL NOT NULL,
    "name" TEXT NOT NULL,
    "locale" TEXT NOT NULL DEFAULT 'en',
    "key_version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "person_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "email_address" (
    "id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "address" CITEXT NOT NULL,
    "is_primary" BOOLEAN NOT NULL DEFAULT true,
    "verified_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "email_address_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "membership" (
    "id" UUID NOT NULL,
    "number" SERIAL NOT NULL,
    "community_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "role" "Role" NOT NULL DEFAULT 'member',
    "status" "MembershipStatus" NOT NULL,
    "name" TEXT NOT NULL,
    "makes" TEXT NOT NULL DEFAULT '',
    "story" TEXT NOT NULL DEFAULT '',
    "place" TEXT NOT NULL DEFAULT '',
    "links" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "photo_id" TEXT,
    "locale" TEXT NOT NULL DEFAULT 'en',
    "time_zone" TEXT NOT NULL,
    "digest_rhythm" "DigestRhythm" NOT NULL,
    "digest_weekday" INTEGER NOT NULL,
    "digest_hour" INTEGER NOT NULL,
    "instant_posts" BOOLEAN NOT NULL DEFAULT false,
    "next_digest_at" TIMESTAMPTZ(3),
    "told_until" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "paused_until" TIMESTAMPTZ(3),
    "invitation_id" UUID,
    "invited_by_id" UUID,
    "waiting_since" TIMESTAMPTZ(3),
    "seat_held_until" TIMESTAMPTZ(3),
    "joined_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "membership_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "invitation" (
    "id" UUID NOT NULL,
    "number" SERIAL NOT NULL,
    "community_id" UUID NOT NULL,
    "inviter_id" UUID NOT NULL,
    "kind" "InvitationKind" NOT NULL,
    "address" CITEXT,
    "name" TEXT NOT NULL DEFAULT '',
    "note" TEXT NOT NULL DEFAULT '',
    "role" "Role" NOT NULL DEFAULT 'member',
    "seats" INTEGER NOT NULL DEFAULT 1,
    "seats_taken" INTEGER NOT NULL DEFAULT 0,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "revoked_at" TIMESTAMPTZ(3),
    "accepted_at" TIMESTAMPTZ(3),
    "reminded_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "invitation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "join_request" (
    "id" UUID NOT NULL,
    "number" SERIAL NOT NULL,
    "community_id" UUID NOT NULL,
    "invitation_id" UUID,
    "address" CITEXT NOT NULL,
    "name" TEXT NOT NULL,
    "makes" TEXT NOT NULL DEFAULT '',
    "time_zone" TEXT,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "confirmed_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "join_request_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "session" (
    "id" UUID NOT NULL,
    "token_hash" TEXT NOT NULL,
    "person_id" UUID NOT NULL,
    "user_agent" TEXT NOT NULL DEFAULT '',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sign_in" (
    "id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "token_hash" TEXT NOT NULL,
    "code_hash" TEXT NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "sign_in_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "audit_entry" (
    "id" UUID NOT NULL,
    "community_id" UUID,
    "actor_id" UUID,
    "act" TEXT NOT NULL,
    "subject_id" TEXT,
    "details" JSONB NOT NULL DEFAULT '{}',
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "audit_entry_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "thread" (
    "id" UUID NOT NULL,
    "number" SERIAL NOT NULL,
    "community_id" UUID NOT NULL,
    "kind" "ThreadKind" NOT NULL DEFAULT 'discussion',
    "subject" TEXT NOT NULL,
    "started_by_id" UUID,
    "post_count" INTEGER NOT NULL DEFAULT 0,
    "last_post_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "closed_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "thread_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "thread_mute" (
    "thread_id" UUID NOT NULL,
    "membership_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "thread_mute_pkey" PRIMARY KEY ("thread_id","membership_id")
);

-- CreateTable
CREATE TABLE "post" (
    "id" UUID NOT NULL,
    "number" SERIAL NOT NULL,
    "community_id" UUID NOT NULL,
    "thread_id" UUID NOT NULL,
    "author_id" UUID NOT NULL,
    "in_reply_to_id" UUID,
    "text" TEXT NOT NULL,
    "html" TEXT,
    "folded" JSONB NOT NULL DEFAULT '[]',
    "source" "PostSource" NOT NULL,
    "client" TEXT,
    "inbound_message_id" UUID,
    "answer" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "edited_at" TIMESTAMPTZ(3),
    "removed_at" TIMESTAMPTZ(3),

    CONSTRAINT "post_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "reaction" (
    "id" UUID NOT NULL,
    "community_id" UUID NOT NULL,
    "post_id" UUID NOT NULL,
    "membership_id" UUID NOT NULL,
    "emoji" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "reaction_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "blob" (
    "id" TEXT NOT NULL,
    "byte_size" INTEGER NOT NULL,
    "media_type" TEXT NOT NULL,
    "width" INTEGER,
    "height" INTEGER,
    "preview" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "blob_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "attachment" (
    "id" UUID NOT NULL,
    "community_id" UUID NOT NULL,
    "post_id" UUID NOT NULL,
    "blob_id" TEXT NOT NULL,
    "filename" TEXT NOT NULL,
    "position" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "attachment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "showcase" (
    "id" UUID NOT NULL,
    "number" SERIAL NOT NULL,
    "community_id" UUID NOT NULL,
    "maker_id" UUID NOT NULL,
    "thread_id" UUID,
    "title" TEXT NOT NULL,
    "story" TEXT NOT NULL DEFAULT '',
    "price_minor" INTEGER,
    "currency" TEXT NOT NULL DEFAULT 'EUR',
    "stock" "Stock" NOT NULL DEFAULT 'available',
    "tags" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "status" "ShowcaseStatus" NOT NULL DEFAULT 'draft',
    "published_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "showcase_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "showcase_photo" (
    "id" UUID NOT NULL,
    "showcase_id" UUID NOT NULL,
    "blob_id" TEXT NOT NULL,
    "alt" TEXT NOT NULL DEFAULT '',
    "position" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "showcase_photo_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "event" (
    "id" UUID NOT NULL,
    "number" SERIAL NOT NULL,
    "community_id" UUID NOT NULL,
    "organizer_id" UUID NOT NULL,
    "thread_id" UUID,
    "title" TEXT NOT NULL,
    "story" TEXT NOT NULL DEFAULT '',
    "starts_at" TIMESTAMPTZ(3) NOT NULL,
    "ends_at" TIMESTAMPTZ(3) NOT NULL,
    "time_zone" TEXT NOT NULL,
    "place" TEXT NOT NULL DEFAULT '',
    "link" TEXT NOT NULL DEFAULT '',
    "capacity" INTEGER,
    "sequence" INTEGER NOT NULL DEFAULT 0,
    "status" "EventStatus" NOT NULL DEFAULT 'draft',
    "published_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "rsvp" (
    "id" UUID NOT NULL,
    "community_id" UUID NOT NULL,
    "event_id" UUID NOT NULL,
    "membership_id" UUID NOT NULL,
    "answer" "RsvpAnswer" NOT NULL,
    "guests" INTEGER NOT NULL DEFAULT 0,
    "waiting" BOOLEAN NOT NULL DEFAULT false,
    "answered_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "rsvp_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "digest" (
    "id" UUID NOT NULL,
    "number" SERIAL NOT NULL,
    "community_id" UUID NOT NULL,
    "issue" INTEGER,
    "status" "DigestStatus" NOT NULL DEFAULT 'draft',
    "opening" TEXT NOT NULL DEFAULT '',
    "thread_id" UUID,
    "edition_date" TEXT,
    "issued_at" TIMESTAMPTZ(3),
    "audience" JSONB NOT NULL DEFAULT '{}',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "digest_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "digest_item" (
    "id" UUID NOT NULL,
    "number" SERIAL NOT NULL,
    "digest_id" UUID NOT NULL,
    "kind" "DigestItemKind" NOT NULL,
    "thread_id" UUID,
    "showcase_id" UUID,
    "event_id" UUID,
    "position" INTEGER NOT NULL,
    "note" TEXT NOT NULL DEFAULT '',
    "pinned" BOOLEAN NOT NULL DEFAULT false,
    "dropped" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "digest_item_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "delivery" (
    "id" UUID NOT NULL,
    "number" SERIAL NOT NULL,
    "community_id" UUID,
    "kind" "LetterKind" NOT NULL,
    "letter_key" TEXT NOT NULL,
    "address" CITEXT NOT NULL,
    "membership_id" UUID,
    "digest_id" UUID,
    "post_id" UUID,
    "facts" JSONB NOT NULL DEFAULT '{}',
    "status" "DeliveryStatus" NOT NULL DEFAULT 'prepared',
    "urgency" INTEGER NOT NULL DEFAULT 5,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "not_before" TIMESTAMPTZ(3) NOT NULL,
    "not_after" TIMESTAMPTZ(3) NOT NULL,
    "leased_until" TIMESTAMPTZ(3),
    "leased_by" TEXT,
    "message_id" TEXT,
    "response" TEXT,
    "sent_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "delivery_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "suppression" (
    "id" UUID NOT NULL,
    "community_id" UUID NOT NULL,
    "address" CITEXT NOT NULL,
    "reason" "SuppressionReason" NOT NULL,
    "words" TEXT NOT NULL DEFAULT '',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "suppression_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "bounce" (
    "id" UUID NOT NULL,
    "community_id" UUID NOT NULL,
    "delivery_id" UUID NOT NULL,
    "address" CITEXT NOT NULL,
    "class" "BounceClass" NOT NULL,
    "status" TEXT,
    "reason" TEXT NOT NULL,
    "words" TEXT NOT NULL DEFAULT '',
    "inbound_message_id" UUID,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "bounce_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "inbound_message" (
    "id" UUID NOT NULL,
    "number" SERIAL NOT NULL,
    "community_id" UUID,
    "ingress" TEXT NOT NULL,
    "envelope_from" TEXT NOT NULL,
    "recipient" CITEXT NOT NULL,
    "remote_host" TEXT NOT NULL DEFAULT '',
    "raw" BYTEA NOT NULL,
    "fingerprint" TEXT NOT NULL,
    "status" "InboundStatus" NOT NULL DEFAULT 'received',
    "reason" TEXT,
    "from_address" CITEXT,
    "from_name" TEXT,
    "subject" TEXT,
    "message_id" TEXT,
    "preview" TEXT,
    "outcome" JSONB NOT NULL DEFAULT '[]',
    "membership_id" UUID,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "error" TEXT,
    "claimed_at" TIMESTAMPTZ(3),
    "received_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "settled_at" TIMESTAMPTZ(3),

    CONSTRAINT "inbound_message_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "question" (
    "id" UUID NOT NULL,
    "number" SERIAL NOT NULL,
    "community_id" UUID NOT NULL,
    "membership_id" UUID NOT NULL,
    "inbound_message_id" UUID NOT NULL,
    "answer" INTEGER NOT NULL DEFAULT 0,
    "text" TEXT NOT NULL,
    "html" TEXT,
    "candidates" JSONB NOT NULL,
    "answered_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "question_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "rejection_notice" (
    "id" UUID NOT NULL,
    "community_id" UUID NOT NULL,
    "address" CITEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "day" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "rejection_notice_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "outbox_job" (
    "id" BIGSERIAL NOT NULL,
    "name" TEXT NOT NULL,
    "payload" JSONB NOT NULL,
    "status" "JobStatus" NOT NULL DEFAULT 'waiting',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "run_at" TIMESTAMPTZ(3) NOT NULL,
    "relayed_at" TIMESTAMPTZ(3),
    "error" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "outbox_job_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "mailroom_letter" (
    "id" UUID NOT NULL,
    "envelope_from" TEXT NOT NULL,
    "recipient" CITEXT NOT NULL,
    "raw" BYTEA NOT NULL,
    "message_id" TEXT,
    "subject" TEXT NOT NULL DEFAULT '',
    "from_name" TEXT NOT NULL DEFAULT '',
    "received_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "mailroom_letter_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "community_number_key" ON "community"("number");

-- CreateIndex
CREATE UNIQUE INDEX "community_slug_key" ON "community"("slug");

-- CreateIndex
CREATE UNIQUE INDEX "person_number_key" ON "person"("number");

-- CreateIndex
CREATE UNIQUE INDEX "email_address_address_key" ON "email_address"("address");

-- CreateIndex
CREATE INDEX "email_address_person_id_idx" ON "email_address"("person_id");

-- CreateIndex
CREATE UNIQUE INDEX "membership_number_key" ON "membership"("number");

-- CreateIndex
CREATE INDEX "membership_community_id_status_name_idx" ON "membership"("community_id", "status", "name");

-- CreateIndex
CREATE UNIQUE INDEX "membership_community_id_person_id_key" ON "membership"("community_id", "person_id");

-- CreateIndex
CREATE UNIQUE INDEX "invitation_number_key" ON "invitation"("number");

-- CreateIndex
CREATE INDEX "invitation_community_id_created_at_idx" ON "invitation"("community_id", "created_at");

-- CreateIndex
CREATE UNIQUE INDEX "join_request_number_key" ON "join_request"("number");

-- CreateIndex
CREATE INDEX "join_request_community_id_address_idx" ON "join_request"("community_id", "address");

-- CreateIndex
CREATE UNIQUE INDEX "session_token_hash_key" ON "session"("token_hash");

-- CreateIndex
CREATE INDEX "session_person_id_idx" ON "session"("person_id");

-- CreateIndex
CREATE UNIQUE INDEX "sign_in_token_hash_key" ON "sign_in"("token_hash");

-- CreateIndex
CREATE INDEX "sign_in_person_id_created_at_idx" ON "sign_in"("person_id", "created_at");

-- CreateIndex
CREATE INDEX "audit_entry_community_id_at_idx" ON "audit_entry"("community_id", "at");

-- CreateIndex
CREATE UNIQUE INDEX "thread_number_key" ON "thread"("number");

-- CreateIndex
CREATE INDEX "thread_community_id_last_post_at_idx" ON "thread"("community_id", "last_post_at" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "post_number_key" ON "post"("number");

-- CreateIndex
CREATE INDEX "post_thread_id_created_at_idx" ON "post"("thread_id", "created_at");

-- CreateIndex
CREATE INDEX "post_community_id_created_at_idx" ON "post"("community_id", "created_at");

-- CreateIndex
CREATE INDEX "post_author_id_created_at_idx" ON "post"("author_id", "created_at");

-- CreateIndex
CREATE UNIQUE INDEX "post_inbound_message_id_answer_key" ON "post"("inbound_message_id", "answer");

-- CreateIndex
CREATE UNIQUE INDEX "reaction_post_id_membership_id_emoji_key" ON "reaction"("post_id", "membership_id", "emoji");

-- CreateIndex
CREATE INDEX "attachment_post_id_idx" ON "attachment"("post_id");

-- CreateIndex
CREATE UNIQUE INDEX "showcase_number_key" ON "showcase"("number");

-- CreateIndex
CREATE UNIQUE INDEX "showcase_thread_id_key" ON "showcase"("thread_id");

-- CreateIndex
CREATE INDEX "showcase_community_id_status_published_at_idx" ON "showcase"("community_id", "status", "published_at" DESC);

-- CreateIndex
CREATE INDEX "showcase_photo_showcase_id_position_idx" ON "showcase_photo"("showcase_id", "position");

-- CreateIndex
CREATE UNIQUE INDEX "event_number_key" ON "event"("number");

-- CreateIndex
CREATE UNIQUE INDEX "event_thread_id_key" ON "event"("thread_id");

-- CreateIndex
CREATE INDEX "event_community_id_status_starts_at_idx" ON "event"("community_id", "status", "starts_at");

-- CreateIndex
CREATE UNIQUE INDEX "rsvp_event_id_membership_id_key" ON "rsvp"("event_id", "membership_id");

-- CreateIndex
CREATE UNIQUE INDEX "digest_number_key" ON "digest"("number");

-- CreateIndex
CREATE UNIQUE INDEX "digest_thread_id_key" ON "digest"("thread_id");

-- CreateIndex
CREATE INDEX "digest_community_id_status_idx" ON "digest"("community_id", "status");

-- CreateIndex
CREATE UNIQUE INDEX "digest_community_id_issue_key" ON "digest"("community_id", "issue");

-- CreateIndex
CREATE UNIQUE INDEX "digest_item_number_key" ON "digest_item"("number");

-- CreateIndex
CREATE UNIQUE INDEX "digest_item_digest_id_thread_id_key" ON "digest_item"("digest_id", "thread_id");

-- CreateIndex
CREATE UNIQUE INDEX "digest_item_digest_id_showcase_id_key" ON "digest_item"("digest_id", "showcase_id");

-- CreateIndex
CREATE UNIQUE INDEX "digest_item_digest_id_event_id_key" ON "digest_item"("digest_id", "event_id");

-- CreateIndex
CREATE UNIQUE INDEX "delivery_number_key" ON "delivery"("number");

-- CreateIndex
CREATE INDEX "delivery_community_id_created_at_idx" ON "delivery"("community_id", "created_at");

-- CreateIndex
CREATE INDEX "delivery_digest_id_status_idx" ON "delivery"("digest_id", "status");

-- CreateIndex
CREATE INDEX "delivery_membership_id_created_at_idx" ON "delivery"("membership_id", "created_at");

-- CreateIndex
CREATE INDEX "delivery_message_id_idx" ON "delivery"("message_id");

-- CreateIndex
CREATE UNIQUE INDEX "delivery_letter_key_address_key" ON "delivery"("letter_key", "address");

-- CreateIndex
CREATE UNIQUE INDEX "suppression_community_id_address_key" ON "suppression"("community_id", "address");

-- CreateIndex
CREATE INDEX "bounce_community_id_address_at_idx" ON "bounce"("community_id", "address", "at");

-- CreateIndex
CREATE UNIQUE INDEX "bounce_delivery_id_class_key" ON "bounce"("delivery_id", "class");

-- CreateIndex
CREATE UNIQUE INDEX "inbound_message_number_key" ON "inbound_message"("number");

-- CreateIndex
CREATE UNIQUE INDEX "inbound_message_fingerprint_key" ON "inbound_message"("fingerprint");

-- CreateIndex
CREATE INDEX "inbound_message_community_id_status_received_at_idx" ON "inbound_message"("community_id", "status", "received_at");

-- CreateIndex
CREATE INDEX "inbound_message_message_id_idx" ON "inbound_message"("message_id");

-- CreateIndex
CREATE UNIQUE INDEX "question_number_key" ON "question"("number");

-- CreateIndex
CREATE UNIQUE INDEX "question_inbound_message_id_answer_key" ON "question"("inbound_message_id", "answer");

-- CreateIndex
CREATE UNIQUE INDEX "rejection_notice_community_id_address_reason_day_key" ON "rejection_notice"("community_id", "address", "reason", "day");

-- CreateIndex
CREATE INDEX "outbox_job_status_run_at_idx" ON "outbox_job"("status", "run_at");

-- CreateIndex
CREATE INDEX "mailroom_letter_recipient_received_at_idx" ON "mailroom_letter"("recipient", "received_at" DESC);

-- AddForeignKey
ALTER TABLE "email_address" ADD CONSTRAINT "email_address_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "membership" ADD CONSTRAINT "membership_community_id_fkey" FOREIGN KEY ("community_id") REFERENCES "community"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "membership" ADD CONSTRAINT "membership_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "membership" ADD CONSTRAINT "membership_photo_id_fkey" FOREIGN KEY ("photo_id") REFERENCES "blob"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "membership" ADD CONSTRAINT "membership_invitation_id_fkey" FOREIGN KEY ("invitation_id") REFERENCES "invitation"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "membership" ADD CONSTRAINT "membership_invited_by_id_fkey" FOREIGN KEY ("invited_by_id") REFERENCES "membership"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "invitation" ADD CONSTRAINT "invitation_community_id_fkey" FOREIGN KEY ("community_id") REFERENCES "community"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "invitation" ADD CONSTRAINT "invitation_inviter_id_fkey" FOREIGN KEY ("inviter_id") REFERENCES "membership"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "join_request" ADD CONSTRAINT "join_request_community_id_fkey" FOREIGN KEY ("community_id") REFERENCES "community"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "join_request" ADD CONSTRAINT "join_request_invitation_id_fkey" FOREIGN KEY ("invitation_id") REFERENCES "invitation"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "session" ADD CONSTRAINT "session_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sign_in" ADD CONSTRAINT "sign_in_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "audit_entry" ADD CONSTRAINT "audit_entry_community_id_fkey" FOREIGN KEY ("community_id") REFERENCES "community"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "audit_entry" ADD CONSTRAINT "audit_entry_actor_id_fkey" FOREIGN KEY ("actor_id") REFERENCES "person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "thread" ADD CONSTRAINT "thread_community_id_fkey" FOREIGN KEY ("community_id") REFERENCES "community"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "thread" ADD CONSTRAINT "thread_started_by_id_fkey" FOREIGN KEY ("started_by_id") REFERENCES "membership"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "thread_mute" ADD CONSTRAINT "thread_mute_thread_id_fkey" FOREIGN KEY ("thread_id") REFERENCES "thread"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "thread_mute" ADD CONSTRAINT "thread_mute_membership_id_fkey" FOREIGN KEY ("membership_id") REFERENCES "membership"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "post" ADD CONSTRAINT "post_community_id_fkey" FOREIGN KEY ("community_id") REFERENCES "community"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "post" ADD CONSTRAINT "post_thread_id_fkey" FOREIGN KEY ("thread_id") REFERENCES "thread"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "post" ADD CONSTRAINT "post_author_id_fkey" FOREIGN KEY ("author_id") REFERENCES "membership"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "post" ADD CONSTRAINT "post_in_reply_to_id_fkey" FOREIGN KEY ("in_reply_to_id") REFERENCES "post"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "post" ADD CONSTRAINT "post_inbound_message_id_fkey" FOREIGN KEY ("inbound_message_id") REFERENCES "inbound_message"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "reaction" ADD CONSTRAINT "reaction_community_id_fkey" FOREIGN KEY ("community_id") REFERENCES "community"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "reaction" ADD CONSTRAINT "reaction_post_id_fkey" FOREIGN KEY ("post_id") REFERENCES "post"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "reaction" ADD CONSTRAINT "reaction_membership_id_fkey" FOREIGN KEY ("membership_id") REFERENCES "membership"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "attachment" ADD CONSTRAINT "attachment_community_id_fkey" FOREIGN KEY ("community_id") REFERENCES "community"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "attachment" ADD CONSTRAINT "attachment_post_id_fkey" FOREIGN KEY ("post_id") REFERENCES "post"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "attachment" ADD CONSTRAINT "attachment_blob_id_fkey" FOREIGN KEY ("blob_id") REFERENCES "blob"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "showcase" ADD CONSTRAINT "showcase_community_id_fkey" FOREIGN KEY ("community_id") REFERENCES "community"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "showcase" ADD CONSTRAINT "showcase_maker_id_fkey" FOREIGN KEY ("maker_id") REFERENCES "membership"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "showcase" ADD CONSTRAINT "showcase_thread_id_fkey" FOREIGN KEY ("thread_id") REFERENCES "thread"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "showcase_photo" ADD CONSTRAINT "showcase_photo_showcase_id_fkey" FOREIGN KEY ("showcase_id") REFERENCES "showcase"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "showcase_photo" ADD CONSTRAINT "showcase_photo_blob_id_fkey" FOREIGN KEY ("blob_id") REFERENCES "blob"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "event" ADD CONSTRAINT "event_community_id_fkey" FOREIGN KEY ("community_id") REFERENCES "community"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "event" ADD CONSTRAINT "event_organizer_id_fkey" FOREIGN KEY ("organizer_id") REFERENCES "membership"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "event" ADD CONSTRAINT "event_thread_id_fkey" FOREIGN KEY ("thread_id") REFERENCES "thread"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "rsvp" ADD CONSTRAINT "rsvp_community_id_fkey" FOREIGN KEY ("community_id") REFERENCES "community"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "rsvp" ADD CONSTRAINT "rsvp_event_id_fkey" FOREIGN KEY ("event_id") REFERENCES "event"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "rsvp" ADD CONSTRAINT "rsvp_membership_id_fkey" FOREIGN KEY ("membership_id") REFERENCES "membership"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "digest" ADD CONSTRAINT "digest_community_id_fkey" FOREIGN KEY ("community_id") REFERENCES "community"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "digest" ADD CONSTRAINT "digest_thread_id_fkey" FOREIGN KEY ("thread_id") REFERENCES "thread"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "digest_item" ADD CONSTRAINT "digest_item_digest_id_fkey" FOREIGN KEY ("digest_id") REFERENCES "digest"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "digest_item" ADD CONSTRAINT "digest_item_thread_id_fkey" FOREIGN KEY ("thread_id") REFERENCES "thread"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "digest_item" ADD CONSTRAINT "digest_item_showcase_id_fkey" FOREIGN KEY ("showcase_id") REFERENCES "showcase"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "digest_item" ADD CONSTRAINT "digest_item_event_id_fkey" FOREIGN KEY ("event_id") REFERENCES "event"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "delivery" ADD CONSTRAINT "delivery_community_id_fkey" FOREIGN KEY ("community_id") REFERENCES "community"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "delivery" ADD CONSTRAINT "delivery_membership_id_fkey" FOREIGN KEY ("membership_id") REFERENCES "membership"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "delivery" ADD CONSTRAINT "delivery_digest_id_fkey" FOREIGN KEY ("digest_id") REFERENCES "digest"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "delivery" ADD CONSTRAINT "delivery_post_id_fkey" FOREIGN KEY ("post_id") REFERENCES "post"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "suppression" ADD CONSTRAINT "suppression_community_id_fkey" FOREIGN KEY ("community_id") REFERENCES "community"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "bounce" ADD CONSTRAINT "bounce_community_id_fkey" FOREIGN KEY ("community_id") REFERENCES "community"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "bounce" ADD CONSTRAINT "bounce_delivery_id_fkey" FOREIGN KEY ("delivery_id") REFERENCES "delivery"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "inbound_message" ADD CONSTRAINT "inbound_message_community_id_fkey" FOREIGN KEY ("community_id") REFERENCES "community"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "inbound_message" ADD CONSTRAINT "inbound_message_membership_id_fkey" FOREIGN KEY ("membership_id") REFERENCES "membership"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "question" ADD CONSTRAINT "question_community_id_fkey" FOREIGN KEY ("community_id") REFERENCES "community"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "question" ADD CONSTRAINT "question_membership_id_fkey" FOREIGN KEY ("membership_id") REFERENCES "membership"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "question" ADD CONSTRAINT "question_inbound_message_id_fkey" FOREIGN KEY ("inbound_message_id") REFERENCES "inbound_message"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "rejection_notice" ADD CONSTRAINT "rejection_notice_community_id_fkey" FOREIGN KEY ("community_id") REFERENCES "community"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What the worker looks for, and nothing else: these stay small however long the history grows.
-- (Fair leasing steps from community to community within an urgency; the expression is written as the query writes it.)
CREATE INDEX "delivery_due_idx" ON "delivery" ("urgency", (coalesce("community_id", 'ffffffff-ffff-ffff-ffff-ffffffffffff'::uuid)), "not_before", "id") WHERE "status" IN ('prepared', 'deferred');
CREATE INDEX "membership_due_idx" ON "membership" ("next_digest_at", "community_id") WHERE "status" IN ('active', 'paused') AND "next_digest_at" IS NOT NULL;
CREATE INDEX "delivery_by_post_idx" ON "delivery" ("post_id", "membership_id") WHERE "post_id" IS NOT NULL;
CREATE INDEX "delivery_leased_idx" ON "delivery" ("leased_until") WHERE "status" = 'leased';
CREATE INDEX "inbound_message_open_idx" ON "inbound_message" ("received_at") WHERE "status" IN ('received', 'processing');

-- Looking for words in threads and people.
CREATE INDEX "thread_subject_trgm_idx" ON "thread" USING gin ("subject" gin_trgm_ops);
CREATE INDEX "post_text_trgm_idx" ON "post" USING gin ("text" gin_trgm_ops) WHERE "removed_at" IS NULL;

-- The waiting list of an event, in order; and what an answer may be.
CREATE INDEX "rsvp_waiting_idx" ON "rsvp" ("event_id", "answered_at") WHERE "waiting";
ALTER TABLE "rsvp" ADD CONSTRAINT "rsvp_guests_check" CHECK ("guests" >= 0);
ALTER TABLE "rsvp" ADD CONSTRAINT "rsvp_only_a_yes_waits_check" CHECK (NOT "waiting" OR "answer" = 'yes');
ALTER TABLE "event" ADD CONSTRAINT "event_ends_after_it_starts_check" CHECK ("ends_at" > "starts_at");
ALTER TABLE "thread" ADD CONSTRAINT "thread_post_count_check" CHECK ("post_count" >= 0);

-- A community has at most one digest to come.
CREATE UNIQUE INDEX "digest_one_draft_key" ON "digest" ("community_id") WHERE "status" = 'draft';
-- And at most one newcomers' item in an edition.
CREATE UNIQUE INDEX "digest_item_newcomers_key" ON "digest_item" ("digest_id") WHERE "kind" = 'newcomers';
-- An invitation has no more seats than it says.
ALTER TABLE "invitation" ADD CONSTRAINT "invitation_seats_check" CHECK ("seats_taken" >= 0 AND "seats_taken" <= "seats");
