-- Pushes are anonymised after their time or for a customer, those that have ended by now 30 days after their parking; a receipt whose outcome is
-- not known is found.
ALTER TABLE "ScofPushPushes" ADD COLUMN "ForgottenAt" INTEGER NULL;
CREATE INDEX "IX_ScofPushPushes_CustomerKey" ON "ScofPushPushes" ("CustomerKey");
CREATE INDEX "IX_ScofPushReceipts_State" ON "ScofPushReceipts" ("State");
UPDATE "ScofPushPushes" SET "DueAt" = "ExpiresAt" + 25920000000000 WHERE "DueAt" IS NULL AND "ForgottenAt" IS NULL;

INSERT INTO "ScofPushSchema" ("Version") VALUES (4);
