/**
 * Notifications of the matrix: every reader was told of papers and clients once. What he may read of that now is what he may read of the
 * records; of the others he learns that there was something, and neither what nor of which record.
 */
import { sql } from "kysely";
import type { Database } from "../../runtime/db/pool";
import type { ReadCase } from "./matrix-cases";
import { sees, type Who } from "./matrix-rights";
import type { Verdict } from "./matrix-reads";
import type { MatrixRow, MatrixWorld } from "./matrix-world";

type ToldCase = Extract<ReadCase, { verb: "told" }>;
export const isToldCase = (asked: ReadCase): asked is ToldCase => asked.verb === "told";

/** One page holds them all. */
const MOST = 100;

const toldOf = ({ rows }: MatrixWorld): MatrixRow[] => rows.filter(({ entity }) => entity === "paper" || entity === "client").slice(0, MOST);

/** Words that must not leave with a record somebody does not see. */
const wordsOf = (row: MatrixRow): string => `told of ${row.id}`;

export async function writeTold(db: Database, world: MatrixWorld, readers: readonly string[]): Promise<void> {
  for (const reader of readers) for (const row of toldOf(world)) {
    const lines = JSON.stringify([{ rule: "any", title: wordsOf(row), text: "", at: "2026-02-01T00:00:00.000Z", actor: null }]);
    await db.run(sql`insert into metaloom.notifications (id, user_id, entity, record_id, lines, created_at, at, shown) values (gen_random_uuid(), ${reader}::uuid, ${row.entity}, ${row.id}::uuid, ${lines}::jsonb, '2026-02-01', '2026-02-01', true)`);
  }
}

/** Never refused: what one was told is one's own. */
export function judgeTold(world: MatrixWorld, who: Who): Verdict {
  const told = toldOf(world);
  const seen = told.filter((row) => sees(world, who, row));
  return {
    refused: false,
    wrong(body) {
      const { items, unread } = body as { items: { record: { entity: string; id: string } | null; lines: { title: string }[] }[]; unread: number };
      if (items.length !== told.length || unread !== told.length) return `${items.length} entries, ${unread} unread, should be ${told.length}`;
      const given = items.flatMap(({ record, lines }) => (record ? [`${record.entity} ${record.id} ${lines.map(({ title }) => title).join()}`] : lines.map(({ title }) => `without record: ${title}`))).sort();
      const expected = seen.map((row) => `${row.entity} ${row.id} ${wordsOf(row)}`).sort();
      return JSON.stringify(given) === JSON.stringify(expected) ? undefined : `shows ${given.length} records, should show ${expected.length}: ${given.filter((one) => !expected.includes(one))[0] ?? expected.filter((one) => !given.includes(one))[0]}`;
    },
  };
}
