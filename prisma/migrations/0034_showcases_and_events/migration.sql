-- AlterTable
ALTER TABLE "community" ADD COLUMN "holds_first_showcases" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "showcase" ADD COLUMN "stock_count" INTEGER,
ADD COLUMN "submitted_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "showcase_photo" ADD COLUMN "whole_blob_id" TEXT;

-- AlterTable
ALTER TABLE "event" ADD COLUMN "all_day" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN "recurrence" TEXT NOT NULL DEFAULT '',
ADD COLUMN "series_starts_at" TIMESTAMPTZ(3),
ADD COLUMN "exceptions" TEXT[] DEFAULT ARRAY[]::TEXT[],
ADD COLUMN "closed_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "rsvp" ADD COLUMN "seat_held_until" TIMESTAMPTZ(3),
ADD COLUMN "said_sequence" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN "said_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP;

UPDATE "rsvp" SET "said_at" = "answered_at";

-- AddForeignKey
ALTER TABLE "showcase_photo" ADD CONSTRAINT "showcase_photo_whole_blob_id_fkey" FOREIGN KEY ("whole_blob_id") REFERENCES "blob"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- Hand-made: what a curator has to look at, and the lists of the console and the wall, newest first without counting.
CREATE INDEX "showcase_submitted" ON "showcase" ("community_id", "submitted_at") WHERE "submitted_at" IS NOT NULL;
CREATE INDEX "showcase_made" ON "showcase" ("community_id", "number" DESC);
CREATE INDEX "rsvp_seat_held" ON "rsvp" ("seat_held_until") WHERE "seat_held_until" IS NOT NULL;
CREATE INDEX "event_series" ON "event" ("ends_at") WHERE "recurrence" <> '';
