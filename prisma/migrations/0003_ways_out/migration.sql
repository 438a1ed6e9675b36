-- CreateTable
CREATE TABLE "sending_window" (
    "worker" TEXT NOT NULL,
    "letters" UUID[],
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "sending_window_pkey" PRIMARY KEY ("worker")
);

-- CreateTable
CREATE TABLE "sending_count" (
    "way" TEXT NOT NULL,
    "domain" TEXT NOT NULL,
    "minute" TIMESTAMPTZ(3) NOT NULL,
    "letters" INTEGER NOT NULL,

    CONSTRAINT "sending_count_pkey" PRIMARY KEY ("way","domain","minute")
);

-- CreateTable
CREATE TABLE "sending_pace" (
    "way" TEXT NOT NULL,
    "free_at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "sending_pace_pkey" PRIMARY KEY ("way")
);
