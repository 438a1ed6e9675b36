-- CreateEnum
CREATE TYPE "IngressKind" AS ENUM ('smtps', 'lmtp', 'imap', 'postmark', 'mailgun', 'sendgrid', 'ses', 'raw');

-- CreateTable
CREATE TABLE "ingress" (
    "id" UUID NOT NULL,
    "number" SERIAL NOT NULL,
    "kind" "IngressKind" NOT NULL,
    "name" TEXT NOT NULL,
    "settings" TEXT NOT NULL,
    "cursor" JSONB NOT NULL DEFAULT '{}',
    "last_heard_at" TIMESTAMPTZ(3),
    "trouble" TEXT,
    "trouble_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ingress_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "ingress_number_key" ON "ingress"("number");

-- CreateIndex
CREATE INDEX "delivery_address_created_at_idx" ON "delivery"("address", "created_at");
