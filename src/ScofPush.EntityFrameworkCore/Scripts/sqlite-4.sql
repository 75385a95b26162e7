-- Pushes are anonymised after their time or for a customer; a receipt whose outcome is not known is found.
ALTER TABLE "ScofPushPushes" ADD COLUMN "ForgottenAt" INTEGER NULL;
CREATE INDEX "IX_ScofPushPushes_CustomerKey" ON "ScofPushPushes" ("CustomerKey");
CREATE INDEX "IX_ScofPushReceipts_State" ON "ScofPushReceipts" ("State");

INSERT INTO "ScofPushSchema" ("Version") VALUES (4);
