import { expect, test } from "vitest";
import { workingCalendar } from "../../../runtime/calendars/calendar";
import type { DecisionDefinition } from "../../../runtime/workflow/dmn/decision";
import { performDecision } from "../../../runtime/workflow/dmn/perform";
import { playScenario, type Surroundings } from "../../../runtime/workflow/simulate/scenario";
import { draw } from "../../../runtime/workflow/simulate/draw";
import { checklist } from "./report";
import { answer, begins, finish, isRunning, openTasks, openWaits, passTime, replay, scenarioOf, startSimulation, step, tokensOf, toTheEnd, visitedOf } from "./simulation";

const approve = { type: "userTask", options: { responsible: [{ kind: "starter" }], due: "P2D", decisions: [{ id: "yes", name: "approve", label: "Approve" }, { id: "no", name: "reject", label: "Reject" }] } } as const;
const process = draw({ s: "startEvent", ask: approve, x: "exclusiveGateway", mail: { type: "serviceTask", options: { service: "sendMail" } }, wait: { type: "intermediateCatchEvent", triggers: [{ id: "t", type: "timer", duration: "P1D" }] }, e: "endEvent", no: "endEvent" },
  "s ask x", 'x mail: decision = "approve"', "x no: default", "mail wait e");

test("a task waits for a hand, its button decides the way, the clock is moved to what is due", () => {
  const now = startSimulation(process, {}, new Date("2026-03-02T08:00:00Z"));
  expect([...tokensOf(now)]).toEqual([["ask", 1]]);
  const [task] = openTasks(now, process);
  expect(task!.decisions.map(({ name }) => name)).toEqual(["approve", "reject"]);
  finish(now, task!, "approve");
  expect(openWaits(now)).toMatchObject([{ node: "wait", due: "2026-03-03T08:00:00.000Z" }]);
  passTime(now, 3_600_000);
  expect(isRunning(now)).toBe(true);
  expect(step(now, process)).toBe(true);
  expect(isRunning(now)).toBe(false);
  expect(visitedOf(now).has("x-mail")).toBe(true);
  expect(visitedOf(now).has("x-no")).toBe(false);
});

test("to the end takes the first button each time, and gives up when nothing can happen", () => {
  const now = startSimulation(process, {});
  toTheEnd(now, process);
  expect(now.log.at(-1)).toMatchObject({ what: "ended", text: "completed" });
  const waits = draw({ s: "startEvent", w: { type: "intermediateCatchEvent", triggers: [{ id: "m", type: "message", message: "order" }] }, e: "endEvent" }, "s w e");
  const other = startSimulation(waits, {});
  answer(other, openWaits(other)[0]!);
  expect(isRunning(other)).toBe(false);
});

test("the report goes through the eight points", () => {
  const now = startSimulation(process, {});
  toTheEnd(now, process);
  const report = checklist(process, now);
  expect(report.map(({ point }) => point)).toEqual(["terms", "notifications", "tasks", "people", "attachments", "breaks", "rights", "journal"]);
  expect(Object.fromEntries(report.map(({ point, fine }) => [point, fine]))).toMatchObject({ terms: true, tasks: true, people: true, breaks: true, attachments: false, journal: true });
  const bare = draw({ s: "startEvent", a: "userTask", e: "endEvent" }, "s a e");
  expect(checklist(bare, undefined).filter(({ fine }) => !fine).map(({ point }) => point)).toEqual(["terms", "tasks", "people", "attachments", "breaks"]);
});

test("the report says whom the cards of steps tell, and which files they show and need", () => {
  const card = { ...draw({ s: "startEvent", ask: { type: "userTask", options: { responsible: [{ kind: "starter" }], due: "P2D", notifications: [{ id: "n", on: "overdue", to: [{ kind: "role", value: "boss" }, { kind: "performer" }] }, { id: "m", on: "completed" }], attachments: [{ id: "a", label: "Contract", required: true }, { id: "b", label: "Scan" }] } }, e: "endEvent" }, "s ask e"), entity: "offer" } as typeof process;
  const found = new Map(checklist(card, undefined).map(({ point, facts }) => [point, facts.map(({ says, text, people, fine }) => [says, text ?? people?.map(({ kind, value }) => value ?? kind).join(", "), fine])]));
  expect(found.get("notifications")).toEqual([["told", undefined, true], ["noticeTo", "boss, performer", true], ["noticeNobody", undefined, false]]);
  expect(found.get("attachments")).toEqual([["recordFiles", "offer", true], ["fileNeeded", "Contract", true], ["fileShown", "Scan", true]]);
});

test("the report says of each step what was found", () => {
  const mails = draw({ s: "startEvent", ask: approve, bad: { type: "userTask", options: { due: { formula: '"soon"' } } }, mail: { type: "serviceTask", options: { service: "sendMail", settings: { to: { formula: 'who + "@example.com"' }, subject: "x", text: "x" } } }, lost: { type: "serviceTask", options: { service: "sendMail", settings: { to: "nobody", subject: "x", text: "x" } } }, make: { type: "serviceTask", options: { service: "generateDocument", settings: { template: "offer" } } }, e: "endEvent" }, "s ask bad mail lost make e");
  const calendars = () => workingCalendar({ timeZone: "UTC", shifts: [{ id: "a", days: ["mon", "tue", "wed", "thu", "fri"], from: "09:00", to: "17:00" }] });
  const process = { ...mails, entity: "offer", calendar: "office", starts: [{ id: "w", kind: "webhook" }] } as typeof mails;
  const now = startSimulation(process, { who: "ann" }, new Date("2026-07-03T10:00:00Z"), { calendars });
  toTheEnd(now, process);
  const facts = Object.fromEntries(checklist(process, now).map(({ point, facts: found }) => [point, found.map(({ node, says, people = [], text = people.map(({ kind, value }) => value ?? kind).join(), fine }) => `${fine ? "" : "!"}${node} ${says} ${text}`.trim())]));
  expect(facts).toEqual({
    // Two working days from a Friday.
    terms: ["ask dueAt 2026-07-07T10:00:00.000Z", "!bad badTerm"], notifications: ["ask told", "mail letterTo ann@example.com", "!lost noLetter"], tasks: ["ask set", "bad set"], people: ["ask who starter", "!bad nobody"],
    attachments: ["ask recordFiles offer", "bad recordFiles offer", "make document offer"], breaks: [], rights: ["mail byStarter", "lost byStarter", "!make noRights"], journal: [],
  });
  expect(checklist({ ...process, actsAs: ["seller"] } as typeof mails, undefined).find(({ point }) => point === "rights")!.facts.map(({ says, text }) => `${says} ${text}`)).toEqual(Array(3).fill("byRoles seller"));
  expect(checklist(process, undefined).find(({ point }) => point === "terms")!.facts[0]).toMatchObject({ says: "due", text: "P2D" });
});

test("tables decide in a dry run as they do in earnest", () => {
  const rates = draw({ s: "startEvent", rate: { type: "businessRuleTask", options: { decision: "level" } }, x: "exclusiveGateway", big: "endEvent", small: "endEvent" }, "s rate x", 'x big: level = "gold"', "x small: default");
  const table: DecisionDefinition = { id: "level", name: "level", label: "Level", hitPolicy: "first", inputs: [{ id: "a", formula: "amount" }], outputs: [{ id: "level", name: "level" }], rules: [{ id: "r1", when: { a: "> 100" }, then: { level: '"gold"' } }, { id: "r2", when: {}, then: { level: '"tin"' } }] };
  const around: Surroundings = { decide: (name, input, moment) => performDecision(name === "level" ? table : undefined, input, moment) };
  expect(startSimulation(rates, { amount: 200 }, new Date(), around).path.at(-1)).toBe("big");
  expect(startSimulation(rates, { amount: 20 }, new Date(), around).path.at(-1)).toBe("small");
  expect(playScenario(rates, { id: "a", label: "A", variables: { amount: 200 }, path: ["s", "rate", "x", "big"], status: "completed" }, [], around)).toMatchObject({ ok: true });
  const unknown = startSimulation(draw({ s: "startEvent", rate: { type: "businessRuleTask", options: { decision: "gone" } }, e: "endEvent" }, "s rate e"), {}, new Date(), around);
  expect(unknown.log.at(-1)).toMatchObject({ what: "incident" });
});

test("a process that cannot run is not begun", () => {
  expect(begins(process)).toBe(true);
  expect(begins(draw({ s: "startEvent", e: "endEvent" }, "e s"))).toBe(false);
});

test("a run is kept as a scenario that can be played again, and fails when the process goes otherwise", () => {
  const reads = { ...process, flows: process.flows.map((flow) => (flow.id === "x-mail" ? { ...flow, condition: 'decision = "approve" and record.amount > 5' } : flow)) };
  const now = startSimulation(reads, { size: 3, record: { amount: 9, phone: "555" } }, new Date("2026-03-02T08:00:00Z"));
  finish(now, openTasks(now, reads)[0]!, "approve");
  passTime(now, 3_600_000);
  toTheEnd(now, reads);
  const scenario = scenarioOf(now, reads, "large", "A large one is approved");
  expect(scenario).toEqual({
    id: "large", label: "A large one is approved", startsAt: "2026-03-02T08:00:00.000Z", variables: { size: 3, record: { amount: 9 } },
    moves: [{ task: "ask", decision: "approve" }, { time: "PT3600S" }, { time: "PT82800S" }], path: ["s", "ask", "x", "mail", "wait", "e"], status: "completed",
  });
  expect(playScenario(reads, scenario)).toMatchObject({ ok: true });
  expect(replay(reads, scenario).path).toEqual(scenario.path);
  expect(playScenario({ ...reads, nodes: reads.nodes.map((node) => (node.id === "x" ? { ...node, default: "x-mail" } : node)), flows: reads.flows.map(({ condition: _condition, ...flow }) => (flow.id === "x-no" ? { ...flow, condition: "size = 3" } : flow)) }, scenario)).toMatchObject({ ok: false, message: "Step 4 must be “mail”, but “no” comes." });
});

test("scripts calculate in a dry run, and one that cannot stops it", () => {
  const counts = (script: string) => draw({ s: "startEvent", sum: { type: "scriptTask", options: { script } }, x: "exclusiveGateway", big: "endEvent", small: "endEvent" }, "s sum x", "x big: total > 100", "x small: default");
  const now = startSimulation(counts("total = price * count"), { price: 60, count: 2 });
  expect(now.path).toEqual(["s", "sum", "x", "big"]);
  const broken = startSimulation(counts("total = nothing"), {});
  expect(broken.log.at(-1)).toMatchObject({ what: "incident", text: expect.stringContaining("“nothing”") as string });
});
