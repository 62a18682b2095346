import { describe, expect, it } from "vitest";
import { readMigrations } from "./migrate";
import { asWritten, DEFAULT_PAIR, spellingOf } from "./schema-pair";

const acme = { system: "ws_acme", records: "ws_acme_app" };
const spelt = (statement: string): string => spellingOf(acme).text(statement);

describe("a statement spelt for another workspace", () => {
  it.each([
    ["select * from metaloom.users u join app.deal d on d.owner_id = u.id", 'select * from "ws_acme".users u join "ws_acme_app".deal d on d.owner_id = u.id'],
    ['select "r"."app", r.app from "app"."deal" as "r"', 'select "r"."app", r.app from "ws_acme_app"."deal" as "r"'],
    ["select app.app.app from app.app", 'select "ws_acme_app".app.app from "ws_acme_app".app'],
    ["insert into APP . deal values (1.5, $1, $2::text)", 'insert into "ws_acme_app" . deal values (1.5, $1, $2::text)'],
    ["select app /* so */ . deal", 'select "ws_acme_app" /* so */ . deal'],
    ["create schema if not exists app; create schema metaloom", 'create schema if not exists "ws_acme_app"; create schema "ws_acme"'],
    ["drop schema if exists app cascade; drop schema app, metaloom", 'drop schema if exists "ws_acme_app" cascade; drop schema "ws_acme_app", "ws_acme"'],
    ["drop index app.deal_amount", 'drop index "ws_acme_app".deal_amount'],
  ])("%s", (statement, expected) => expect(spelt(statement)).toBe(expected));

  it.each([
    "select 'app.deal', 'it''s metaloom.users', E'\\'app.x', \"of app.deal\" from x",
    "select 1 -- from app.deal\n, 2 /* metaloom.users /* app.x */ app.y */",
    "select webapp.x, \"App\".x, x.app.y, myapp, app, metaloom, schema from t",
    "update x set app = 1, metaloom = 'a' where app is null",
    "select $1, $2app, 1.app",
  ])("leaves alone what is no schema: %s", (statement) => expect(spelt(statement)).toBe(statement));

  it("reads the bodies of functions", () => {
    expect(spelt("create function app.f() returns int as $body$ select count(*) from app.deal where x = 'app.y' $body$ language sql; select app.f()"))
      .toBe(`create function "ws_acme_app".f() returns int as $body$ select count(*) from "ws_acme_app".deal where x = 'app.y' $body$ language sql; select "ws_acme_app".f()`);
    expect(spelt("do $$ begin perform app.f(); end $$")).toBe('do $$ begin perform "ws_acme_app".f(); end $$');
  });

  it("ends also where the SQL is broken", () => {
    for (const broken of ["select 'app.x", 'select "app.x', "select /* app.x", "select $$ x", "select $a$"]) expect(() => spelt(broken)).not.toThrow();
  });

  it("spells every migration without a trace of the default pair, and back again", () => {
    for (const { text, name } of readMigrations()) {
      const bare = (statement: string): string => statement.replaceAll(/--[^\n]*/g, "");
      expect(bare(spelt(text)), name).not.toMatch(/\b(metaloom|app)\b/);
      expect(asWritten(acme, spelt(text)), name).toBe(text);
    }
  });

  it("leaves the default workspace as it is, the very same object", () => {
    const statement = { sql: "select 1 from app.deal", parameters: [], name: "m1" };
    expect(spellingOf({ ...DEFAULT_PAIR }).compiled(statement)).toBe(statement);
  });

  it("names prepared statements apart, in what PostgreSQL keeps of a name", () => {
    const statement = { sql: "select 1", parameters: [], name: "m" + "x".repeat(20) };
    const names = [acme, { system: "ws_b", records: "ws_b_app" }].map((pair) => spellingOf(pair).compiled(statement).name!);
    expect(new Set([...names, statement.name]).size).toBe(3);
    for (const name of names) expect(name.length).toBeLessThan(50);
  });
});
