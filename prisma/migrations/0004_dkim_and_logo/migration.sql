-- CreateEnum
CREATE TYPE "DkimAlgorithm" AS ENUM ('rsa', 'ed25519');

-- CreateEnum
CREATE TYPE "DkimKeyState" AS ENUM ('pending', 'active', 'retired');

-- AlterTable
ALTER TABLE "community" ADD COLUMN     "logo_height" INTEGER,
ADD COLUMN     "logo_id" TEXT,
ADD COLUMN     "logo_width" INTEGER;

-- CreateTable
CREATE TABLE "dkim_key" (
    "id" UUID NOT NULL,
    "community_id" UUID,
    "domain" TEXT NOT NULL,
    "selector" TEXT NOT NULL,
    "algorithm" "DkimAlgorithm" NOT NULL,
    "state" "DkimKeyState" NOT NULL DEFAULT 'pending',
    "public_key" TEXT NOT NULL,
    "private_key" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "activated_at" TIMESTAMPTZ(3),
    "retired_at" TIMESTAMPTZ(3),

    CONSTRAINT "dkim_key_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "dkim_key_domain_selector_key" ON "dkim_key"("domain", "selector");

-- AddForeignKey
ALTER TABLE "community" ADD CONSTRAINT "community_logo_id_fkey" FOREIGN KEY ("logo_id") REFERENCES "blob"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "dkim_key" ADD CONSTRAINT "dkim_key_community_id_fkey" FOREIGN KEY ("community_id") REFERENCES "community"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- A logo has its size.
ALTER TABLE "community" ADD CONSTRAINT "community_logo_size_check" CHECK ("logo_id" IS NULL OR ("logo_width" > 0 AND "logo_height" > 0));

-- Not of Prisma: one that signs and one that waits, for each algorithm of a domain.
CREATE UNIQUE INDEX "dkim_key_one_active" ON "dkim_key"("domain", "algorithm") WHERE "state" = 'active';
CREATE UNIQUE INDEX "dkim_key_one_pending" ON "dkim_key"("domain", "algorithm") WHERE "state" = 'pending';

-- Who signs has a key to sign with; who retired has none.
ALTER TABLE "dkim_key" ADD CONSTRAINT "dkim_key_private_while_needed" CHECK (("state" = 'retired') = ("private_key" IS NULL));
ALTER TABLE "dkim_key" ADD CONSTRAINT "dkim_key_domain_lower" CHECK ("domain" = lower("domain"));
