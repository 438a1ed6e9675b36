-- What was sent along with words that wait for their place.
ALTER TABLE "question" ADD COLUMN "attachments" JSONB NOT NULL DEFAULT '[]';

-- "more 3": a whole thread as a letter.
ALTER TYPE "LetterKind" ADD VALUE 'thread_letter' AFTER 'showcase_card';
