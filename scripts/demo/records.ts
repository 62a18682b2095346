/** Records of the demo, made in the order in which they refer to each other. Times are relative to the load (see seed.schema.json). */
import { emailOf, SELLERS } from "./people";
import { PRODUCTS } from "./products";
import type { Random } from "./random";
import { companyInn, kpp, ogrn, ogrnip, personInn } from "./requisites";
import { NEEDS, RESULTS, SUBJECTS, TONGUES, type Language, type Tongue } from "./words";

type Json = Record<string, unknown>;
type Seller = (typeof SELLERS)[number][0];

export interface Made {
  readonly key: string;
  readonly owner: Seller;
  readonly tongue: Tongue;
  /** Days before the load. */
  readonly age: number;
  readonly record: Json;
}

const ref = (key: string) => ({ key });
const ago = (days: number, random: Random) => ({ ago: `P${days}DT${random.int(0, 9)}H${random.int(0, 59)}M` });
const day = (days: number) => (days >= 0 ? { ahead: `P${days}D` } : { ago: `P${-days}D` });
const id = (prefix: string, index: number) => `${prefix}-${String(index + 1).padStart(4, "0")}`;
const head = (key: string, owner: Seller, age: number, random: Random): Json => ({ externalId: key, owner: ref(emailOf(owner.login)), createdAt: ago(age, random) });

/** Telephone numbers kept free for fiction: +44 7700 900000–900999 and +1 … 555 0100–0199. */
const phone = (random: Random): string => (random.chance(0.5) ? `+447700900${random.digits(3)}` : `+1${random.pick(["202", "303", "404", "505", "606", "701", "802", "907"])}55501${random.digits(2)}`);

const LATIN: Readonly<Record<string, string>> = Object.fromEntries("а:a б:b в:v г:g ґ:g д:d е:e ё:yo є:ie ж:zh з:z и:i і:i ї:i й:y к:k л:l м:m н:n о:o п:p р:r с:s т:t у:u ф:f х:kh ц:ts ч:ch ш:sh щ:sch ъ: ы:y ь: э:e ю:yu я:ya ’: ş:s ç:c ğ:g ı:i ö:o ü:u".split(" ").map((pair) => pair.split(":") as [string, string]));
const latin = (text: string): string => [...text.toLowerCase().normalize("NFC").replace(/i̇/g, "i")].map((letter) => LATIN[letter] ?? letter).join("").replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "");

function personOf({ men, women, surnames, patronymics }: Tongue, random: Random) {
  const isWoman = random.chance(0.5);
  const [man, woman] = random.pick(surnames);
  const middle = patronymics && random.pick(patronymics)[isWoman ? 1 : 0];
  return { last: isWoman ? woman : man, first: random.pick(isWoman ? women : men), ...(middle ? { middle } : {}) };
}

const TONGUE_SHARES = TONGUES.map((tongue) => [tongue, { ru: 5, uk: 3, tr: 2, en: 2 }[tongue.language]] as const);

const addressOf = ({ cities, streets, country }: Tongue, random: Random) => {
  const [city, postcode] = random.pick(cities);
  return { line1: `${random.pick(streets)} ${random.int(1, 180)}`, city, postcode, country };
};

/** A name nobody has yet; a number behind it only when the words are nearly used up. */
function companyName(tongue: Tongue, random: Random, taken: Set<string>): string {
  for (let tries = 0; ; tries++) {
    const first = random.pick(tongue.companyHeads);
    const joined = tongue.language === "ru" || tongue.language === "uk" ? `${first}${random.pick(tongue.companyTails)}` : `${first} ${random.pick(tongue.companyTails)}`;
    const name = tries > 60 ? `${joined} ${random.int(2, 99)}` : joined;
    if (taken.has(name)) continue;
    taken.add(name);
    return name;
  }
}

export function organisations(count: number, random: Random): Made[] {
  const taken = new Set<string>();
  const firms = Array.from({ length: count }, (_, index) => {
    const tongue = random.weighted(TONGUE_SHARES);
    const [key, owner, age] = [id("ORG", index), random.weighted(SELLERS), random.int(60, 364)];
    const isSole = random.chance(0.15);
    const name = isSole ? "" : companyName(tongue, random, taken);
    const who = isSole ? soleProprietor(tongue, random) : company(tongue, name, random);
    const domain = `${latin(String(who["name"])).slice(0, 40)}-${index + 1}.example`;
    const record: Json = {
      ...head(key, owner, age, random), ...who,
      kind: random.weighted([["client", 7], ["partner", 2], ["supplier", 1]]), industry: random.pick(INDUSTRIES), phone: phone(random), email: `office@${domain}`, website: `https://${domain}/`,
      legalAddress: addressOf(tongue, random), rating: random.int(1, 5), employees: isSole ? random.int(1, 12) : random.int(5, 2400),
      ...(random.chance(0.3) ? { tags: [random.pick(["vip", "tender", "network", "export"])] } : {}),
      ...(random.chance(0.6) ? { annualRevenue: { amount: random.int(1, 900) * 10_000, currency: "EUR" } } : {}),
      ...(random.chance(0.2) ? { licences: Array.from({ length: random.int(1, 2) }, () => licence(random)) } : {}),
    };
    return { key, owner, tongue, age, record };
  });
  for (const tongue of TONGUES) for (const word of tongue.companyHeads.filter((_, i) => i % 3 === 0)) formGroup(word, tongue, firms);
  return firms;
}

/** Companies that share a word belong together: the largest becomes the head of the group, and in a large one the second has two below itself. */
function formGroup(word: string, tongue: Tongue, firms: readonly Made[]): void {
  const size = ({ record }: Made): number => Number(record["employees"]);
  const [top, second, ...others] = firms.filter((firm) => firm.tongue === tongue && firm.record["recordType"] === "company" && String(firm.record["name"]).startsWith(word)).sort((a, b) => size(b) - size(a));
  if (!top || !second) return;
  top.record["name"] = tongue.groupName.replace("{}", word);
  top.record["fullName"] = tongue.fullNames[0]!.replace("{}", tongue.groupName.replace("{}", word).replace(/[«»]/g, ""));
  const below = others.length > 3 ? others.slice(-2) : [];
  for (const firm of [second, ...others]) firm.record["parentOrganisation"] = ref(below.includes(firm) ? second.key : top.key);
}

const INDUSTRIES = ["manufacturing", "trade", "construction", "logistics", "it", "agriculture", "finance", "health", "education", "energy", "services", "other"] as const;

const company = (tongue: Tongue, name: string, random: Random): Json => ({
  recordType: "company", name, fullName: random.pick(tongue.fullNames).replace("{}", name), legalForm: random.weighted([["limited", 7], ["jointStock", 2], ["cooperative", 1]]), inn: companyInn(random), kpp: kpp(random), ogrn: ogrn(random),
});

function soleProprietor(tongue: Tongue, random: Random): Json {
  const personName = personOf(tongue, random);
  return { recordType: "soleProprietor", name: `${tongue.proprietor} ${personName.last} ${personName.first}`, personName, inn: personInn(random), ogrnip: ogrnip(random), registeredOn: day(-random.int(400, 4000)) };
}

const licence = (random: Random): Json => ({
  number: `L-${random.digits(6)}`, kind: random.pick(["activity", "construction", "medical", "transport", "education"]), issued: day(-random.int(100, 900)), validTo: day(random.int(-60, 900)),
});

export function contacts(count: number, firms: readonly Made[], random: Random): Made[] {
  return Array.from({ length: count }, (_, index) => {
    const firm = index < firms.length ? firms[index]! : random.pick(firms);
    const { tongue } = firm;
    const [key, age] = [id("CON", index), random.int(20, firm.age)];
    const name = personOf(tongue, random);
    const record: Json = {
      ...head(key, firm.owner, age, random), name, organisation: ref(firm.key), position: random.pick(tongue.positions), role: random.weighted([["decides", 3], ["influences", 3], ["uses", 3], ["pays", 1]]),
      mobile: phone(random), email: `${latin(`${name.first} ${name.last}`)}-${index + 1}@${String(firm.record["website"]).slice(8, -1)}`, language: tongue.language, mayBeWritten: random.chance(0.6),
      ...(random.chance(0.4) ? { birthday: `${random.int(1960, 2000)}-${String(random.int(1, 12)).padStart(2, "0")}-${String(random.int(1, 28)).padStart(2, "0")}` } : {}),
      ...(random.chance(0.15) ? { address: addressOf(tongue, random) } : {}),
    };
    // The first contacts belong to one organisation each and are its main ones.
    if (index < firms.length) firm.record["mainContact"] = ref(key);
    return { key, owner: firm.owner, tongue, age, record };
  });
}

const SOURCES = [["website", 5], ["call", 3], ["recommendation", 3], ["exhibition", 2], ["advertising", 2], ["partner", 1], ["coldCall", 2]] as const;
const CAMPAIGNS = ["Spring fair", "Autumn webinars", "Service week", "New warehouse"] as const;

export function deals(count: number, firms: readonly Made[], random: Random): Made[] {
  const won: Made[] = [];
  return Array.from({ length: count }, (_, index) => {
    const isRenewal = index >= count * 0.8;
    const original = isRenewal ? random.pick(won) : undefined;
    const firm = original ? firms.find(({ key }) => key === (original.record["organisation"] as { key: string }).key)! : random.pick(firms);
    const key = id("DEA", index);
    const age = random.int(5, Math.max(6, Math.min(firm.age, original?.age ?? 364)));
    const stage = isRenewal ? random.weighted([["review", 3], ["offer", 3], ["won", 3], ["lost", 1]]) : random.weighted([["new", 15], ["qualified", 15], ["proposal", 17], ["negotiation", 15], ["won", 30], ["lost", 18]]);
    const record: Json = {
      ...head(key, firm.owner, age, random), recordType: isRenewal ? "renewal" : "sales", name: `${isRenewal ? "↻ " : ""}${String(firm.record["name"])}: ${random.pick(NEEDS[firm.tongue.language])}`, stage, currency: "EUR",
      organisation: ref(firm.key), lines: Array.from({ length: random.int(1, 5) }, () => line(random)), source: random.weighted(SOURCES), ...outcome(stage, age, random),
      ...(random.chance(0.3) ? { campaign: random.pick(CAMPAIGNS) } : {}), ...(random.chance(0.2) ? { probability: random.int(1, 19) * 5 } : {}),
      ...(isRenewal ? { termEnds: day(random.int(10, 120)), ...(original ? { renewalOf: ref(original.key) } : {}) } : {}),
    };
    const made = { key, owner: firm.owner, tongue: firm.tongue, age, record };
    if (stage === "won") won.push(made);
    return made;
  });
}

function outcome(stage: string, age: number, random: Random): Json {
  const closed = -random.int(0, age - 1);
  if (stage === "won") return { expectedClose: day(closed), wonAt: day(closed) };
  if (stage === "lost") return { expectedClose: day(closed), lostAt: day(closed), lostReason: random.pick(["price", "terms", "competitor", "noBudget", "postponed"]) };
  return { expectedClose: day(random.chance(0.15) ? -random.int(1, Math.min(20, age)) : random.int(1, 90)) };
}

function line(random: Random): Json {
  const product = random.pick(PRODUCTS);
  return { product: ref(product.code), quantity: product.category === "service" ? random.int(4, 80) : random.int(1, 12), ...(random.chance(0.3) ? { discount: random.pick([5, 7.5, 10, 15]) } : {}) };
}

export function leads(count: number, sold: readonly Made[], random: Random): Made[] {
  return Array.from({ length: count }, (_, index) => {
    const status = random.weighted([["new", 30], ["inWork", 27], ["qualified", 16], ["converted", 14], ["rejected", 13]]);
    const tongue = random.weighted(TONGUE_SHARES);
    const deal = status === "converted" ? sold[index % sold.length]! : undefined;
    const owner = deal?.owner ?? random.weighted(SELLERS);
    const age = deal ? Math.min(364, deal.age + random.int(0, 10)) : random.int(0, status === "new" ? 40 : 300);
    const name = personOf(tongue, random);
    const key = id("LEA", index);
    const record: Json = {
      ...head(key, owner, age, random), title: random.pick(NEEDS[tongue.language]), status, personName: name, companyName: `${random.pick(tongue.companyHeads)} ${random.int(100, 999)}`, position: random.pick(tongue.positions),
      phone: phone(random), email: `${latin(`${name.first} ${name.last}`)}-${index + 1}@lead.example`, source: random.weighted(SOURCES), ...(random.chance(0.5) ? { campaign: random.pick(CAMPAIGNS) } : {}),
      ...(random.chance(0.6) ? { product: ref(random.pick(PRODUCTS).code) } : {}), ...(random.chance(0.7) ? { budget: { amount: random.int(5, 400) * 500, currency: "EUR" } } : {}), ...(random.chance(0.5) ? { needBy: day(random.int(-10, 90)) } : {}),
      ...(status === "rejected" ? { rejectionReason: random.pick(["noNeed", "noMoney", "noAnswer", "competitor", "spam"]) } : {}),
      ...(deal ? { organisation: deal.record["organisation"], deal: ref(deal.key), convertedAt: { ago: `P${deal.age}D` }, convertTo: ["organisation", "contact", "deal"] } : {}),
    };
    return { key, owner, tongue, age, record };
  });
}

export interface Related {
  readonly firms: readonly Made[];
  readonly people: readonly Made[];
  readonly leads: readonly Made[];
  readonly deals: readonly Made[];
}

export function activities(count: number, related: Related, random: Random): Made[] {
  return Array.from({ length: count }, (_, index) => {
    const [entity, about] = subjectOf(related, random);
    const type = random.weighted([["call", 5], ["meeting", 2], ["letter", 3], ["task", 3]] as const);
    const isFuture = random.chance(0.09);
    const offset = isFuture ? random.int(0, 30) : -random.int(0, Math.min(364, about.age));
    const status = isFuture ? "planned" : random.weighted([["done", 86], ["cancelled", 8], ["planned", 6]]);
    const language = about.owner.language;
    const key = id("ACT", index);
    const time = `T${random.int(0, 9)}H${random.pick([0, 15, 30, 45])}M`;
    const organisation = entity === "organisation" ? ref(about.key) : about.record["organisation"];
    const record: Json = {
      ...head(key, about.owner, Math.min(364, -Math.min(offset, 0) + random.int(0, 6)), random), recordType: type, subject: random.pick(SUBJECTS[type][language]), status,
      startsAt: isFuture ? { ahead: `P${offset}D${time}` } : { ago: `P${-offset}D${time}` }, priority: random.weighted([["low", 1], ["normal", 6], ["high", 2]]), relatesTo: { entity, key: about.key },
      ...(organisation ? { organisation } : {}), ...(entity === "contact" ? { participants: [ref(about.key)] } : {}), ...details(type, offset, status, about, language, random),
    };
    return { key, owner: about.owner, tongue: about.tongue, age: -offset, record };
  });
}

function subjectOf({ firms, people, leads: interested, deals: sold }: Related, random: Random): readonly [string, Made] {
  const entity = random.weighted([["organisation", 2], ["contact", 2], ["lead", 2], ["deal", 5]] as const);
  return [entity, random.pick({ organisation: firms, contact: people, lead: interested, deal: sold }[entity])];
}

function details(type: string, offset: number, status: string, about: Made, language: Language, random: Random): Json {
  const result = status === "done" ? { result: random.pick(RESULTS[language]) } : {};
  if (type === "call") return { direction: random.pick(["incoming", "outgoing"]), duration: `PT${random.int(2, 35)}M`, ...result };
  if (type === "meeting") return { duration: `PT${random.pick([30, 60, 90, 120])}M`, place: random.pick(about.tongue.cities)[0], ...result };
  if (type === "letter") return {};
  return { dueOn: day(offset + random.int(0, 5)), progress: status === "done" ? 100 : random.int(0, 8) * 10, ...result };
}
