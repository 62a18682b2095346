import { describe, expect, it } from "vitest";
import { checkProcess } from "../check/check-process";
import { readProcess } from "../bpmn/read-file";
import { play } from "../simulate/play";

const file = (process: string, more = "", space = "http://www.wfmc.org/2008/XPDL2.1") => new TextEncoder().encode(`<?xml version="1.0" encoding="UTF-8"?><xpdl:Package xmlns:xpdl="${space}" Id="pkg" Name="Purchase">${more}<xpdl:WorkflowProcesses>
<xpdl:WorkflowProcess Id="main" Name="Purchase">${process}</xpdl:WorkflowProcess></xpdl:WorkflowProcesses></xpdl:Package>`);
const activity = (id: string, inner: string, name = id, info = ""): string => `<xpdl:Activity Id="${id}" Name="${name}">${inner}${info}</xpdl:Activity>`;
const way = (id: string, from: string, to: string, condition = ""): string => `<xpdl:Transition Id="${id}" From="${from}" To="${to}">${condition}</xpdl:Transition>`;
const when = (text: string): string => `<xpdl:Condition Type="CONDITION"><xpdl:Expression>${text}</xpdl:Expression></xpdl:Condition>`;
const lane = (id: string): string => `<xpdl:NodeGraphicsInfos><xpdl:NodeGraphicsInfo LaneId="${id}" Height="30" Width="30"><xpdl:Coordinates XCoordinate="5" YCoordinate="5"/></xpdl:NodeGraphicsInfo></xpdl:NodeGraphicsInfos>`;
const USER = "<xpdl:Implementation><xpdl:Task><xpdl:TaskUser/></xpdl:Task></xpdl:Implementation>";

const PURCHASE = file(`<xpdl:DataFields><xpdl:DataField Id="amount" Name="Amount"><xpdl:DataType><xpdl:BasicType Type="FLOAT"/></xpdl:DataType><xpdl:InitialValue>5</xpdl:InitialValue></xpdl:DataField></xpdl:DataFields>
<xpdl:Activities>${activity("s", '<xpdl:Event><xpdl:StartEvent Trigger="None"/></xpdl:Event>', "", lane("l1"))}${activity("ask", `<xpdl:Description>Look first</xpdl:Description>${USER}`, "Approve", lane("l2"))}
${activity("x", '<xpdl:Route GatewayType="Exclusive"/>', "Large?", lane("l1"))}${activity("t", '<xpdl:Event><xpdl:IntermediateEvent Trigger="Timer" IsAttached="true" Target="ask"><xpdl:TriggerTimer><xpdl:TimeCycle>P2D</xpdl:TimeCycle></xpdl:TriggerTimer></xpdl:IntermediateEvent></xpdl:Event>')}
${activity("sub", '<xpdl:BlockActivity ActivitySetId="set"/>', "Buy", lane("l1"))}${activity("e", '<xpdl:Event><xpdl:EndEvent Result="None"/></xpdl:Event>', "Done", lane("l1"))}${activity("stop", '<xpdl:Event><xpdl:EndEvent Result="Terminate"/></xpdl:Event>')}</xpdl:Activities>
<xpdl:Transitions>${way("f1", "s", "x")}${way("f2", "x", "ask", when("amount &gt; 10"))}${way("f3", "x", "sub", '<xpdl:Condition Type="OTHERWISE"/>')}${way("f4", "ask", "sub")}${way("f5", "sub", "e")}${way("f6", "t", "stop")}${way("f7", "e", "gone")}</xpdl:Transitions>
<xpdl:ActivitySets><xpdl:ActivitySet Id="set"><xpdl:Activities>${activity("buy", USER)}</xpdl:Activities></xpdl:ActivitySet></xpdl:ActivitySets>
<xpdl:ExtendedAttributes><xpdl:ExtendedAttribute Name="colour" Value="red"/></xpdl:ExtendedAttributes>`,
'<xpdl:Pools><xpdl:Pool Id="p" Name="Company" Process="main"><xpdl:Lanes><xpdl:Lane Id="l1" Name="Buyer"/><xpdl:Lane Id="l2" Name="Head"/></xpdl:Lanes></xpdl:Pool></xpdl:Pools><xpdl:Artifacts><xpdl:Artifact Id="n" ArtifactType="Annotation" TextAnnotation="Mind the budget"/></xpdl:Artifacts><xpdl:Associations><xpdl:Association Id="as" Source="n" Target="ask"/></xpdl:Associations>');

describe("XPDL", () => {
  it("becomes a process that runs: lanes, gateways, borders, blocks, variables and comments", async () => {
    const { definition, problems } = await readProcess(PURCHASE, "purchase");
    expect(definition).toMatchObject({ name: "purchase", label: "Purchase", pools: [{ id: "p", process: "main", label: "Purchase" }], lanes: [{ id: "l1", label: "Buyer" }, { id: "l2", label: "Head" }], variables: [{ name: "amount", type: "number", label: "Amount", default: 5 }] });
    const byId = Object.fromEntries(definition.nodes.map((node) => [node.id, node]));
    expect(byId).toMatchObject({ ask: { type: "userTask", label: "Approve", description: "Look first", lane: "l2" }, x: { type: "exclusiveGateway", default: "f3" }, t: { type: "boundaryEvent", attachedTo: "ask", triggers: [{ type: "timer", duration: "P2D" }] }, sub: { type: "subProcess" }, buy: { inside: "sub" }, sub_start: { inside: "sub" }, stop: { triggers: [{ type: "terminate" }] } });
    expect(definition.flows.find(({ id }) => id === "f2")).toMatchObject({ condition: "amount > 10" });
    expect(definition.artifacts).toMatchObject([{ type: "annotation", label: "Mind the budget" }, { type: "association", to: "ask" }]);
    expect(problems.map(({ message }) => message)).toEqual([expect.stringMatching(/“f7”/), expect.stringMatching(/extended attributes/)]);
    expect(checkProcess(definition).filter(({ area }) => area === "structure" || area === "soundness")).toEqual([]);
    expect(play({ process: definition, variables: { amount: 50 }, moves: [{ done: "ask" }, { done: "buy" }] })).toMatchObject({ status: "completed", path: ["s", "x", "ask", "sub", "sub_start", "buy", "buy_end", "e"] });
  });

  it("gets gateways, a start and an end where steps alone say how ways divide and meet", async () => {
    const restrict = (type: string, of: string): string => `<xpdl:TransitionRestrictions><xpdl:TransitionRestriction><xpdl:${of} Type="${type}"/></xpdl:TransitionRestriction></xpdl:TransitionRestrictions>`;
    const { definition } = await readProcess(file(`<xpdl:Activities>${activity("a", USER + restrict("AND", "Split"))}${activity("b", USER)}${activity("c", USER)}${activity("d", USER + restrict("AND", "Join"))}${activity("q", USER + restrict("XOR", "Split"))}${activity("y", USER)}${activity("n", USER)}</xpdl:Activities>
<xpdl:Transitions>${way("1", "a", "b")}${way("2", "a", "c")}${way("3", "b", "d")}${way("4", "c", "d")}${way("5", "d", "q")}${way("6", "q", "y", when("ok"))}${way("7", "q", "n", '<xpdl:Condition Type="OTHERWISE"/>')}</xpdl:Transitions>`, "", "http://www.wfmc.org/2009/XPDL2.2"), "old");
    expect(checkProcess(definition).filter(({ area }) => area === "structure" || area === "soundness")).toEqual([]);
    expect(play({ process: definition, variables: { ok: true }, moves: ["a", "b", "c", "d", "q", "y"].map((done) => ({ done })) })).toMatchObject({ status: "completed" });
  });

  it("answers a file without a process, and one cut off, with a plain problem", async () => {
    expect((await readProcess(file(""), "empty")).problems).toMatchObject([{ code: "unreadable", message: expect.stringContaining("no process") as string }]);
    expect((await readProcess(PURCHASE.slice(0, 900), "cut")).problems).toMatchObject([{ code: "unreadable", message: expect.stringContaining("broken") as string }]);
  });

  it("takes ids of any signs, and none twice", async () => {
    const { definition } = await readProcess(file(`<xpdl:Activities>${activity("{a b}", USER)}${activity("{a b}", USER)}</xpdl:Activities>`), "odd");
    expect(definition.nodes.slice(0, 2).map(({ id }) => id)).toEqual(["_a_b_", "_a_b__2"]);
  });
});
