import { describe, expect, it } from "vitest";
import { documentOf, loadDocuments, modelOf, packDocuments } from "../../../../tests/helpers/fixtures";
import type { StaffPrincipal } from "../../../kernel";
import { clientModelOf } from "../../../permissions/client-model";
import { readingOf } from "../../../queries/caller";

type Body = Record<string, unknown>;

const job = { id: "job", name: "job", label: "Job", plural: "Jobs", titleField: "name", fields: [{ id: "name", name: "name", type: "text", label: "Name" }, { id: "amount", name: "amount", type: "decimal", label: "Amount", audited: true }, { id: "chief", name: "chief", type: "user", label: "Chief" }] };
const FIRST = { id: "job.first", name: "first", entity: "job", label: "First", tabs: [{ id: "t", label: "T", sections: [{ id: "s", fields: [{ id: "f", field: "name" }] }] }] };

const nodes = (task: Body = {}, service: Body = {}) => [
  { id: "s", type: "startEvent" }, { id: "ask", type: "userTask", label: "Ask", description: "Look first", options: { responsible: [{ kind: "role", value: "worker" }], decisions: [{ id: "yes", name: "approve", label: "Yes" }], ...task } },
  { id: "do", type: "serviceTask", label: "Do", options: { service: "updateRecord", settings: { set: { amount: { value: 5 } } }, ...service } }, { id: "e", type: "endEvent" },
];
const flows = [{ id: "f1", from: "s", to: "ask", label: "Go" }, { id: "f2", from: "ask", to: "do" }, { id: "f3", from: "do", to: "e" }];
const PROCESS: Body = {
  id: "work.check", name: "check", label: "Check", description: "Somebody looks", entity: "job", actsAs: ["worker"], journal: "full", timeZone: "Europe/Kyiv", nodes: nodes(), flows,
  starts: [
    { id: "hand", kind: "hand", label: "Look at it", icon: "eye", when: { field: "amount", op: "gt", value: 1 } }, { id: "new", kind: "record", on: "changed", fields: ["amount"], when: { field: "amount", op: "gt", value: 9 } },
    { id: "cron", kind: "time", cron: "0 9 * * MON" }, { id: "cron2", kind: "time", cron: "0 9 * * TUE", timeZone: "Europe/Berlin" },
  ],
  variables: [{ id: "v1", name: "sum", type: "number", label: "Sum", ask: true, required: true }, { id: "v2", name: "inner", type: "text", default: "x" }],
};

const documents = (process: Body, role: Body = {}, words: Body = {}) => [
  ...packDocuments("core"),
  documentOf("work", "pack.json", { id: "work", name: "work", version: "1.0.0", label: "Work", language: "en", requires: { core: "^1.0.0" }, capabilities: { send: ["email"], call: ["*"], schedule: true } }),
  documentOf("work", "entities/job/entity.json", job), documentOf("work", "entities/job/form.first.json", FIRST),
  documentOf("work", "processes/check.json", process),
  documentOf("work", "roles/worker.json", { id: "worker", name: "worker", label: "Worker", entities: { job: { read: "all" } }, processes: { check: { start: true } }, ...role }),
  documentOf("work", "i18n/ru.json", { id: "work.ru", name: "ru", language: "ru", processes: { "work.check": { label: "Проверка", ...words } } }),
];
const problems = (process: Body, role: Body = {}, words: Body = {}): string[] => {
  const result = loadDocuments(documents(process, role, words));
  return result.ok ? [] : result.problems.map(({ pointer, code, remedy }) => `${pointer} ${code}${remedy ? "" : " (no remedy)"}`);
};
const change = (more: Body): Body => ({ ...PROCESS, ...more });
const one = (process: Body) => modelOf(loadDocuments(documents(process))).parts.process[0]!;

function seen(role: Body = {}, language = "en", process = PROCESS, words: Body = {}) {
  const model = modelOf(loadDocuments(documents(process, role, words)));
  const principal: StaffPrincipal = { kind: "staff", userId: "00000000-0000-0000-0000-000000000001", name: "Ann", sessionId: "s", roles: ["worker"], teams: [], units: [], unitTree: [], sharedEntities: [] };
  const reading = readingOf(model, principal);
  return clientModelOf({ model, principal, user: { id: principal.userId, name: "Ann", email: "a@example.com", language, timeZone: "UTC" }, language, access: (entity) => reading.access(entity) }).parts.process;
}

describe("a process document", () => {
  it("comes through loading with everything that is drawn", () => {
    const drawn = {
      pools: [{ id: "p", label: "Sales", description: "We", process: "sales", executable: true, variables: [{ id: "pv", name: "pv", extra: { x: 1 } }], extra: { a: 1 } }, { id: "q", label: "Client" }],
      lanes: [{ id: "l", label: "Boss", description: "Decides", pool: "p", extra: { b: 1 }, responsible: [{ kind: "role", value: "worker" }] }, { id: "l2", pool: "p", parent: "l" }],
      messageFlows: [{ id: "m", from: "ask", to: "q", label: "Word", description: "By post", message: "word", extra: { c: 1 } }], di: [{ id: "page", shapes: [], edges: [] }], extra: { d: 1 },
      artifacts: [{ id: "a", type: "association", label: "Note", description: "n", pool: "p", from: "ask", to: "do", extra: { e: 1 } }], flows: [{ ...flows[0], description: "first", extra: { g: 1 } }, ...flows.slice(1)],
      nodes: nodes().map((node) => ({ ...node, pool: "p", lane: "l2", extra: { f: 1 } })),
    };
    expect(one(change(drawn)).definition).toEqual(change(drawn));
  });

  it("gives the engine its settings, with what is left out", () => {
    expect(one(PROCESS)).toMatchObject({ name: "check", entity: "job", actsAs: ["worker"], journal: "full", starts: [{ id: "hand", kind: "hand" }, { id: "new", kind: "record", on: "changed", fields: ["amount"], when: { op: "gt" } }, { cron: "0 9 * * MON", timeZone: "Europe/Kyiv" }, { timeZone: "Europe/Berlin" }] });
    const bare = one({ id: "work.check", name: "check", label: "Check", nodes: [{ id: "s", type: "startEvent" }, { id: "e", type: "endEvent" }], flows: [{ id: "f", from: "s", to: "e" }] });
    expect(bare).toMatchObject({ journal: "steps", starts: [] });
    expect([bare.actsAs, bare.entity]).toEqual([undefined, undefined]);
  });

  it("shows a person its words, its buttons and what it asks, when he may start it", () => {
    expect(seen()).toEqual([{
      id: "work.check", name: "check", label: "Check", description: "Somebody looks", entity: "job", mayStart: true, mayOperate: false, buttons: [{ id: "hand", label: "Look at it", icon: "eye" }],
      questions: [{ name: "sum", label: "Sum", type: "number", required: true }],
    }]);
    expect(seen({ processes: { "*": { operate: true } } })).toMatchObject([{ mayStart: false, mayOperate: true, buttons: [], questions: [] }]);
    expect(seen({ processes: {} })).toMatchObject([{ mayStart: false, mayOperate: false }]);
    expect(seen({ processes: {}, entities: {} })).toEqual([]);
  });

  it("speaks the language of the reader", () => {
    const words = { description: "Кто-то смотрит", starts: { hand: "Посмотреть" }, variables: { v1: "Сумма" }, nodes: { ask: "Спросить" }, descriptions: { ask: "Сначала глянь" }, decisions: { yes: "Да" }, notifications: { soon: "Скоро срок" }, attachments: { paper: "Бумага" }, flows: { f1: "Пошли" }, pools: { p: "Продажи" }, lanes: { l: "Главный" } };
    const card = { due: "P1D", notifications: [{ id: "soon", on: "dueSoon", to: [{ kind: "performer" }], text: "Due soon" }], attachments: [{ id: "paper", label: "Paper" }] };
    const drawn = change({ nodes: nodes(card), pools: [{ id: "p", label: "Sales" }], lanes: [{ id: "l", label: "Boss" }] });
    expect(seen({}, "ru", drawn, words)).toMatchObject([{ label: "Проверка", description: "Кто-то смотрит", buttons: [{ label: "Посмотреть" }], questions: [{ label: "Сумма" }] }]);
    const { words: told } = modelOf(loadDocuments(documents(drawn, {}, words))).parts.process[0]!;
    expect([told.nodes["ask"], told.descriptions["ask"], told.decisions["ask/yes"], told.notifications?.["ask/soon"], told.attachments?.["ask/paper"], told.flows["f1"], told.pools["p"], told.lanes["l"]].map((label) => label?.["ru"])).toEqual(["Спросить", "Сначала глянь", "Да", "Скоро срок", "Бумага", "Пошли", "Продажи", "Главный"]);
    expect(problems(drawn, {}, { nodes: { gone: "?" } })).toEqual(["/processes/work.check/nodes/gone unknownId"]);
  });

  it("is refused when the drawing is wrong, with the place and what to do", () => {
    expect(problems(change({ flows: flows.slice(0, 2) }))).not.toEqual([]);
    expect(problems(change({ flows: [...flows, { id: "f4", from: "e", to: "nowhere" }] })).some((problem) => problem.startsWith("/flows/3 "))).toBe(true);
    expect(problems(change({ nodes: nodes().map((node) => (node.id === "do" ? { id: "do", type: "scriptTask", options: { script: "total = sum\nreturn total" } } : node)) }))).toEqual(["/nodes/2/options/script script"]);
    expect(problems(change({ nodes: nodes().map((node) => (node.id === "do" ? { id: "do", type: "scriptTask", options: { script: "total = sum * 2" } } : node)) }))).toEqual([]);
    expect(problems(change({ nodes: nodes().map((node) => (node.id === "ask" ? { id: "ask", type: "userTask" } : node)) }))).toEqual(["/nodes/1 noResponsible"]);
  });

  it("is refused when it names what is not there", () => {
    expect(problems(change({ entity: "jobb" }))).toContain("/entity unknownEntity");
    expect(problems(change({ actsAs: ["wroker"] }))).toEqual(["/actsAs/0 unknownRole"]);
    expect(problems(change({ nodes: nodes({ responsible: [{ kind: "role", value: "wroker" }] }) }))).toEqual(["/nodes/1/options/responsible/0/value unknownRole"]);
    expect(problems(change({ nodes: nodes({ responsible: [{ kind: "field", value: "name" }] }) }))).toEqual(["/nodes/1/options/responsible/0/value unknown"]);
    expect(problems(change({ nodes: nodes({ responsible: [{ kind: "field", value: "chief" }], form: "second" }) }))).toEqual(["/nodes/1/options/form unknownForm"]);
    expect(problems(change({ nodes: nodes({ form: "first", completion: "quorum" }) }))).toEqual(["/nodes/1/options missing"]);
    expect(problems(PROCESS, { processes: { chekc: { start: true } } })).toEqual(["/processes/chekc unknownProcess"]);
  });

  it("finds superiors of people and heads of units, and is refused where a field holds neither", () => {
    const by = (kind: string, ...values: string[]) => values.flatMap((value) => problems(change({ nodes: nodes({ responsible: [{ kind, value }] }) })).map((problem) => problem.replace("/nodes/1/options/responsible/0/value", value)));
    expect(by("superior", "owner", "record.chief", "[record.owner, record.createdBy]", "inner")).toEqual([]);
    expect(by("superior", "name", "onwer", "record.onwer", "[owner")).toEqual(["name wrongField", "onwer unknownField", "record.onwer unknownField", "[owner formula"]);
    expect(by("unitHead", "unit", "North", "name")).toEqual(["name wrongField"]);
    expect(problems(change({ nodes: nodes({ due: "P1D", responsible: [{ kind: "superior" }, { kind: "unitHead" }], notifications: [{ id: "n", on: "overdue", to: [{ kind: "superior" }, { kind: "unitHead", value: "owner" }] }] }) }))).toEqual(["/nodes/1/options/notifications/0/to/1/value wrongField"]);
    expect(problems(change({ nodes: nodes({ responsible: [{ kind: "field" }] }) }))).toEqual(["/nodes/1/options/responsible/0 missing"]);
  });

  it("is refused when the card of a step cannot work", () => {
    const card = (notice: Body, file: Body = {}, more: Body = {}) => problems(change({ nodes: nodes({ due: "P1D", notifications: [{ id: "n", on: "created", to: [{ kind: "starter" }], ...notice }], attachments: [{ id: "a", label: "A", ...file }], ...more }) }));
    expect(card({})).toEqual([]);
    expect(card({ to: [] })).toEqual(["/nodes/1 noRecipient"]);
    expect(card({ to: [{ kind: "role", value: "wroker" }] })).toEqual(["/nodes/1/options/notifications/0/to/0/value unknownRole"]);
    expect(card({ to: [{ kind: "field", value: "owner" }, { kind: "performer" }] })).toEqual([]);
    expect(card({ before: "P1D" })).toEqual(["/nodes/1/options/notifications/0/before surplus"]);
    expect(card({ on: "overdue" }, {}, { due: undefined })).toEqual(["/nodes/1 noTerm"]);
    expect(card({}, { field: "name" })).toEqual(["/nodes/1/options/attachments/0/field unknownField"]);
    expect(card({}, { decisions: ["approve"] })).toEqual(["/nodes/1/options/attachments/0/decisions surplus"]);
    expect(card({}, { required: true, decisions: ["aprove"] })).toEqual(["/nodes/1 unknownDecision"]);
    expect(card({}, {}, { collegial: "approve" })).toEqual(["/nodes/1 filesOfCollegial"]);
    expect(card({}, {}, { secret: true, inSequence: true })).toEqual(["/nodes/1/options/secret surplus", "/nodes/1/options/inSequence surplus"]);
    expect(card({}, {}, { responsible: [{ kind: "starter", weight: 2 }] })).toEqual(["/nodes/1/options/responsible/0/weight surplus"]);
    expect(problems(change({ nodes: nodes({ collegial: "vote", secret: true, responsible: [{ kind: "starter", weight: 2 }, { kind: "role", value: "worker" }] }) }))).toEqual(["/nodes/1/options/responsible weights"]);
    expect(problems(change({ nodes: nodes({ collegial: "vote", responsible: [{ kind: "starter", weight: 2 }, { kind: "role", value: "worker" }] }) }))).toEqual([]);
    expect(card({}, {}, { attachments: [{ id: "a", label: "A" }, { id: "a", label: "B" }] })).toEqual(["/nodes/1/options/attachments/1/id duplicateId"]);
    const { entity: _, starts: __, ...about } = change({ nodes: nodes({ notifications: [{ id: "n", on: "created", to: [{ kind: "starter" }] }] }).filter(({ id }) => id !== "do"), flows: [flows[0]!, { id: "f2", from: "ask", to: "e" }] });
    expect(problems(about)).toEqual(["/nodes/1/options/notifications noRecord"]);
  });

  it("is warned of when those who are responsible may not read what their task is about", () => {
    const warnings = (role: Body, process = PROCESS) => {
      const result = loadDocuments([...documents(process, role), documentOf("work", "roles/blind.json", { id: "blind", name: "blind", label: "Blind" })]);
      return result.ok ? result.warnings.map(({ pointer, code }) => `${pointer} ${code}`) : ["not loaded"];
    };
    expect(warnings({})).toEqual([]);
    const doneBy = (...responsible: Body[]) => change({ nodes: nodes({ responsible }) });
    const blind = { kind: "role", value: "blind" };
    expect(warnings({}, doneBy(blind, { kind: "role", value: "worker" }))).toEqual(["/nodes/1/options/responsible mayNotRead"]);
    // Told once at each step, wherever it is said who does it.
    const lanes = [{ id: "l", label: "L", responsible: [blind] }, { id: "l2", label: "L2", parent: "l" }];
    expect(warnings({}, change({ lanes, nodes: nodes({ responsible: undefined }).map((node) => ({ ...node, lane: "l2" })) }))).toEqual(["/nodes/1 mayNotRead"]);
    expect(warnings({}, doneBy({ kind: "field", value: "chief" }))).toEqual([]);
    // Whoever the field names: no role but that of administrators reads the record.
    expect(warnings({ entities: {} }, doneBy({ kind: "field", value: "chief" }))).toEqual(["/nodes/1/options/responsible mayNotRead"]);
    expect(warnings({ entities: {} }, doneBy({ kind: "role", value: "administrator" }))).toEqual([]);
  });

  it("is refused when a start cannot work", () => {
    const starts = (...all: Body[]) => problems(change({ starts: all }));
    expect(starts({ id: "a", kind: "record", on: "changed" })).toEqual(["/starts/0 missing"]);
    expect(starts({ id: "a", kind: "record", on: "changed", fields: ["name"] })).toEqual(["/starts/0/fields/0 notAudited"]);
    expect(starts({ id: "a", kind: "record", on: "changed", fields: ["amuont"] })).toEqual(["/starts/0/fields/0 unknownField"]);
    expect(starts({ id: "a", kind: "record", on: "created", fields: ["amount"] })).toEqual(["/starts/0/fields surplus"]);
    expect(starts({ id: "a", kind: "hand", cron: "0 9 * * *" })).toEqual(["/starts/0/cron surplus"]);
    expect(starts({ id: "a", kind: "time", cron: "every day" })).toEqual(["/starts/0/cron cron"]);
    expect(starts({ id: "a", kind: "time", cron: "0 9 * * *", timeZone: "Moon/Far" })).toEqual(["/starts/0/timeZone timeZone"]);
    expect(starts({ id: "a", kind: "hand", when: { field: "amuont", op: "isEmpty" } })).toEqual(["/starts/0/when/field unknownField"]);
    expect(starts({ id: "a", kind: "hand" }, { id: "a", kind: "hand" })).toEqual(["/starts/1/id duplicateId"]);
  });

  it.each<[string, Body, string]>([
    ["an unknown service", { service: "updateRecrod" }, "/service unknownService"],
    ["an unknown setting", { settings: { set: {}, colour: 1 } }, "/settings/colour unknownKey"],
    ["a missing setting", { settings: {} }, "/settings missing"],
    ["an unknown field", { settings: { set: { amuont: { value: 1 } } } }, "/settings/set/amuont unknownField"],
    ["a field the product makes", { settings: { set: { createdAt: { value: 1 } } } }, "/settings/set/createdAt computed"],
    ["a value from nowhere", { settings: { set: { amount: 1 } } }, "/settings/set/amount format"],
    ["another entity without a record", { settings: { entity: "user", set: {} } }, "/settings missing"],
    ["an unknown entity", { service: "createRecord", settings: { entity: "jobb", set: {} } }, "/settings/entity unknownEntity"],
    ["an unknown action", { service: "runAction", settings: { action: "fly" } }, "/settings/action unknownAction"],
    ["an unknown process", { service: "startProcess", settings: { process: "fly" } }, "/settings/process unknownProcess"],
    ["a method that is none", { service: "callWebhook", settings: { url: "https://example.com", method: "BREW" } }, "/settings/method format"],
    ["a filter over an unknown field", { service: "findRecords", settings: { entity: "job", as: "found", filter: { field: "amuont", op: "isEmpty" } } }, "/settings/filter/field unknownField"],
  ])("is refused when a service has %s", (_what, service, problem) => {
    expect(problems(change({ nodes: nodes({}, { settings: { set: {} }, ...service }) }))).toEqual([`/nodes/2/options${problem}`]);
  });
});
