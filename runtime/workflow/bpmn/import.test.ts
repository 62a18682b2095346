import { describe, expect, it } from "vitest";
import { checkProcess } from "../check/check-process";
import { importBpmn } from "./import";
import { toFeel } from "./to-feel";

const file = (inner: string, more = ""): string => `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:foo="http://foo.example" id="defs" targetNamespace="http://example.com">
${more}<process id="p" name="Discount" isExecutable="true">${inner}</process></definitions>`;

const SIMPLE = `<startEvent id="s"><outgoing>f1</outgoing></startEvent><sequenceFlow id="f1" sourceRef="s" targetRef="a"/>
<userTask id="a" name="Approve" foo:colour="red"><documentation>Look at the margin</documentation><extensionElements><foo:bar level="2">x</foo:bar></extensionElements><incoming>f1</incoming><outgoing>f2</outgoing></userTask>
<sequenceFlow id="f2" sourceRef="a" targetRef="e"/><endEvent id="e"><incoming>f2</incoming></endEvent>`;

describe("importBpmn", () => {
  it("reads nodes, flows and words, and keeps what it does not know", async () => {
    const { definition, problems } = await importBpmn(file(SIMPLE), "discount");
    expect(problems).toEqual([{ code: "notRun", severity: "warning", area: "file", elements: ["a"], message: "Settings of another tool (http://foo.example) are kept in the file, but not run.", remedy: "Make the settings anew in the steps.", said: { key: "foreign", text: "http://foo.example" } }]);
    expect(definition).toMatchObject({ name: "discount", pools: [{ id: "p", process: "p", label: "Discount" }], flows: [{ id: "f1", from: "s", to: "a" }, { id: "f2", from: "a", to: "e" }] });
    expect(definition.nodes.find((node) => node.id === "a")).toEqual({
      id: "a", type: "userTask", label: "Approve", description: "Look at the margin", pool: "p",
      extra: { attributes: { "{http://foo.example}colour": "red" }, children: [[1, { name: "extensionElements", children: [{ name: "{http://foo.example}bar", attributes: { level: "2" }, children: ["x"] }] }]] },
    });
    expect(checkProcess(definition).map((problem) => problem.code)).toEqual(["noResponsible"]);
  });

  it("reads events, borders, repetition, lanes and compensation", async () => {
    const { definition } = await importBpmn(file(`<laneSet id="ls"><lane id="l1" name="Sales"><flowNodeRef>a</flowNodeRef></lane></laneSet>
<scriptTask id="a"><multiInstanceLoopCharacteristics isSequential="true"><loopCardinality xsi:type="tFormalExpression">\${n}</loopCardinality></multiInstanceLoopCharacteristics><script>1</script></scriptTask>
<boundaryEvent id="b" attachedToRef="a" cancelActivity="false"><timerEventDefinition id="t"><timeDuration xsi:type="tFormalExpression">PT1H</timeDuration></timerEventDefinition></boundaryEvent>
<boundaryEvent id="c" attachedToRef="a"><compensateEventDefinition id="ce"/></boundaryEvent><task id="undo" isForCompensation="true"/><association id="as" sourceRef="c" targetRef="undo" associationDirection="One"/>`));
    const byId = Object.fromEntries(definition.nodes.map((node) => [node.id, node]));
    expect(byId.a).toMatchObject({ type: "scriptTask", lane: "l1", loop: { kind: "sequential", count: "n" }, options: { script: "1" } });
    expect(byId.b).toMatchObject({ attachedTo: "a", interrupting: false, triggers: [{ id: "t", type: "timer", duration: "PT1H" }] });
    expect(byId.c).toMatchObject({ handler: "undo" });
    expect(byId.undo).toMatchObject({ forCompensation: true });
  });

  it.each([
    ["broken XML", "<definitions", /broken/], ["a file cut off", file(SIMPLE).slice(0, 400), /broken/], ["no BPMN", "<html/>", /not BPMN/], ["nothing", "", /broken/], ["two documents", `${file(SIMPLE)}<a/>`, /one document/],
    ["entities that grow", `<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>${file(SIMPLE)}`, /document type/], ["a file too long", " ".repeat(10_000_001), /longer than/],
    ["endless depth", file(`${"<subProcess>".repeat(500)}${"</subProcess>".repeat(500)}`), /deep/], ["a file with too many elements", file("<task/>".repeat(200_001)), /more than 200000 elements/],
    ["an encoding nobody knows", new TextEncoder().encode('<?xml version="1.0" encoding="klingon"?><definitions/>'), /klingon/], ["bytes that are no UTF-8", new Uint8Array([0x3c, 0x61, 0xff, 0xfe, 0x3e]), /utf-8/], ["a picture", new Uint8Array([0x89, 0x50, 0x4e, 0x47]), /utf-8/],
    ["a namespace of another standard", `<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/"/>`, /not BPMN/],
  ] as readonly (readonly [string, string | Uint8Array, RegExp])[])("answers %s with a plain problem", async (_what, xml, says) => {
    const { problems, definition } = await importBpmn(xml);
    expect(problems).toMatchObject([{ code: "unreadable", severity: "error", message: expect.stringMatching(says) as string }]);
    expect(definition.nodes).toEqual([]);
  });

  const KYRILLIC = file(SIMPLE).replace("Approve", "Согласовать");
  const utf16 = (text: string, little: boolean): Uint8Array => {
    const bytes = Buffer.from(`\ufeff${text.replace("UTF-8", "UTF-16")}`, "utf16le");
    return little ? bytes : bytes.swap16();
  };
  it.each([
    ["UTF-8 with a mark", new TextEncoder().encode(`\ufeff${KYRILLIC}`)], ["UTF-16, small end first", utf16(KYRILLIC, true)], ["UTF-16, big end first", utf16(KYRILLIC, false)],
    ["windows-1251", Buffer.from([...KYRILLIC.replace("UTF-8", "windows-1251")].map((letter) => (letter >= "А" && letter <= "я" ? letter.charCodeAt(0) - 0x350 : letter.charCodeAt(0))))],
  ])("reads %s", async (_what, bytes) => {
    const { definition } = await importBpmn(bytes);
    expect(definition.nodes.find(({ id }) => id === "a")?.label).toBe("Согласовать");
  });

  it("keeps a flow to nowhere, a flow from nowhere and an id used twice, and names them", async () => {
    const { definition, problems } = await importBpmn(file(`<startEvent id="s"/><sequenceFlow id="f" sourceRef="s" targetRef="gone"/><sequenceFlow id="g" sourceRef="lost" targetRef="s"/><task id="s"/>`));
    expect(definition.flows).toMatchObject([{ id: "f", from: "s", to: "gone" }, { id: "g", from: "lost", to: "s" }]);
    const said = [...problems, ...checkProcess(definition)].filter(({ severity }) => severity === "error").map(({ message }) => message).join(" ");
    for (const word of ["gone", "lost", "“s”"]) expect(said).toContain(word);
  });

  it("does not take nonsense for its own settings", async () => {
    const settings = (text: string): string => `<startEvent id="s"><extensionElements><m:settings xmlns:m="https://metaloom.dev/bpmn">${text}</m:settings></extensionElements></startEvent>`;
    for (const text of ["{", "[]", "7", '{"inputs": 5, "options": [], "id": "other", "type": "endEvent"}']) {
      const { definition } = await importBpmn(file(settings(text)));
      expect(definition.nodes).toMatchObject([{ id: "s", type: "startEvent" }]);
      expect(Object.keys(definition.nodes[0]!).sort()).toEqual(["extra", "id", "pool", "type"]);
    }
  });

  it.each([
    ["a flow to nowhere", `<startEvent id="s"><outgoing>f</outgoing></startEvent><sequenceFlow id="f" sourceRef="s" targetRef="gone"/><endEvent id="e"/>`],
    ["a reference to the wrong kind of element", `${SIMPLE}<boundaryEvent id="b" attachedToRef="f1"><timerEventDefinition/></boundaryEvent>`],
    ["a flow only one end knows", SIMPLE.replace("<incoming>f2</incoming>", "")],
    ["an error thrown without a code", SIMPLE.replace("<incoming>f2</incoming>", `<incoming>f2</incoming><errorEventDefinition/>`)],
    ["an id used twice", SIMPLE.replace('id="e"', 'id="a"')],
  ])("finds %s", async (_what, inner) => {
    const { problems, definition } = await importBpmn(file(inner));
    expect([...problems, ...checkProcess(definition)].filter((problem) => problem.severity === "error" && problem.area !== "completeness").length).toBeGreaterThan(0);
  });
});

describe("conditions of other tools", () => {
  it.each([
    ["${amount > 10}", "amount > 10"], ["#{a == 1 && b != 2}", "a = 1  and  b != 2"], ['test.contains("a")', 'contains(test, "a")'], ['!test.contains("a")', 'not(contains(test, "a"))'],
    ["x == 'won' || !done", 'x = "won"  or  not(done)'], ["= amount > 10", "amount > 10"], ['name = "a && b"', 'name = "a && b"'], ["getX()->y", "getX()->y"],
  ])("%s becomes %s", (from, to) => expect(toFeel(from)).toBe(to));
});
