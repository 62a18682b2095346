/** What the demo data lack: people who talked, decided, were asked and went away. Made once by the first variant; the others find it. */
import type { APIRequestContext } from "@playwright/test";
import { startSmtp } from "../../helpers/smtp";
import { apiOf, signInAs, type Api } from "../api";
import { CLARA, OLEG } from "./steps";

export interface Prepared {
  /** Entity → a record of it worth looking at. */
  readonly ids: Readonly<Record<string, string>>;
  /** A lead that waits for its first answer. */
  readonly lead: string;
  /** An approval that was answered. */
  readonly evidence: string;
  /** Address of a page on which a letter is answered. */
  readonly decide: string;
}

const PICTURE = Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==", "base64");
const TEXT = Buffer.from("Delivery in three parts.\nThe cabinets come first.\n");

async function upload(context: APIRequestContext, name: string, mimeType: string, buffer: Buffer): Promise<string> {
  return ((await (await context.post("/api/v1/files", { multipart: { file: { name, mimeType, buffer } } })).json()) as { id: string }).id;
}

const first = async (api: Api, path: string): Promise<string> => (await api.call("GET", `/records/${path}${path.includes("?") ? "&" : "?"}limit=1`)).items[0].id;
const where = (filter: object): string => encodeURIComponent(JSON.stringify(filter));
const day = (offset: number): string => new Date(Date.now() + offset * 86_400_000).toISOString().slice(0, 10);

let made: Promise<Prepared> | undefined;

/** Once for all variants of one run. */
export const prepare = (): Promise<Prepared> => (made ??= make());

async function make(): Promise<Prepared> {
  const [forClara, forOleg, forHugo] = await Promise.all([signInAs(CLARA.email), signInAs(OLEG.email), signInAs("hugo@demo.example")]);
  const [clara, oleg, hugo] = [apiOf(forClara), apiOf(forOleg), apiOf(forHugo)];
  const me = (await clara.call("GET", "/model")).user as { id: string; name: string };
  const other = (await hugo.call("GET", "/model")).user as { id: string; name: string };
  const third = (await oleg.call("GET", "/model")).user as { id: string; name: string };
  const open = where({ field: "stage", op: "in", value: ["proposal", "negotiation"] });
  const deal = (await hugo.call("GET", `/records/deal?filter=${where({ all: [{ field: "owner", op: "eq", value: other.id }, { field: "stage", op: "in", value: ["proposal", "negotiation"] }] })}&limit=1&fields=id,organisation`)).items[0] as { id: string; organisation: { id: string } };
  const ids = { deal: deal.id, organisation: deal.organisation.id, contact: await first(clara, "contact"), lead: await first(clara, `lead?filter=${where({ field: "status", op: "eq", value: "new" })}`), product: await first(clara, "product"), activity: await first(clara, "activity") };
  await talk({ clara, hugo, forHugo, deal: deal.id, me });
  const evidence = await approvals({ clara, hugo, deal: deal.id, people: [me, other, third] });
  const decide = await discounts({ clara, hugo, oleg, me, open });
  const lead = (await hugo.create("lead", { title: "Sensors for a new hall", status: "new", source: "exhibition", companyName: "Juniper Works", personName: { first: "Edith", last: "Dunmore" } })).id;
  await clara.call("POST", "/absences", { from: day(20), to: day(30), note: "Mountains" });
  await clara.call("POST", "/deputies", { deputy: other.id, from: day(20), to: day(30) });
  await clara.call("PUT", `/me/favourites/deal/${deal.id}`);
  await oleg.call("POST", "/metadata/publish", { changes: [{ kind: "decision", name: "discountLevel", document: DECISION }] });
  await oleg.ask("POST", "/admin/backups", {});
  for (const api of [clara, oleg, hugo]) await api.close();
  return { ids, lead, evidence, decide };
}

const DECISION = {
  id: "discountLevel", name: "discountLevel", label: "Who approves a discount",
  inputs: [{ id: "discount", label: "Discount, %", formula: "discount" }, { id: "amount", label: "Amount", formula: "amount" }], outputs: [{ id: "who", label: "Who approves", name: "who" }],
  rules: [
    { id: "r1", when: { discount: "< 5" }, then: { who: '"nobody"' }, description: "Every sales person may give it" },
    { id: "r2", when: { discount: "[5..15]", amount: "< 50000" }, then: { who: '"head of sales"' } },
    { id: "r3", when: { discount: "[5..15]", amount: ">= 50000" }, then: { who: '"managing director"' } },
    { id: "r4", when: { discount: "> 15" }, then: { who: '"managing director"' } },
  ],
};

async function talk({ clara, hugo, forHugo, deal, me }: { clara: Api; hugo: Api; forHugo: APIRequestContext; deal: string; me: { id: string; name: string } }): Promise<void> {
  const at = `/records/deal/${deal}`;
  await hugo.call("POST", `${at}/notes`, { body: "They decide **before the summer**. The works council has to agree." });
  const said = await hugo.call("POST", `${at}/comments`, { body: `@[${me.name}](user:${me.id}) can you look at the terms of payment? They ask for 60 days.`, files: [await upload(forHugo, "terms of payment.txt", "text/plain", TEXT)] });
  await clara.call("POST", `${at}/comments/${said.id}/reactions`, { emoji: "👍" });
  await clara.call("POST", `${at}/comments`, { body: "45 days is what we can offer:\n\n- first part on delivery\n- the rest in **45 days**" });
  await hugo.call("POST", `${at}/files`, { files: [await upload(forHugo, "hall from above.png", "image/png", PICTURE)] });
}

/** One that was answered, and two that wait. */
async function approvals({ clara, hugo, deal, people: [me, other, third] }: { clara: Api; hugo: Api; deal: string; people: readonly { id: string }[] }): Promise<string> {
  const at = `/records/deal/${deal}/resolutions`;
  const done = await hugo.call("POST", at, { kind: "approve", title: "Terms of payment", words: "45 days after delivery, as discussed", participants: [{ user: me!.id }] });
  await clara.call("POST", `/resolutions/${done.id}/answer`, { answer: "approve", words: "Fine, this once" });
  await hugo.call("POST", at, { kind: "vote", title: "Give them a test system?", participants: [{ user: me!.id }, { user: third!.id }, { user: other!.id }] });
  await hugo.call("POST", at, { kind: "sign", title: "The offer as it is", participants: [{ user: me!.id }], dueAt: new Date(Date.now() + 2 * 86_400_000).toISOString() });
  return done.id as string;
}

/** Discounts that were decided, some that wait, one that is asked for by letter, and a new version of the process that the waiting ones do not follow yet. */
async function discounts({ clara, hugo, oleg, me, open }: { clara: Api; hugo: Api; oleg: Api; me: { id: string }; open: string }): Promise<string> {
  const smtp = await startSmtp(Number(process.env.E2E_SMTP_PORT));
  // Most of them the head of sales may see: she decides, and looks at what she decides about.
  const [{ items: his }, { items: hers }] = await Promise.all([hugo, clara].map((api) => api.call("GET", `/records/deal?filter=${open}&limit=200&fields=id`)));
  const seen = new Set((hers as { id: string }[]).map(({ id }) => id));
  const [both, only] = [(his as { id: string }[]).filter(({ id }) => seen.has(id)), (his as { id: string }[]).filter(({ id }) => !seen.has(id))];
  const deals = [...only.slice(0, 2), ...both].slice(0, 9);
  for (const [i, { id }] of deals.entries()) await hugo.call("POST", "/processes/discount/start", { record: id, button: "ask", variables: { discount: [12, 25, 8, 30, 15, 5, 20, 18, 40][i], reason: i % 2 ? "A large order, paid in advance" : "They buy for the third time" } });
  const { items: tasks } = await clara.call("GET", "/tasks");
  for (const [i, { id }] of (tasks as { id: string }[]).slice(0, 4).entries()) await clara.call("POST", `/tasks/${id}/complete`, { decision: i === 2 ? "reject" : "approve", comment: i === 2 ? "Not below our price" : "Once only" });
  const { items: left } = await clara.call("GET", "/tasks");
  await clara.call("POST", `/tasks/${left[0].id}/delegate`, { to: me.id });
  const { document } = await oleg.call("GET", "/metadata/process/discount");
  await oleg.call("POST", "/metadata/publish", { changes: [{ kind: "process", name: "discount", document: { ...document, description: "A discount above 15 % is approved by the head of sales", nodes: document.nodes.map((node: { id: string }) => (node.id === "approve" ? { ...node, label: "Judge the discount" } : node)) } }] });
  const link = await linkIn(smtp.letters, oleg);
  await smtp.close();
  return link;
}

/** The link of a button in a letter about a task that still waits; the page of a used one when no such letter comes. */
async function linkIn(letters: readonly { raw: string }[], api: Api): Promise<string> {
  const looked = new Set<string>();
  for (let tries = 0; tries < 120; tries++) {
    for (const { raw } of letters) {
      const [, token] = /http\S+\/decide#token=([\w-]{43})/.exec(raw.replace(/=\r?\n/g, "").replace(/=3D/g, "=")) ?? [];
      if (token === undefined || looked.has(token)) continue;
      looked.add(token);
      if ((await api.ask("POST", "/task-links/look", { token })).status === 200) return `/decide#token=${token}`;
    }
    await new Promise((go) => setTimeout(go, 500));
  }
  return "/decide#token=none";
}
