import { describe, expect, it } from "vitest";
import { checkProcess } from "../check/check-process";
import { onlyProcess, processesOf } from "./choose";
import { exportBpmn } from "./export";
import { importBpmn } from "./import";
import { keptOf } from "./kept";

const shape = (id: string, x: number): string => `<bpmndi:BPMNShape id="${id}_s" bpmnElement="${id}"><dc:Bounds x="${x}" y="10" width="100" height="60"/></bpmndi:BPMNShape>`;
const FILE = `<?xml version="1.0"?><definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" xmlns:foo="http://foo.example" id="defs">
<collaboration id="c"><participant id="shop" name="Shop" processRef="p1"/><participant id="bank" name="Bank" processRef="p2"/><messageFlow id="m" sourceRef="a" targetRef="b"/></collaboration>
<process id="p1" isExecutable="true"><startEvent id="s"/><sequenceFlow id="f" sourceRef="s" targetRef="a"/><sendTask id="a" foo:colour="red"/><sequenceFlow id="g" sourceRef="a" targetRef="e"/><endEvent id="e"/><textAnnotation id="t"><text>Hm</text></textAnnotation><association id="as" sourceRef="a" targetRef="t"/></process>
<process id="p2"><task id="b"/></process>
<bpmndi:BPMNDiagram id="d1" name="Bank"><bpmndi:BPMNPlane id="pl1" bpmnElement="p2">${shape("b", 1)}</bpmndi:BPMNPlane></bpmndi:BPMNDiagram>
<bpmndi:BPMNDiagram id="d2" name="Shop"><bpmndi:BPMNPlane id="pl2" bpmnElement="p1">${shape("s", 1)}${shape("a", 200)}${shape("e", 400)}${shape("t", 500)}</bpmndi:BPMNPlane></bpmndi:BPMNDiagram></definitions>`;

describe("a file with several processes", () => {
  it("lists them with their steps", async () => {
    const { definition } = await importBpmn(FILE);
    expect(processesOf(definition)).toEqual([{ pool: "shop", label: "Shop", steps: 3 }, { pool: "bank", label: "Bank", steps: 1 }]);
  });

  it("gives one of them, whole, with its own page first and nothing of the others", async () => {
    const { definition } = await importBpmn(FILE);
    const shop = onlyProcess(definition, "shop");
    expect(shop).toMatchObject({ label: "Shop", pools: [{ id: "shop", process: "p1" }], di: [{ id: "d2" }] });
    expect(shop.nodes.map(({ id }) => id)).toEqual(["s", "a", "e"]);
    expect(shop.artifacts!.map(({ id }) => id)).toEqual(["t", "as"]);
    expect(shop.messageFlows).toBeUndefined();
    expect(JSON.stringify(shop)).not.toMatch(/"bank"|"b"/);
    expect(checkProcess(shop).filter(({ area }) => area === "structure")).toEqual([]);
    const again = await importBpmn(exportBpmn(shop));
    expect(again.definition.nodes.map(({ id }) => id)).toEqual(["s", "a", "e"]);
    expect(onlyProcess(definition, "bank").nodes.map(({ id }) => id)).toEqual(["b"]);
  });

  it("says again later what is kept and not run", async () => {
    const { definition } = await importBpmn(FILE);
    expect(keptOf(definition)).toMatchObject([{ code: "notRun", elements: ["a"], message: expect.stringContaining("foo.example") as string }]);
    expect(keptOf(onlyProcess(definition, "bank"))).toEqual([]);
  });
});
