-- AlterTable
ALTER TABLE "inbound_message" ADD COLUMN "authentication" JSONB;
