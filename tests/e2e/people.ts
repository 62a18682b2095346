/** Who takes part in the browser tests. Everybody has one password; sessions made once are kept in files. */
import { join } from "node:path";

export const PASSWORD = "plum garden stone 42";

export interface Person {
  readonly name: string;
  readonly email: string;
  readonly roles: readonly string[];
}

const person = (name: string, ...roles: readonly string[]): Person => ({ name, email: `${name.split(" ")[0]!.toLowerCase()}@e2e.example`, roles });

export const PEOPLE = {
  /** Made by server.mjs. */
  administrator: { ...person("ada", "administrator") },
  sales: person("Sam Seller", "salesPerson"),
  head: person("Hanna Head", "headOfSales"),
  observer: person("Olga Observer", "observer"),
  /** Sees products and nothing else. */
  clerk: person("Gus Goods", "goodsClerk"),
  /** Signs in and out by hand. */
  visitor: person("Wendy Way", "salesPerson"),
} as const satisfies Record<string, Person>;

export type Who = keyof typeof PEOPLE;

/** File with the session of a person, as Playwright's storageState. */
export const sessionFile = (who: Who): string => join(process.cwd(), ".tmp", "e2e", `${who}.json`);
