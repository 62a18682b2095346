/** Readers of the vault pack and, in plain words, what each may not see. Written against the role files, not against the product. */
import type { Blind, Row, World } from "./worlds";
import { TEAMS, UNITS, USERS } from "./worlds";

export interface Reader {
  readonly name: string;
  readonly roles: readonly string[];
  readonly blind: Blind;
}

const [me] = USERS as [string];
const [myTeam] = TEAMS as [string];
const [myUnit, below] = UNITS as [string, string];

/** The reader of every case: user 1, in team 1 and unit 1 (with unit 2 below). */
export const READER = { userId: me, teams: [myTeam], units: [myUnit], unitTree: [myUnit, below] };

const none = (): readonly string[] => [];
const never = (): boolean => false;
const CLIENT_FIELDS = ["name", "grade", "limit", "hint", "phone"];
const REST_OF_PAPER = ["price", "pay", "due", "memo", "labels", "rival"];
const client = (row: Row, world: World): Row | undefined => world.clients.find((candidate) => candidate.id === row["client"]);

export const READERS: readonly Reader[] = [
  { name: "own", roles: ["owns"], blind: { rows: { client: (row) => row.owner !== me, paper: (row) => row.owner !== me }, cells: { client: none, paper: none, item: none }, keep: [] } },
  { name: "team without memo", roles: ["teams"], blind: { rows: { client: (row) => row.team !== myTeam, paper: (row) => row.team !== myTeam }, cells: { client: () => ["hint"], paper: () => ["memo"], item: none }, keep: ["phone"] } },
  { name: "unit tree without price", roles: ["units"], blind: { rows: { client: (row) => row.unit !== myUnit && row["grade"] !== "a", paper: (row) => row.unit !== myUnit && row.unit !== below }, cells: { client: () => ["limit"], paper: () => ["price"], item: () => ["cost"] }, keep: ["grade"] } },
  { name: "title and state only", roles: ["glance"], blind: { rows: { client: () => true, paper: never }, cells: { client: none, paper: () => REST_OF_PAPER, item: none }, keep: [] } },
  { name: "own in full, the rest by title", roles: ["owns", "glance"], blind: { rows: { client: (row) => row.owner !== me, paper: never }, cells: { client: none, paper: (row) => (row.owner === me ? [] : REST_OF_PAPER), item: none }, keep: [] } },
  { name: "member", roles: ["member"], blind: { rows: { client: never, paper: (row, world) => !world.members.some((member) => member.paper === row.id && member.user === me) }, cells: { client: () => CLIENT_FIELDS.filter((name) => name !== "name"), paper: none, item: none }, keep: ["pay"] } },
  {
    name: "conditions over relations", roles: ["picky"],
    blind: { rows: { client: (row) => row["grade"] === "c", paper: (row, world) => !((row.team === myTeam && row["state"] !== "draft") || client(row, world)?.["grade"] === "a") }, cells: { client: none, paper: none, item: none }, keep: ["grade", "state", "client"] },
  },
];
