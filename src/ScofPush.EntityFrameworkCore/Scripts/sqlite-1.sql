CREATE TABLE "ScofPushPushes" (
    "Id" TEXT NOT NULL CONSTRAINT "PK_ScofPushPushes" PRIMARY KEY,
    "State" TEXT NOT NULL,
    "Version" INTEGER NOT NULL,
    "CreatedAt" INTEGER NOT NULL,
    "ExpiresAt" INTEGER NOT NULL,
    "DueAt" INTEGER NULL,
    "Sealed" TEXT NULL,
    "CustomerKey" TEXT NULL
);
CREATE INDEX "IX_ScofPushPushes_DueAt" ON "ScofPushPushes" ("DueAt");

CREATE TABLE "ScofPushReceipts" (
    "PushId" TEXT NOT NULL,
    "Position" INTEGER NOT NULL,
    "RecordId" TEXT NOT NULL,
    "State" TEXT NOT NULL,
    "ClaimKey" TEXT NULL,
    "Attempt" INTEGER NOT NULL,
    "LeaseUntil" INTEGER NULL,
    "Card" TEXT NULL,
    "Code" TEXT NULL,
    "RecordingFailures" INTEGER NOT NULL,
    CONSTRAINT "PK_ScofPushReceipts" PRIMARY KEY ("PushId", "Position"),
    CONSTRAINT "FK_ScofPushReceipts_ScofPushPushes_PushId" FOREIGN KEY ("PushId") REFERENCES "ScofPushPushes" ("Id") ON DELETE CASCADE
);
CREATE UNIQUE INDEX "IX_ScofPushReceipts_ClaimKey" ON "ScofPushReceipts" ("ClaimKey");

CREATE TABLE "ScofPushCards" (
    "Number" INTEGER NOT NULL CONSTRAINT "PK_ScofPushCards" PRIMARY KEY AUTOINCREMENT,
    "Id" TEXT NULL,
    "CustomerKey" TEXT NOT NULL,
    "Programme" TEXT NOT NULL,
    "Card" TEXT NOT NULL
);
CREATE UNIQUE INDEX "IX_ScofPushCards_Id" ON "ScofPushCards" ("Id");
CREATE INDEX "IX_ScofPushCards_CustomerKey" ON "ScofPushCards" ("CustomerKey");
