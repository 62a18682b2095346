/** What BPMN 2.0 says about events, scopes and undoing, one promise each; the way is that of the nodes entered. */
import { describe, expect, it } from "vitest";
import { draw } from "../simulate/draw";
import { play, type Scene } from "../simulate/play";

const path = (scene: Scene): string => {
  const { path: entered, status } = play(scene);
  return `${entered.join(" ")} ${status}`;
};
const t = (type: string, more: object = {}): readonly object[] => [{ id: `${type}1`, type, ...more }];
const inside = (sub: string, type: string, more: object = {}): { type: never } => ({ type, inside: sub, ...more }) as unknown as { type: never };

describe("signals and scopes", () => {
  it("a signal thrown by the end of a sub-process is caught on its border", () => {
    const process = draw({ s: "startEvent", sub: "subProcess", i: inside("sub", "startEvent"), z: inside("sub", "endEvent", { triggers: t("signal", { signal: "X" }) }), on: { type: "boundaryEvent", attachedTo: "sub", triggers: t("signal", { signal: "X" }) }, a: "task", e: "endEvent" }, "s sub e", "i z", "on a e");
    expect(path({ process })).toBe("s sub i z a e completed");
  });

  it("a token inside an interrupted scope does not go on", () => {
    const process = draw({ s: "startEvent", sub: "subProcess", i: inside("sub", "startEvent"), th: inside("sub", "intermediateThrowEvent", { triggers: t("signal", { signal: "X" }) }), after: inside("sub", "task"), z: inside("sub", "endEvent"), on: { type: "boundaryEvent", attachedTo: "sub", triggers: t("signal", { signal: "X" }) }, e: "endEvent" }, "s sub e", "i th after z", "on e");
    expect(path({ process })).toBe("s sub i th e completed");
  });

  it("an inner variable hides the outer one and is gone with its scope", () => {
    const process = draw({
      s: "startEvent", sub: { type: "subProcess", variables: [{ id: "n", name: "n", default: 1 }] }, i: inside("sub", "startEvent"), w: inside("sub", "scriptTask", { options: { script: "x" }, outputs: [{ to: "n", from: "n + 10" }] }), z: inside("sub", "endEvent"), x: "exclusiveGateway", yes: "endEvent", no: "endEvent",
    }, "s sub x", "i w z", "x yes: n = 5", "x no: default");
    expect(path({ process, variables: { n: 5 } })).toBe("s sub i w z x yes completed");
  });
});

describe("errors and escalations", () => {
  const nested = (inner: string | undefined, outer: string | undefined): ReturnType<typeof draw> => draw({
    s: "startEvent", a: "subProcess", ai: inside("a", "startEvent"), b: inside("a", "subProcess"), bi: inside("b", "startEvent"), bad: inside("b", "endEvent", { triggers: t("error", { error: "E" }) }), az: inside("a", "endEvent"),
    onB: inside("a", "boundaryEvent", { attachedTo: "b", triggers: t("error", inner === undefined ? {} : { error: inner }) }), fromB: inside("a", "task"), onA: { type: "boundaryEvent", attachedTo: "a", triggers: t("error", outer === undefined ? {} : { error: outer }) }, fromA: "task", e: "endEvent",
  }, "s a e", "ai b az", "bi bad", "onB fromB az", "onA fromA e");

  it("the nearest catcher of the code, or of any code, wins", () => {
    expect(path({ process: nested("E", "E") })).toBe("s a ai b bi bad fromB az e completed");
    expect(path({ process: nested("other", "E") })).toBe("s a ai b bi bad fromA e completed");
    expect(path({ process: nested(undefined, "E") })).toBe("s a ai b bi bad fromB az e completed");
  });

  it("an event sub-process comes before the border of its scope; what it throws itself is caught on the border", () => {
    const process = draw({
      s: "startEvent", sub: "subProcess", i: inside("sub", "startEvent"), bad: inside("sub", "endEvent", { triggers: t("error", { error: "E" }) }),
      h: inside("sub", "eventSubProcess"), hs: inside("h", "startEvent", { triggers: t("error", { error: "E" }) }), again: inside("h", "endEvent", { triggers: t("error", { error: "E" }) }), on: { type: "boundaryEvent", attachedTo: "sub", triggers: t("error") }, a: "task", e: "endEvent",
    }, "s sub e", "i bad", "hs again", "on a e");
    expect(path({ process })).toBe("s sub i bad h again a e completed");
  });

  it("an escalation nobody catches passes silently", () => {
    const process = draw({ s: "startEvent", th: { type: "intermediateThrowEvent", triggers: t("escalation", { escalation: "X" }) }, e: "endEvent" }, "s th e");
    expect(path({ process })).toBe("s th e completed");
  });

  it("an interrupting escalation ends the scope of its thrower", () => {
    const process = draw({ s: "startEvent", sub: "subProcess", i: inside("sub", "startEvent"), th: inside("sub", "intermediateThrowEvent", { triggers: t("escalation", { escalation: "X" }) }), b: inside("sub", "task"), z: inside("sub", "endEvent"), on: { type: "boundaryEvent", attachedTo: "sub", triggers: t("escalation") }, e: "endEvent" }, "s sub e", "i th b z", "on e");
    expect(path({ process })).toBe("s sub i th e completed");
  });

  it("the error of one round of a repeated activity ends all rounds", () => {
    const process = draw({ s: "startEvent", v: { type: "userTask", loop: { kind: "parallel", count: "3" } }, on: { type: "boundaryEvent", attachedTo: "v", triggers: t("error") }, a: "task", e: "endEvent" }, "s v e", "on a e");
    expect(path({ process, moves: [{ done: "v" }, { error: "v", code: "E" }] })).toBe("s v v v v a e completed");
  });
});

describe("compensation", () => {
  const undoable = (id: string, more: object = {}): Record<string, never> => ({
    [id]: { type: "task", ...more }, [`on${id}`]: { type: "boundaryEvent", attachedTo: id, handler: `un${id}`, triggers: t("compensation"), ...more }, [`un${id}`]: { type: "task", forCompensation: true, ...more },
  }) as unknown as Record<string, never>;

  it("undoes what a finished sub-process did inside, in its turn", () => {
    const process = draw({ s: "startEvent", ...undoable("A"), sub: "subProcess", i: inside("sub", "startEvent"), ...undoable("B", { inside: "sub" }), z: inside("sub", "endEvent"), ...undoable("C"), e: { type: "endEvent", triggers: t("compensation") } }, "s A sub C e", "i B z");
    expect(path({ process })).toBe("s A sub i B z C e unC unB unA completed");
  });

  it("undoes only the activity named, and each only once", () => {
    const process = draw({ s: "startEvent", ...undoable("A"), ...undoable("B"), th: { type: "intermediateThrowEvent", triggers: t("compensation", { activity: "A" }) }, e: { type: "endEvent", triggers: t("compensation") } }, "s A B th e");
    expect(path({ process })).toBe("s A B th unA e unB completed");
  });

  it("does not undo what did not finish", () => {
    const process = draw({ s: "startEvent", p: "parallelGateway", ...undoable("A"), w: "userTask", onw: { type: "boundaryEvent", attachedTo: "w", handler: "unw", triggers: t("compensation") }, unw: { type: "task", forCompensation: true }, th: { type: "intermediateThrowEvent", triggers: t("compensation") }, e: "endEvent" }, "s p A th e", "p w e");
    expect(path({ process })).toBe("s p A w th unA e running");
  });

  it("lets a compensation event sub-process undo its finished sub-process as a whole", () => {
    const process = draw({
      s: "startEvent", sub: "subProcess", i: inside("sub", "startEvent"), ...undoable("B", { inside: "sub" }), z: inside("sub", "endEvent"), h: inside("sub", "eventSubProcess"), hs: inside("h", "startEvent", { triggers: t("compensation") }), own: inside("h", "task"), hz: inside("h", "endEvent"),
      e: { type: "endEvent", triggers: t("compensation") },
    }, "s sub e", "i B z", "hs own hz");
    expect(path({ process })).toBe("s sub i B z e h own hz completed");
  });

  it("undoes each round of a repeated activity", () => {
    const process = draw({ s: "startEvent", ...undoable("A", {}), e: { type: "endEvent", triggers: t("compensation") } }, "s A e");
    const looped = { ...process, nodes: process.nodes.map((node) => (node.id === "A" ? { ...node, loop: { kind: "sequential" as const, count: "2" } } : node)) };
    expect(path({ process: looped })).toBe("s A A A e unA unA completed");
  });
});

describe("gateways", () => {
  it("an inclusive join waits for a token inside a sub-process and for one behind an event-based gateway", () => {
    const process = draw({ s: "startEvent", p: "parallelGateway", a: "task", sub: "subProcess", i: inside("sub", "startEvent"), u: inside("sub", "userTask"), z: inside("sub", "endEvent"), j: "inclusiveGateway", e: "endEvent" }, "s p a j e", "p sub j", "i u z");
    expect(path({ process })).toBe("s p a sub i j u running");
    expect(path({ process, moves: [{ done: "u" }] })).toBe("s p a sub i j u z j e completed");
  });

  it("an inclusive join in a loop does not wait for what can only come through itself", () => {
    const process = draw({ s: "startEvent", j: "inclusiveGateway", a: "task", x: "exclusiveGateway", e: "endEvent" }, "s j a x", "x j: again", "x e: default");
    expect(path({ process, variables: { again: false } })).toBe("s j a x e completed");
  });

  it("a conditional event happens again only after its condition was false", () => {
    const process = draw({ s: "startEvent", w: "userTask", on: { type: "boundaryEvent", attachedTo: "w", interrupting: false, triggers: t("conditional", { condition: "hot" }) }, a: "task", e: "endEvent" }, "s w e", "on a e");
    expect(path({ process, variables: { hot: false }, moves: [{ set: { hot: true } }, { set: { hot: true } }, { set: { hot: false } }, { set: { hot: true } }, { done: "w" }] })).toBe("s w a e a e e completed");
  });

  it("a repeated activity announces its first finished round to its border", () => {
    const process = draw({ s: "startEvent", v: { type: "userTask", loop: { kind: "parallel", count: "3", announce: "first", announcements: [{ trigger: { id: "x", type: "signal", signal: "one" } }] } }, on: { type: "boundaryEvent", attachedTo: "v", interrupting: false, triggers: t("signal", { signal: "one" }) }, a: "task", e: "endEvent" }, "s v e", "on a e");
    expect(path({ process, moves: [{ done: "v" }, { done: "v" }, { done: "v" }] })).toBe("s v v v v a e e completed");
  });

  it("a list gives its results in its own order", () => {
    const process = draw({ s: "startEvent", v: { type: "scriptTask", options: { script: "x" }, loop: { kind: "parallel", items: "[3, 1, 2]", item: "n", collect: { to: "doubled", from: "n * 2" } } }, e: "userTask" }, "s v e");
    const { state } = play({ process });
    expect(Object.values(state.frames)[0]!.variables.doubled).toEqual([6, 2, 4]);
  });
});

describe("messages and calls", () => {
  it("two pools talk by messages, and a message nobody waits for yet is kept", () => {
    const both = draw({
      s: { type: "startEvent", pool: "buyer" }, order: { type: "sendTask", pool: "buyer", options: { message: "order" } }, w: { type: "userTask", pool: "buyer" }, answer: { type: "receiveTask", pool: "buyer", options: { message: "answer" } }, e: { type: "endEvent", pool: "buyer" },
      os: { type: "startEvent", pool: "seller", triggers: t("message", { message: "order" }) }, reply: { type: "endEvent", pool: "seller", triggers: t("message", { message: "answer" }) },
    }, "s order w answer e", "os reply");
    const process = { ...both, pools: [{ id: "buyer" }, { id: "seller" }], messageFlows: [{ id: "m1", from: "order", to: "os" }, { id: "m2", from: "reply", to: "answer" }] };
    expect(path({ process, moves: [{ done: "w" }] })).toBe("s order w reply answer e completed");
  });

  it("a call inside a call inside a call comes back", () => {
    const named = (name: string, calls: string): ReturnType<typeof draw> => ({ ...draw({ [`${name}s`]: "startEvent", [`${name}c`]: { type: "callActivity", options: { process: calls } }, [`${name}e`]: "endEvent" }, `${name}s ${name}c ${name}e`), id: name, name });
    const last = { ...draw({ zs: "startEvent", ze: "endEvent" }, "zs ze"), id: "z", name: "z" };
    expect(path({ process: named("a", "b"), others: [named("b", "c"), named("c", "z"), last] })).toBe("as ac bs bc cs cc zs ze ce be ae completed");
  });

  it("a called process is cancelled with the activity that called it", () => {
    const child = { ...draw({ cs: "startEvent", u: "userTask", ce: "endEvent" }, "cs u ce"), id: "child", name: "child" };
    const process = draw({ s: "startEvent", c: { type: "callActivity", options: { process: "child" } }, on: { type: "boundaryEvent", attachedTo: "c", triggers: t("timer", { duration: "PT1M" }) }, e: "endEvent" }, "s c e", "on e");
    expect(path({ process, others: [child], moves: [{ pass: 60_000 }] })).toBe("s c cs u e completed");
  });
});
