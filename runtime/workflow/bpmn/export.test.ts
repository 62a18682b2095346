import { existsSync, readdirSync, readFileSync } from "node:fs";
import { BpmnModdle } from "bpmn-moddle";
import { describe, expect, it } from "vitest";
import { roundTrip } from "../../../scripts/bpmn/round-trip";
import type { Page, ProcessDefinition, ProcessNode } from "../definition/types";
import { nodeExamples } from "../nodes/examples";
import { draw } from "../simulate/draw";
import { exportBpmn } from "./export";
import { importBpmn } from "./import";
import { allOf, parseXml } from "./xml";

const warnings = async (xml: string): Promise<readonly string[]> => (await new BpmnModdle().fromXML(xml)).warnings.map(({ message }) => message);
const without = (value: unknown, ...keys: string[]): unknown => JSON.parse(JSON.stringify(value, (key, inner: unknown) => (keys.includes(key) ? undefined : inner)));

const OFFICE: ProcessDefinition = {
  id: "crm.discount", name: "discount", label: "Discount & <approval>", timeZone: "Europe/Kyiv",
  pools: [{ id: "sales", label: "Sales", description: "Our office", process: "discountProcess" }, { id: "customer", label: "Customer" }],
  lanes: [{ id: "office", label: "Office", pool: "sales" }, { id: "head", label: "Head", pool: "sales", parent: "office", responsible: [{ kind: "role", value: "headOfSales" }, { kind: "superior", value: "record.owner", weight: 2 }, { kind: "unitHead", value: "North" }] }],
  variables: [{ id: "amount", name: "amount", type: "number" }],
  nodes: [
    { id: "s", type: "startEvent", pool: "sales", lane: "office", triggers: [{ id: "s.t", type: "message", message: "order", key: "number" }] },
    { id: "approve", type: "userTask", label: "Approve", description: "Check the margin", pool: "sales", lane: "head", options: { responsible: [{ kind: "starter" }], due: "P2D", notifications: [{ id: "late", on: "overdue", to: [{ kind: "performerSuperior" }, { kind: "field", value: "owner" }], channels: { email: "digest" }, text: "Help & hurry" }], attachments: [{ id: "signed", label: "Signed contract", field: "contract", required: true }] }, inputs: [{ to: "total", from: "amount * 1.2" }], loop: { kind: "parallel", items: "approvers", item: "approver", completion: "done", collect: { to: "votes", from: "decision" } } },
    { id: "late", type: "boundaryEvent", pool: "sales", attachedTo: "approve", interrupting: false, triggers: [{ id: "late.t", type: "timer", duration: { formula: 'duration("P2D")' } }] },
    { id: "booked", type: "boundaryEvent", pool: "sales", attachedTo: "approve", triggers: [{ id: "booked.t", type: "compensation" }], handler: "undo" },
    { id: "undo", type: "serviceTask", pool: "sales", forCompensation: true, options: { service: "cancelBooking" } },
    { id: "remind", type: "endEvent", pool: "sales", triggers: [{ id: "remind.t", type: "escalation", escalation: "late" }] },
    { id: "ask", type: "exclusiveGateway", pool: "sales", default: "f4" },
    { id: "ship", type: "manualTask", pool: "sales", inside: "sub", options: { confirm: true, due: "PT4H", notifications: [{ id: "soon", on: "dueSoon", before: "PT1H", to: [{ kind: "performer" }] }], attachments: [{ id: "photo", label: "Photo" }] } },
    { id: "sub.s", type: "startEvent", pool: "sales", inside: "sub" },
    { id: "sub.e", type: "endEvent", pool: "sales", inside: "sub" },
    { id: "sub", type: "subProcess", pool: "sales", variables: [{ id: "round", name: "round", type: "number", default: 1 }] },
    { id: "e", type: "endEvent", pool: "sales" },
  ],
  flows: [
    { id: "f7", from: "sub.s", to: "ship" }, { id: "f8", from: "ship", to: "sub.e" }, { id: "f1", from: "s", to: "approve" }, { id: "f2", from: "approve", to: "ask" }, { id: "f3", from: "ask", to: "sub", label: "too much", condition: "amount > 1000" }, { id: "f4", from: "ask", to: "e" },
    { id: "f5", from: "sub", to: "e" }, { id: "f6", from: "late", to: "remind" },
  ],
  messageFlows: [{ id: "m1", from: "customer", to: "s", message: "order" }],
  artifacts: [{ id: "note", type: "annotation", label: "See the price list", pool: "sales" }, { id: "group", type: "group", label: "Old way", pool: "sales" }, { id: "join", type: "association", from: "note", to: "approve", pool: "sales" }],
  di: [{ id: "page", shapes: [{ id: "approve.shape", element: "approve", x: 10, y: 20.5, width: 100, height: 80 }, { id: "sub.shape", element: "sub", x: 10, y: 200, width: 100, height: 80, expanded: true, labelAt: { x: 1, y: 2, width: 3, height: 4 } }], edges: [{ id: "f1.edge", element: "f1", points: [{ x: 0, y: 0 }, { x: 10, y: 20 }] }] }],
};

describe("exportBpmn", () => {
  it("writes a process drawn here so that nothing is lost when it is read again", async () => {
    const xml = exportBpmn(OFFICE);
    expect(await warnings(xml)).toEqual([]);
    const { definition, problems } = await importBpmn(xml);
    expect(problems).toEqual([]);
    const { artifacts, ...again } = without(definition, "extra") as ProcessDefinition;
    const { artifacts: drawn, ...before } = OFFICE;
    expect(again).toEqual(before);
    // What undoes an activity is said by an association, which is an artifact.
    expect(artifacts).toEqual([...drawn!, { id: "undo_booked", type: "association", pool: "sales", from: "booked", to: "undo" }]);
  });

  it.each(Object.values(nodeExamples).flat().map((example) => [example.title, example.process] as const))("writes the example “%s” so that it runs the same", async (_title, process) => {
    const xml = exportBpmn(process);
    expect(await warnings(xml)).toEqual([]);
    const { definition } = await importBpmn(xml);
    const bare = (nodes: readonly ProcessNode[]): unknown => without([...nodes].map((node) => (node.interrupting === true ? { ...node, interrupting: undefined } : node)).sort((one, other) => (one.id < other.id ? -1 : 1)), "extra", "pool");
    expect(bare(definition.nodes)).toEqual(bare(process.nodes));
    expect(without([...definition.flows].sort((one, other) => (one.id < other.id ? -1 : 1)), "extra")).toEqual([...process.flows].sort((one, other) => (one.id < other.id ? -1 : 1)));
  });

  it("keeps calls of other systems and steps the web calls: address, body, answer, and who waits", async () => {
    const web = {
      ...draw({
        s: "startEvent", call: { type: "serviceTask", label: "Ask the bank", options: { service: "callWebhook", settings: { url: { formula: '"https://bank.example.com/" + number' }, method: "PUT", body: { formula: "{ sum: amount, note: \"<&>\" }" }, as: "answer" } } },
        paid: { type: "receiveTask", label: "Paid", options: { webhook: true }, outputs: [{ to: "paid", from: "body.sum" }] },
        g: "eventBasedGateway", c: { type: "intermediateCatchEvent", triggers: [{ id: "c.t", type: "message", webhook: true }], outputs: [{ to: "note", from: "body" }] }, t: { type: "intermediateCatchEvent", triggers: [{ id: "t.t", type: "timer", duration: "P1D" }] },
        ask: { type: "userTask", options: { responsible: [{ kind: "starter" }] } }, b: { type: "boundaryEvent", attachedTo: "ask", interrupting: false, triggers: [{ id: "b.t", type: "message", webhook: true }] }, x: "endEvent", e: "endEvent",
      }, "s call paid g", "g c ask", "g t ask", "ask e", "b x"),
      starts: [{ id: "in", kind: "webhook", map: [{ to: "number", from: "body.id" }], record: "body.record" }], variables: [{ id: "number", name: "number", type: "text" }],
    } as ProcessDefinition;
    const { definition, problems } = await importBpmn(exportBpmn(web));
    expect(problems).toEqual([]);
    const bare = (from: ProcessDefinition): unknown => without([...from.nodes].sort((one, other) => (one.id < other.id ? -1 : 1)), "extra", "pool");
    expect(bare(definition)).toEqual(bare(web));
    expect([(definition as { starts?: unknown }).starts, definition.variables]).toEqual([(web as { starts?: unknown }).starts, web.variables]);
    // And once more, so that nothing is lost by a second hand.
    expect(bare((await importBpmn(exportBpmn(definition))).definition)).toEqual(bare(web));
  });

  it("writes pages with every shape, edge and label, and reads them again", async () => {
    const box = { x: 1, y: 2.5, width: 30, height: 40 };
    const kept = { attributes: { "{urn:colours}fill": "red" } };
    const page: Page = {
      id: "p1", label: "Overview", element: "sub", extra: kept, shapes: [{ id: "s1", element: "approve", ...box, expanded: false, labelAt: { ...box, x: 7 }, extra: kept }, { id: "s2", element: "office", ...box, horizontal: false }],
      edges: [{ id: "e1", element: "f1", points: [{ x: 3, y: 4 }, { x: 5, y: 6 }], labelAt: { ...box, y: 8 }, extra: kept }],
    };
    const xml = exportBpmn({ ...OFFICE, di: [page] });
    for (const said of ['id="p1" name="Overview"', 'bpmnElement="sub"', 'isExpanded="false"', 'isHorizontal="false"', '<dc:Bounds x="7" y="2.5" width="30" height="40"/>', '<dc:Bounds x="1" y="8" width="30" height="40"/>', '<di:waypoint x="3" y="4"/>', ':fill="red"']) expect(xml).toContain(said);
    const [again] = (await importBpmn(xml)).definition.di!;
    expect(without(again, "extra")).toEqual(without(page, "extra"));
    expect([again!.extra, again!.shapes[0]!.extra, again!.edges[0]!.extra]).toEqual([kept, kept, kept].map((extra) => expect.objectContaining(extra) as unknown));
  });

  const FOREIGN = `<?xml version="1.0"?><definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:c="http://camunda.org/schema/1.0/bpmn" xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" id="d" targetNamespace="t">
<itemDefinition id="item"/><process id="p" isExecutable="true"><laneSet><lane id="l"><flowNodeRef>s</flowNodeRef><flowNodeRef>a</flowNodeRef></lane></laneSet><startEvent id="s"><outgoing>f</outgoing></startEvent>
<sequenceFlow id="f" sourceRef="s" targetRef="a"><conditionExpression xsi:type="tFormalExpression" c:resource="x">\${n > 1}</conditionExpression></sequenceFlow>
<userTask id="a" name="A" c:assignee="ann"><extensionElements><c:form key="k"><c:field>one</c:field></c:form></extensionElements><incoming>f</incoming><potentialOwner><resourceRef>r</resourceRef></potentialOwner></userTask><unheardOf id="u"><deep c:x="1">text</deep></unheardOf></process>
<bpmndi:BPMNDiagram id="g"><bpmndi:BPMNPlane bpmnElement="p"><bpmndi:BPMNShape id="as" bpmnElement="a" c:fill="red"><dc:Bounds x="1" y="2" width="3" height="4"/></bpmndi:BPMNShape></bpmndi:BPMNPlane></bpmndi:BPMNDiagram></definitions>`;

  it("keeps foreign parts of the elements that remain when the process was edited", async () => {
    const { definition } = await importBpmn(FOREIGN);
    const edited: ProcessDefinition = {
      ...definition,
      nodes: [...definition.nodes.map((node) => (node.id === "a" ? { ...node, label: "B", options: { responsible: [{ kind: "starter" }] } } as ProcessNode : node)), { id: "e", type: "endEvent", pool: "p" }],
      flows: [...definition.flows.map((flow) => ({ ...flow, condition: "n > 2" })), { id: "g2", from: "a", to: "e" }],
    };
    const xml = exportBpmn(edited);
    expect(xml).toContain('name="B"');
    for (const kept of ['c:assignee="ann"', "<c:field>one</c:field>", "<resourceRef>r</resourceRef>", "unheardOf", '<deep c:x="1">text</deep>', 'c:fill="red"', "<itemDefinition", 'c:resource="x"']) expect(xml).toContain(kept);
    expect(xml).toContain(">n &gt; 2</conditionExpression>");
    expect(xml.match(/<extensionElements>/g)).toHaveLength(1);
    const again = await importBpmn(xml);
    expect(without(again.definition.nodes.find(({ id }) => id === "a"), "extra")).toEqual({ id: "a", type: "userTask", label: "B", pool: "p", lane: "l", options: { responsible: [{ kind: "starter" }] } });
  });

  it("forgets references and shapes of what was deleted", async () => {
    const { definition } = await importBpmn(FOREIGN);
    const xml = exportBpmn({ ...definition, nodes: definition.nodes.filter(({ id }) => id !== "a"), flows: [] });
    expect([...allOf(parseXml(xml).root)].some((element) => Object.values(element.attributes ?? {}).includes("a") || (element.children ?? []).includes("a"))).toBe(false);
    expect(await warnings(xml)).toEqual([expect.stringMatching(/unheardOf|unparsable/)]);
  });

  it("draws what nobody has drawn", async () => {
    const xml = exportBpmn({ ...OFFICE, di: [] });
    expect(await warnings(xml)).toEqual([]);
    const [page] = (await importBpmn(xml)).definition.di!;
    expect(new Set([...page!.shapes, ...page!.edges].map(({ element }) => element))).toEqual(new Set([...["sales", "customer"], ...OFFICE.lanes!.map(({ id }) => id), ...OFFICE.nodes.map(({ id }) => id), ...OFFICE.flows.map(({ id }) => id), "m1", "note", "group", "join"]));
    const bare = FOREIGN.replace(/<bpmndi:BPMNDiagram[\s\S]*<\/bpmndi:BPMNDiagram>/, "");
    expect((await importBpmn(bare)).definition.di![0]!.shapes.map(({ element }) => element)).toEqual(["l", "s", "a"]);
  });

  it("leaves undrawn what a file does not draw, and draws what was added", async () => {
    const undrawn = FOREIGN.replace("</bpmndi:BPMNPlane>", '<bpmndi:BPMNShape id="ss" bpmnElement="s"><dc:Bounds x="9" y="2" width="3" height="4"/></bpmndi:BPMNShape></bpmndi:BPMNPlane>');
    const { definition } = await importBpmn(undrawn);
    expect(exportBpmn(definition)).not.toContain("BPMNEdge");
    expect(exportBpmn({ ...definition, flows: [...definition.flows, { id: "more", from: "s", to: "a" }] })).toContain('bpmnElement="more"');
  });

  it("says nothing new about a file that was not edited", async () => {
    const { definition } = await importBpmn(FOREIGN);
    expect(parseXml(exportBpmn(definition)).root).toEqual(parseXml(FOREIGN).root);
  });

  it("keeps elements without ids, prefixed references, shared event definitions and second sets of lanes where they are", async () => {
    const xml = `<b:definitions xmlns:b="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:t="urn:t" targetNamespace="urn:t"><b:timerEventDefinition id="shared"/><b:process id="p"><b:laneSet><b:lane id="l1"/></b:laneSet><b:laneSet name="second"><b:lane id="l2"><b:flowNodeRef>s</b:flowNodeRef></b:lane></b:laneSet>
<b:startEvent id="s"><b:eventDefinitionRef>t:shared</b:eventDefinitionRef></b:startEvent><b:endEvent id="e"><b:documentation>one <b:em>two</b:em> three</b:documentation></b:endEvent><b:sequenceFlow sourceRef="t:s" targetRef="t:e"/><b:startEvent id="s2"><b:eventDefinitionRef>shared</b:eventDefinitionRef></b:startEvent></b:process></b:definitions>`;
    const { definition } = await importBpmn(xml);
    expect(definition.flows).toMatchObject([{ from: "s", to: "e" }]);
    const trip = await roundTrip(new TextEncoder().encode(xml));
    expect(trip).toMatchObject({ fatal: [], lostElements: [], lostAttributes: [], changedReferences: [], movedElements: [], changedMeaning: [] });
  });
});

const DATA = new URL("../../../../shared/data/bpmn/", import.meta.url);

describe.runIf(existsSync(DATA))("files of other tools", () => {
  const files = existsSync(DATA) ? readdirSync(DATA, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".bpmn")) : [];

  it.each(files)("%s is the same after import and export", async (name) => {
    const file = readFileSync(new URL(name, DATA));
    const { elements, addedElements, ...trip } = await roundTrip(file);
    expect(elements).toBeGreaterThan(5);
    // Files without a drawing get one.
    expect(file.includes("BPMNPlane") ? addedElements : []).toEqual([]);
    expect(trip).toEqual({ fatal: [], lostElements: [], lostAttributes: [], changedReferences: [], movedElements: [], changedMeaning: [] });
  }, 60_000);
});
