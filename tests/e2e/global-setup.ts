/** Before the tests, on the server that runs already: people with their sessions, one narrow role, and a few records. */
import { apiOf, signIn, type Api } from "./api";
import { PASSWORD, PEOPLE, sessionFile, type Who } from "./people";

/** Enough for a second page of the list (pages have 50 rows). */
export const ORGANISATIONS = 60;

const GOODS_CLERK = { id: "goodsClerk", name: "goodsClerk", label: "Goods clerk", entities: { product: { create: "all", read: "all", update: "all", delete: "none" } } };

const PRODUCTS = [
  { code: "PMP-1", name: "Water pump", category: "goods", price: 250, costPrice: 120 },
  { code: "VLV-2", name: "Ball valve", category: "goods", price: 40.5, costPrice: 18 },
  { code: "SRV-9", name: "Installation", category: "service", price: 100, costPrice: 60 },
];

export default async function globalSetup(): Promise<void> {
  const admin = await makePeople();
  for (const product of PRODUCTS) await admin.create("product", { unitOfMeasure: "piece", ...product });
  await admin.close();
  for (const who of Object.keys(PEOPLE) as Who[]) {
    const context = await signIn(who);
    await context.storageState({ path: sessionFile(who) });
    // Nobody is new here but where a test says so.
    await apiOf(context).call("PATCH", "/me/settings", { tourDone: true });
    if (who === "sales") await fillLists(apiOf(context));
    await context.dispose();
  }
}

async function makePeople(): Promise<Api> {
  const admin = apiOf(await signIn("administrator"));
  await admin.call("POST", "/metadata/publish", { changes: [{ kind: "role", name: GOODS_CLERK.name, document: GOODS_CLERK }], summary: "A role for the tests" });
  const { administrator: _made, ...others } = PEOPLE;
  for (const { email, name, roles } of Object.values(others)) await admin.call("POST", "/users", { email, name, roles, password: PASSWORD, language: "en", timeZone: "UTC" });
  return admin;
}

async function fillLists(sales: Api): Promise<void> {
  const kinds = ["client", "partner", "supplier"];
  const organisations = Array.from({ length: ORGANISATIONS }, (_, index) => ({ name: `Aurora Works ${String(index + 1).padStart(3, "0")}`, kind: kinds[index % 3], employees: index + 1 }));
  const made: { id: string }[] = [];
  for (const values of organisations) made.push(await sales.create("organisation", values));
  await sales.create("contact", { name: { first: "Clara", last: "Miller" }, organisation: made[0]!.id, position: "Buyer", email: "clara@aurora.example" });
  await sales.create("deal", { name: "Pumps for hall 3", organisation: made[0]!.id, stage: "qualified" });
  await sales.create("deal", { name: "Valves, yearly", organisation: made[1]!.id });
  await sales.create("lead", { title: "Asks for pumps", companyName: "Brook & Sons", source: "call" });
}
