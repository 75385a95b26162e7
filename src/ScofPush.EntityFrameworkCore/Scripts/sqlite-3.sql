-- A notification of the network finds a card by the network's id, and only a newer one changes it.
ALTER TABLE "ScofPushCards" ADD COLUMN "CardId" TEXT NULL;
ALTER TABLE "ScofPushCards" ADD COLUMN "UpdatedAt" INTEGER NULL;
UPDATE "ScofPushCards" SET "CardId" = json_extract("Card", '$.CardId');
CREATE INDEX "IX_ScofPushCards_CardId" ON "ScofPushCards" ("CardId");

INSERT INTO "ScofPushSchema" ("Version") VALUES (3);
