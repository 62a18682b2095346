import { describe, expect, it } from "vitest";
import { roundTrip } from "../../../scripts/bpmn/round-trip";
import { exportBpmn } from "../bpmn/export";
import { importBpmn } from "../bpmn/import";
import { overlay } from "../compare/overlay";
import type { ProcessDefinition } from "../definition/types";
import { arrange } from "./arrange";
import { copyNodes, pasteClip } from "./clipboard";
import { drawingOf, homeOf, isClosed, nodesHere } from "./drawing";
import { nodeById } from "./elements";
import { addLane, moveLane } from "./lanes";
import { addNode, moveNodes } from "./nodes";
import { onPage, openInside, pageAround, pageFirst, pageLabel, pageOf, withPages } from "./pages";
import { removeElements } from "./remove";

const shape = (element: string, x: number, y: number, width = 100, height = 60, more = "") => `<bpmndi:BPMNShape id="${element}.s" bpmnElement="${element}"${more}><dc:Bounds x="${x}" y="${y}" width="${width}" height="${height}"/></bpmndi:BPMNShape>`;
const edge = (element: string, from: number, to: number) => `<bpmndi:BPMNEdge id="${element}.e" bpmnElement="${element}"><di:waypoint x="${from}" y="100"/><di:waypoint x="${to}" y="100"/></bpmndi:BPMNEdge>`;

/** Two processes on two pages, the first with a closed sub-process that has a page of its own, and one whose inside nobody drew. */
const FILE = `<?xml version="1.0"?><definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" xmlns:di="http://www.omg.org/spec/DD/20100524/DI" id="defs" targetNamespace="x">
<collaboration id="c"><participant id="sales" name="Sales" processRef="p1"/><participant id="stock" name="Stock" processRef="p2"/></collaboration>
<process id="p1"><laneSet id="ls"><lane id="desk" name="Desk"><flowNodeRef>s</flowNodeRef><flowNodeRef>check</flowNodeRef><flowNodeRef>pack</flowNodeRef></lane></laneSet>
<startEvent id="s"/><sequenceFlow id="f1" sourceRef="s" targetRef="check"/><subProcess id="check" name="Check"><startEvent id="cs"/><sequenceFlow id="f2" sourceRef="cs" targetRef="ask"/><userTask id="ask" name="Ask"/></subProcess><sequenceFlow id="f3" sourceRef="check" targetRef="pack"/><subProcess id="pack" name="Pack"><task id="wrap"/></subProcess></process>
<process id="p2"><startEvent id="t"/><sequenceFlow id="f4" sourceRef="t" targetRef="fetch"/><task id="fetch" name="Fetch"/></process>
<bpmndi:BPMNDiagram id="d1" name="Order"><bpmndi:BPMNPlane id="d1p" bpmnElement="c">${shape("sales", 0, 0, 800, 200, ' isHorizontal="true"')}${shape("desk", 30, 0, 770, 200, ' isHorizontal="true"')}${shape("s", 60, 80, 40, 40)}${shape("check", 200, 70, 100, 60, ' isExpanded="false"')}${shape("pack", 400, 70)}${edge("f1", 100, 200)}${edge("f3", 300, 400)}</bpmndi:BPMNPlane></bpmndi:BPMNDiagram>
<bpmndi:BPMNDiagram id="d2"><bpmndi:BPMNPlane id="d2p" bpmnElement="c">${shape("t", 0, 80, 40, 40)}${shape("fetch", 200, 70)}${edge("f4", 40, 200)}</bpmndi:BPMNPlane></bpmndi:BPMNDiagram>
<bpmndi:BPMNDiagram id="d3"><bpmndi:BPMNPlane id="d3p" bpmnElement="check">${shape("cs", 0, 80, 40, 40)}${shape("ask", 200, 70)}${edge("f2", 40, 200)}</bpmndi:BPMNPlane></bpmndi:BPMNDiagram></definitions>`;

const imported: ProcessDefinition = (await importBpmn(FILE, "order")).definition;
const process = withPages(imported);
const ids = (definition: ProcessDefinition): readonly string[] => nodesHere(definition).map(({ id }) => id);
const pages = (definition: ProcessDefinition): readonly string[] => definition.di!.map(({ id }) => id);

describe("pages of a drawing", () => {
  it("show what the file draws on them; a closed sub-process nobody drew gets a page, and nothing else is drawn anew", () => {
    expect(pages(process)).toEqual(["d1", "d2", "d3", "pack.page"]);
    expect(process.di!.slice(0, 3)).toEqual(imported.di);
    expect(process.di!.map((_, at) => ids(pageFirst(process, at)))).toEqual([["s", "check", "pack"], ["t", "fetch"], ["cs", "ask"], ["wrap"]]);
    expect(process.di!.map((page) => pageLabel(process, page))).toEqual(["Order", "Stock", "Check", "Pack"]);
    expect(["check", "pack"].map((id) => isClosed(process, nodeById(process, id)!))).toEqual([true, true]);
    expect(withPages(process)).toBe(process);
  });

  it("are found by what one looks for, and lead back to where a sub-process stands", () => {
    expect([pageOf(process, "ask", 0), pageOf(process, "f4", 0), pageOf(process, "s", 0), pageOf(process, "nothing", 1)]).toEqual([2, 1, 0, undefined]);
    expect([pageAround(process, 2), pageAround(process, 3), pageAround(process, 0)]).toEqual([0, 0, undefined]);
    expect(openInside(process, "check")).toEqual([process, 2]);
  });

  it("are changed by the same commands, each by itself, and keep their order", () => {
    const added = onPage(process, 1, (now) => addNode(now, { type: "task" }, { x: 400, y: 100 })[0]);
    expect(pages(added)).toEqual(pages(process));
    expect(nodeById(added, "task")).toMatchObject({ pool: "stock" });
    expect(nodeById(added, "task")).not.toHaveProperty("lane");
    expect([added.di![0], added.di![2]]).toEqual([process.di![0], process.di![2]]);
    expect(ids(pageFirst(added, 1))).toEqual(["t", "fetch", "task"]);
    const inner = onPage(process, 2, (now) => addNode(now, { type: "task" }, { x: 400, y: 100 })[0]);
    expect(nodeById(inner, "task")).toMatchObject({ inside: "check", pool: "sales" });
    expect(homeOf(pageFirst(process, 2))).toEqual({ pool: "sales", inside: "check" });
    const copied = onPage(process, 2, (now) => pasteClip(now, copyNodes(pageFirst(process, 1), ["fetch"])!, { x: 0, y: 200 })[0]);
    expect(nodeById(copied, "fetch2")).toMatchObject({ inside: "check", pool: "sales" });
    const moved = onPage(process, 0, (now) => moveNodes(now, ["check"], { x: 10, y: 20 }));
    expect(moved.di!.slice(1)).toEqual(process.di!.slice(1));
    expect(nodeById(moved, "check")).toMatchObject({ lane: "desk" });
    expect(onPage(process, 2, (now) => now)).toBe(process);
  });

  it("lanes of other pages stay where they are", () => {
    const laned = onPage(process, 1, (now) => addLane(now, "Shelf"));
    expect(laned.di![0]).toEqual(process.di![0]);
    expect(nodeById(laned, "fetch")).toMatchObject({ lane: "lane" });
    expect(drawingOf(pageFirst(laned, 1)).shapes.has("desk")).toBe(false);
    expect(onPage(laned, 1, (now) => moveLane(now, "lane", 1)).di![0]).toEqual(process.di![0]);
    expect(onPage(process, 2, (now) => addLane(now, "None"))).toBe(process);
  });

  it("are tidied one by one", () => {
    for (const at of [0, 1, 2, 3]) {
      const tidy = onPage(process, at, arrange);
      expect(pages(tidy)).toEqual(pages(process));
      expect(ids(pageFirst(tidy, at))).toEqual(ids(pageFirst(process, at)));
      expect(tidy.di!.filter((_, other) => other !== at)).toEqual(process.di!.filter((_, other) => other !== at));
      expect(tidy.di![at]).toMatchObject({ ...(process.di![at]!.element !== undefined && { element: process.di![at]!.element }) });
    }
  });

  it("go with their sub-process", () => {
    const less = onPage(process, 0, (now) => removeElements(now, ["check"]));
    expect(pages(less)).toEqual(["d1", "d2", "pack.page"]);
    expect(less.nodes.map(({ id }) => id)).toEqual(["s", "wrap", "pack", "t", "fetch"]);
  });

  it("show in a comparison what was removed where it stood", () => {
    const less = onPage(process, 2, (now) => removeElements(now, ["ask"]));
    const { definition, changes } = overlay(process, less);
    expect(changes.get("ask")).toBe("removed");
    expect(ids(pageFirst(definition, 2))).toEqual(ids(pageFirst(process, 2)));
    expect(pages(definition)).toEqual(pages(process));
  });

  it("are written into the file again, changed or not", async () => {
    expect(await roundTrip(new TextEncoder().encode(FILE))).toMatchObject({ fatal: [], lostElements: [], lostAttributes: [], changedReferences: [], movedElements: [], changedMeaning: [] });
    const added = onPage(process, 2, (now) => addNode(now, { type: "task", label: "More" }, { x: 400, y: 100 })[0]);
    const again = (await importBpmn(exportBpmn(added), "order")).definition;
    expect(pages(again)).toEqual(pages(process));
    expect([...ids(pageFirst(again, 2))].sort()).toEqual(["ask", "cs", "task"]);
    expect(again.di![3]).toMatchObject({ element: "pack" });
    const joined = onPage(process, 1, (now) => ({ ...now, di: [{ ...now.di![0]!, edges: [] }, ...now.di!.slice(1)] }));
    expect((await importBpmn(exportBpmn(joined), "order")).definition.di![1]!.edges.map(({ element }) => element)).toEqual(["f4"]);
  });
});
