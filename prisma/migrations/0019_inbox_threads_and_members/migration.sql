-- An address that somebody else vouches for
ALTER TABLE "email_address" ADD COLUMN "vouched_at" TIMESTAMPTZ(3);

-- Owners' notes, the same person twice, and who is forgotten
ALTER TABLE "membership" ADD COLUMN "notes" TEXT NOT NULL DEFAULT '',
ADD COLUMN "merged_into_id" UUID,
ADD COLUMN "erased_at" TIMESTAMPTZ(3);
ALTER TABLE "membership" ADD CONSTRAINT "membership_merged_into_id_fkey" FOREIGN KEY ("merged_into_id") REFERENCES "membership"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- Invitations sent once more
ALTER TABLE "invitation" ADD COLUMN "resent_at" TIMESTAMPTZ(3);

-- Threads that are out of sight, or went on in another one
ALTER TABLE "thread" ADD COLUMN "removed_at" TIMESTAMPTZ(3),
ADD COLUMN "removal_reason" TEXT,
ADD COLUMN "merged_into_id" UUID;
ALTER TABLE "thread" ADD CONSTRAINT "thread_merged_into_id_fkey" FOREIGN KEY ("merged_into_id") REFERENCES "thread"("id") ON DELETE SET NULL ON UPDATE CASCADE;
ALTER TABLE "post" ADD COLUMN "removal_reason" TEXT;

-- Mail that was edited before it was let pass
ALTER TABLE "inbound_message" ADD COLUMN "edited_text" TEXT;

-- What one member did, the latest first
CREATE INDEX "reaction_membership_id_created_at_idx" ON "reaction"("membership_id", "created_at");
CREATE INDEX "rsvp_membership_id_idx" ON "rsvp"("membership_id");
CREATE INDEX "inbound_message_membership_id_received_at_idx" ON "inbound_message"("membership_id", "received_at");

-- Lists that go on where they ended, in each of their orders
CREATE INDEX "thread_latest_idx" ON "thread" ("community_id", "last_post_at" DESC, "number" DESC) WHERE "removed_at" IS NULL AND "merged_into_id" IS NULL;
CREATE INDEX "thread_longest_idx" ON "thread" ("community_id", "post_count" DESC, "number" DESC) WHERE "removed_at" IS NULL AND "merged_into_id" IS NULL;
CREATE INDEX "membership_by_name_idx" ON "membership" ("community_id", ("name" COLLATE "unicode"), "number") WHERE "merged_into_id" IS NULL;
CREATE INDEX "membership_merged_idx" ON "membership" ("merged_into_id") WHERE "merged_into_id" IS NOT NULL;
CREATE INDEX "thread_merged_idx" ON "thread" ("merged_into_id") WHERE "merged_into_id" IS NOT NULL;
