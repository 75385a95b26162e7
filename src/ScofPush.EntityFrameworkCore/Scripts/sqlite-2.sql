-- The first version let a card have no id.
CREATE TABLE "ScofPushCards2" (
    "Number" INTEGER NOT NULL CONSTRAINT "PK_ScofPushCards" PRIMARY KEY AUTOINCREMENT,
    "Id" TEXT NOT NULL,
    "CustomerKey" TEXT NOT NULL,
    "Programme" TEXT NOT NULL,
    "Card" TEXT NOT NULL
);
INSERT INTO "ScofPushCards2" SELECT "Number", "Id", "CustomerKey", "Programme", "Card" FROM "ScofPushCards";
DROP TABLE "ScofPushCards";
ALTER TABLE "ScofPushCards2" RENAME TO "ScofPushCards";
CREATE UNIQUE INDEX "IX_ScofPushCards_Id" ON "ScofPushCards" ("Id");
CREATE INDEX "IX_ScofPushCards_CustomerKey" ON "ScofPushCards" ("CustomerKey");

CREATE INDEX IF NOT EXISTS "IX_ScofPushPushes_State" ON "ScofPushPushes" ("State");

CREATE TABLE "ScofPushSchema" ("Version" INTEGER NOT NULL CONSTRAINT "PK_ScofPushSchema" PRIMARY KEY);
INSERT INTO "ScofPushSchema" ("Version") VALUES (2);
