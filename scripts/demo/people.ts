/** The fourteen people of the demo: a tree of five units, three teams. */
const DOMAIN = "demo.example";

export const UNITS = [
  { code: "HQ", name: "Head office", head: "irina" },
  { code: "SALES", name: "Sales", parent: "HQ", head: "marko" },
  { code: "SALES-N", name: "Sales North", parent: "SALES", head: "clara" },
  { code: "SALES-S", name: "Sales South", parent: "SALES", head: "emre" },
  { code: "ADM", name: "Administration", parent: "HQ", head: "oleg" },
] as const;

export const TEAMS = ["Key clients", "Regions", "Renewals"] as const;

interface DemoPerson {
  readonly login: string;
  readonly name: string;
  readonly language: "en" | "ru" | "uk" | "tr";
  readonly unit: (typeof UNITS)[number]["code"];
  readonly role: "administrator" | "headOfSales" | "salesPerson" | "salesAssistant" | "marketing" | "observer";
  readonly position: string;
  readonly superior?: string;
  readonly teams: readonly (typeof TEAMS)[number][];
  readonly timeZone: string;
}

export const PEOPLE: readonly DemoPerson[] = [
  { login: "irina", name: "Irina Holmova", language: "ru", unit: "HQ", role: "observer", position: "Managing director", teams: [], timeZone: "Europe/Moscow" },
  { login: "oleg", name: "Oleg Richter", language: "en", unit: "ADM", role: "administrator", position: "Head of administration", superior: "irina", teams: [], timeZone: "Europe/Berlin" },
  { login: "nina", name: "Nina Ozerova", language: "ru", unit: "ADM", role: "observer", position: "Accountant", superior: "oleg", teams: [], timeZone: "Europe/Moscow" },
  { login: "marko", name: "Marko Levada", language: "uk", unit: "SALES", role: "headOfSales", position: "Head of sales", superior: "irina", teams: ["Key clients"], timeZone: "Europe/Kyiv" },
  { login: "clara", name: "Clara Fairweather", language: "en", unit: "SALES-N", role: "headOfSales", position: "Head of Sales North", superior: "marko", teams: ["Regions"], timeZone: "Europe/London" },
  { login: "emre", name: "Emre Demirtaş", language: "tr", unit: "SALES-S", role: "headOfSales", position: "Head of Sales South", superior: "marko", teams: ["Regions"], timeZone: "Europe/Istanbul" },
  { login: "anna", name: "Anna Berezina", language: "ru", unit: "SALES-N", role: "salesPerson", position: "Sales manager", superior: "clara", teams: ["Key clients"], timeZone: "Europe/Moscow" },
  { login: "hugo", name: "Hugo Northcott", language: "en", unit: "SALES-N", role: "salesPerson", position: "Sales manager", superior: "clara", teams: ["Regions"], timeZone: "Europe/London" },
  { login: "taras", name: "Тарас Журавель", language: "uk", unit: "SALES-N", role: "salesPerson", position: "Sales manager", superior: "clara", teams: ["Renewals"], timeZone: "Europe/Kyiv" },
  { login: "selin", name: "Selin Akarsu", language: "tr", unit: "SALES-S", role: "salesPerson", position: "Sales manager", superior: "emre", teams: ["Key clients"], timeZone: "Europe/Istanbul" },
  { login: "pavel", name: "Павел Рощин", language: "ru", unit: "SALES-S", role: "salesPerson", position: "Sales manager", superior: "emre", teams: ["Regions"], timeZone: "Europe/Moscow" },
  { login: "lydia", name: "Lydia Meadows", language: "en", unit: "SALES-S", role: "salesPerson", position: "Renewals manager", superior: "emre", teams: ["Renewals"], timeZone: "Europe/London" },
  { login: "daria", name: "Дарія Лісова", language: "uk", unit: "SALES-N", role: "salesAssistant", position: "Sales assistant", superior: "clara", teams: ["Key clients"], timeZone: "Europe/Kyiv" },
  { login: "ruben", name: "Ruben Ashdown", language: "en", unit: "SALES", role: "marketing", position: "Marketing manager", superior: "marko", teams: [], timeZone: "Europe/London" },
];

export const emailOf = (login: string): string => `${login}@${DOMAIN}`;

const key = (value: string) => ({ key: value });

export const unitRecords = () => UNITS.map((unit) => ({ code: unit.code, name: unit.name, ...("parent" in unit ? { parent: key(unit.parent) } : {}), head: key(emailOf(unit.head)) }));
export const teamRecords = () => TEAMS.map((name) => ({ name }));
export const userRecords = () => PEOPLE.map(({ login, name, language, unit, role, position, superior, teams, timeZone }) => ({
  email: emailOf(login), name, language, timeZone, unit: key(unit), roles: [role], position, ...(superior ? { superior: key(emailOf(superior)) } : {}), ...(teams.length ? { teams: teams.map(key) } : {}),
}));

/** Those who own records, with their share of the work. */
export const SELLERS = PEOPLE.filter(({ role }) => role === "salesPerson" || role === "headOfSales").map((person) => [person, person.role === "salesPerson" ? 4 : 1] as const);
