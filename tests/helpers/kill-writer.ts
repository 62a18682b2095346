/**
 * A process to be killed: opens the database of its arguments (data directory, optional URL), says which writes it finds,
 * then writes pairs of rows and acknowledges each pair after its commit. Lines on standard output: `found <a> <b>`,
 * `id <id>` for each, `ready <pid of the embedded database>`, then `ack <id>`.
 */
import { sql } from "kysely";
import { embeddedPaths, readNote } from "../../runtime/db/embedded-paths";
import { openDatabase } from "../../runtime/db/open";

const [dataDir, databaseUrl] = process.argv.slice(2);
// On Linux a write to a pipe is done when this returns: what is said here was really said before the kill.
const say = (line: string) => process.stdout.write(line + "\n");

async function main(): Promise<void> {
  const database = await openDatabase({ dataDir: dataDir!, databaseUrl, snapshot: false });
  await database.run(sql`create table if not exists public.left_rows (id int primary key)`);
  await database.run(sql`create table if not exists public.right_rows (id int primary key, text text not null)`);
  const left = await database.query({ sql: "select id from public.left_rows", parameters: [] });
  const right = await database.query({ sql: "select count(*) from public.right_rows join public.left_rows using (id)", parameters: [] });
  say(`found ${left.length} ${String(right[0]![0])}`);
  for (const [id] of left) say(`id ${String(id)}`);
  say(`ready ${readNote(embeddedPaths(dataDir!))?.pid ?? 0}`);
  for (let id = Math.max(0, ...left.map((row) => row[0] as number)) + 1; ; id++) {
    await database.transaction(async (tx) => {
      await tx.query({ name: "left", sql: "insert into public.left_rows values ($1)", parameters: [id] });
      await tx.query({ name: "right", sql: "insert into public.right_rows values ($1, $2)", parameters: [id, "x".repeat(id % 3000)] });
    });
    say(`ack ${id}`);
  }
}

void main();
