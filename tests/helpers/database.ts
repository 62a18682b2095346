/**
 * Databases for integration tests; every file runs on both kinds:
 *
 *     describe.each(testDatabases())("saving a deal on $kind", ({ open }) => {
 *       let test: TestDatabase;
 *       beforeAll(async () => { test = await open(); });
 *       afterAll(() => test.close());
 *       it("keeps the amount", async () => { await test.database.run(sql`…`); });
 *     });
 */
import { inject } from "vitest";
import "./global-setup";
import { databaseKinds, type TestDatabaseKind } from "./test-databases";

export type { TestDatabase, TestDatabaseKind } from "./test-databases";

/** One entry per kind of database this run uses; `open()` gives a migrated database of its own, in about 0.1 s (embedded: 1 s). */
export function testDatabases(): TestDatabaseKind[] {
  return databaseKinds(inject("databases"));
}
