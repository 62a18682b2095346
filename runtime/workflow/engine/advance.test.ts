import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { choices, randomProcess } from "../../../tests/helpers/random-process";
import { checkProcess } from "../check/check-process";
import type { ProcessDefinition } from "../definition/types";
import { draw } from "../simulate/draw";
import { advance, initialState, openCourse, type Advance } from "./advance";
import type { ProcessEvent } from "./events";
import { PROCESS_LIMITS } from "./limits";
import type { ProcessState } from "./state";

const NOW = new Date("2026-03-01T10:00:00Z");
const go = (definition: ProcessDefinition, state: ProcessState, event: ProcessEvent): Advance => advance(definition, state, event, NOW);
const roundTrip = (state: ProcessState): ProcessState => JSON.parse(JSON.stringify(state)) as ProcessState;
const activeWork = (state: ProcessState): number[] => Object.values(state.tokens).filter((token) => token.status === "active" && !Object.values(state.frames).some((frame) => frame.holder === token.id)).map(({ id }) => id);
const failed = (state: ProcessState): number[] => Object.values(state.tokens).filter((token) => token.status === "failed").map(({ id }) => id);

/** Plays on: finishes work or mends incidents in the order of `picks`, until nothing is left to do. */
function playOut(definition: ProcessDefinition, variables: Record<string, number>, picks: readonly number[], each: (before: ProcessState, event: ProcessEvent, after: Advance) => void): ProcessState {
  let at = 0;
  let state = initialState(definition);
  const send = (event: ProcessEvent): void => {
    const after = go(definition, state, event);
    each(state, event, after);
    ({ state } = after);
  };
  send({ type: "start", variables });
  while (state.status === "running") {
    const broken = failed(state);
    const work = activeWork(state);
    if (broken.length + work.length === 0) break;
    const pick = picks[at++ % picks.length]! % (broken.length + work.length);
    if (pick < broken.length) {
      send({ type: "variables", values: { missing: 1 } });
      send({ type: "retry", token: broken[pick]! });
    } else send({ type: "done", token: work[pick - broken.length]! });
  }
  return state;
}

const scenario = fc.tuple(randomProcess, choices, fc.array(fc.nat(20), { minLength: 1, maxLength: 30 }));

describe("advance on random block-structured processes", () => {
  it("brings every process to its end, whatever is finished first and whatever fails on the way: no token is lost", () => {
    fc.assert(fc.property(scenario, ([definition, variables, picks]) => {
      const state = playOut(definition, variables, picks, () => undefined);
      expect(state.status).toBe("completed");
      expect([state.tokens, state.frames, state.waits]).toEqual([{}, {}, {}]);
    }), { numRuns: 300 });
  });

  it("gives the same answer to the same question, and leaves the state it was given alone", () => {
    fc.assert(fc.property(scenario, ([definition, variables, picks]) => {
      playOut(definition, variables, picks, (before, event, after) => {
        const frozen = JSON.stringify(before);
        expect(go(definition, before, event)).toEqual(after);
        expect(JSON.stringify(before)).toBe(frozen);
      });
    }), { numRuns: 60 });
  });

  it("goes on alike from a state that was stored and read again", () => {
    fc.assert(fc.property(scenario, ([definition, variables, picks]) => {
      playOut(definition, variables, picks, (before, event, after) => {
        expect(roundTrip(after.state)).toEqual(after.state);
        expect(go(definition, roundTrip(before), event)).toEqual(after);
      });
    }), { numRuns: 60 });
  });

  it("has a token in every frame that is open, and every token at a node of its frame, after each event", () => {
    fc.assert(fc.property(scenario, ([definition, variables, picks]) => {
      playOut(definition, variables, picks, (_before, _event, { state }) => {
        for (const frame of Object.values(state.frames)) {
          expect(Object.values(state.tokens).some((token) => token.frame === frame.id) || Object.values(state.frames).some((inner) => inner.parent === frame.id)).toBe(true);
        }
        for (const token of Object.values(state.tokens)) expect(state.frames[token.frame]).toBeDefined();
        expect(Object.values(state.tokens).filter((token) => token.status === "ready" || token.status === "leaving")).toEqual([]);
      });
    }), { numRuns: 100 });
  });

  it("gives the same answers when the state is carried through all events without being copied, whatever fails or is refused in between", () => {
    fc.assert(fc.property(scenario, ([definition, variables, picks]) => {
      const begun = initialState(definition);
      const [course, refusing] = [openCourse(definition, begun, NOW), openCourse(definition, begun, NOW)];
      playOut(definition, variables, picks, (_before, event, after) => {
        for (const one of [course, refusing]) expect(one.send(event)).toEqual(after.effects);
        expect(refusing.send({ type: "done", token: 9_999 })).toMatchObject([{ type: "refused" }]);
        for (const one of [course, refusing]) expect(one.state).toEqual(after.state);
      });
      expect(begun).toEqual(initialState(definition));
    }), { numRuns: 100 });
  });

  it("finds nothing wrong in structure or soundness of a process built of blocks", () => {
    fc.assert(fc.property(randomProcess, (definition) => {
      expect(checkProcess(definition).filter((problem) => problem.severity === "error" && problem.area !== "completeness")).toEqual([]);
    }), { numRuns: 200 });
  });
});

describe("advance", () => {
  const simple = draw({ s: "startEvent", ask: "userTask", e: "endEvent" }, "s ask e");

  it("never changes an instance that has ended", () => {
    const { state } = go(simple, initialState(simple), { type: "start" });
    const ended = go(simple, state, { type: "done", token: activeWork(state)[0]! }).state;
    for (const event of [{ type: "start" }, { type: "done", token: 3 }, { type: "cancel" }, { type: "signal", name: "x" }, { type: "variables", values: { a: 1 } }] as const) {
      const after = go(simple, ended, event);
      expect(after.state).toBe(ended);
      expect(after.effects).toMatchObject([{ type: "refused", code: "ended" }]);
    }
  });

  it("refuses work that was done already", () => {
    const two = draw({ s: "startEvent", a: "userTask", b: "userTask", e: "endEvent" }, "s a b e");
    const { state } = go(two, initialState(two), { type: "start" });
    const token = activeWork(state)[0]!;
    const after = go(two, state, { type: "done", token }).state;
    expect(go(two, after, { type: "done", token }).effects).toMatchObject([{ type: "refused", code: "gone" }]);
  });

  it("makes an incident of a formula that asks for a variable nobody set, with the variables there are, and goes on when it is set", () => {
    const process = draw({ s: "startEvent", x: "exclusiveGateway", a: "endEvent", b: "endEvent" }, "s x", "x a: amount > 10", "x b: default");
    const { state, effects } = go(process, initialState(process), { type: "start", variables: { other: 1 } });
    expect(effects.find((effect) => effect.type === "incident")).toMatchObject({ node: "x", code: "unknownVariable", variables: { other: 1 }, message: expect.stringContaining("“amount”") as string });
    const mended = go(process, go(process, state, { type: "variables", values: { amount: 11 } }).state, { type: "retry", token: failed(state)[0]! });
    expect(mended.state.status).toBe("completed");
  });

  it("takes a loop without end for one, after the published number of steps, and keeps the token", () => {
    const loop = draw({ s: "startEvent", m: "exclusiveGateway", a: "task", x: "exclusiveGateway", e: "endEvent" }, "s m a x", "x m: default", "x e: never");
    let answer = go(loop, initialState(loop), { type: "start", variables: { never: false } });
    let calls = 1;
    for (; answer.effects.at(-1)?.type === "continue"; calls++) answer = go(loop, answer.state, { type: "continue" });
    expect(calls).toBeGreaterThanOrEqual(PROCESS_LIMITS.automaticSteps / PROCESS_LIMITS.stepsPerCall);
    expect(answer.effects.find((effect) => effect.type === "incident")).toMatchObject({ code: "endless" });
    expect(Object.values(answer.state.tokens)).toMatchObject([{ status: "failed" }]);
  });

  it("makes a thousand rounds of an automatic loop without any trouble", () => {
    const loop = draw({ s: "startEvent", a: { type: "task", loop: { kind: "sequential", count: "1000" } }, e: "endEvent" }, "s a e");
    let answer = go(loop, initialState(loop), { type: "start" });
    while (answer.effects.at(-1)?.type === "continue") answer = go(loop, answer.state, { type: "continue" });
    expect(answer.state.status).toBe("completed");
    // Rounds have a limit of their own; 100,000 of them are not taken for an endless loop.
    expect(answer.state.steps).toBeLessThan(10);
  });

  it("shows what is seen during an event to its formulas and keeps nothing of it, also where a later event fails", () => {
    const process = draw({ s: "startEvent", a: "userTask", x: "exclusiveGateway", b: "userTask", y: "exclusiveGateway", e: "endEvent", f: "endEvent" }, "s a x", "x b: record.amount > 1", "x f: default", "b y", "y e: record.amount > 2", "y f: default");
    const course = openCourse(process, initialState(process), NOW);
    course.send({ type: "start" });
    course.send({ type: "done", token: activeWork(course.state)[0]! }, { record: { amount: 5 } });
    expect(course.state.frames[1]!.variables).toEqual({});
    const [token] = activeWork(course.state);
    expect(course.send({ type: "done", token: token! }).find(({ type }) => type === "incident")).toMatchObject({ node: "y", code: "unknownVariable" });
    expect(Object.values(course.state.tokens)).toMatchObject([{ node: "y", status: "failed" }]);
    expect(course.send({ type: "retry", token: failed(course.state)[0]! }, { record: { amount: 5 } }).at(-1)).toMatchObject({ type: "endInstance", variables: {} });
  });

  it("is not copied for each of 100,000 rounds", () => {
    const many = draw({ s: "startEvent", each: { type: "serviceTask", loop: { kind: "parallel", items: "list", item: "one", collect: { from: "one", to: "all" } }, options: { service: "setVariables", settings: {} } }, e: "endEvent" }, "s each e");
    const course = openCourse(many, initialState(many), NOW);
    const queue: ProcessEvent[] = [{ type: "start", variables: { list: Array.from({ length: PROCESS_LIMITS.rounds }, (_, i) => i) } }];
    let copied = 0;
    for (let at = 0; at < queue.length; at++) {
      const before = course.state;
      for (const effect of course.send(queue[at]!)) if (effect.type === "callService") queue.push({ type: "done", token: effect.token });
      if (course.state !== before) copied++;
    }
    expect(course.state.status).toBe("completed");
    expect([queue.length, copied]).toEqual([PROCESS_LIMITS.rounds + 1, 1]);
  });

  it("works through a long list in portions", () => {
    const many = draw({ s: "startEvent", a: { type: "userTask", loop: { kind: "parallel", count: "2500" } }, e: "endEvent" }, "s a e");
    let answer = go(many, initialState(many), { type: "start" });
    let made = 0;
    for (;;) {
      made += answer.effects.filter((effect) => effect.type === "createTask").length;
      if (answer.effects.at(-1)?.type !== "continue") break;
      answer = go(many, answer.state, { type: "continue" });
    }
    expect(made).toBe(PROCESS_LIMITS.roundsAtOnce);
  });

  it("ends an interrupted task: its work is taken back, its timer is gone", () => {
    const watched = draw({ s: "startEvent", work: "userTask", on: { type: "boundaryEvent", attachedTo: "work", triggers: [{ id: "t", type: "timer", duration: "P2D" }] }, late: "userTask", e: "endEvent" }, "s work e", "on late e");
    const { state } = go(watched, initialState(watched), { type: "start" });
    const [wait] = Object.values(state.waits);
    expect(wait).toMatchObject({ kind: "timer", due: "2026-03-03T10:00:00.000Z" });
    const after = go(watched, state, { type: "timer", wait: wait!.id });
    expect(after.effects.map((effect) => effect.type)).toEqual(expect.arrayContaining(["cancelWork", "cancelWait", "createTask"]));
    expect(after.state.waits).toEqual({});
  });

  it("reckons a month and a date without zone in the zone of the process, over the change of the clocks", () => {
    const zoned = (trigger: object): ProcessDefinition => ({ ...draw({ s: "startEvent", w: { type: "intermediateCatchEvent", triggers: [{ id: "t", type: "timer", ...trigger }] } }, "s w"), timeZone: "Europe/Kyiv" });
    const dueOf = (definition: ProcessDefinition): unknown => Object.values(go(definition, initialState(definition), { type: "start" }).state.waits)[0]?.due;
    expect(dueOf(zoned({ duration: "P1M" }))).toBe("2026-04-01T09:00:00.000Z");
    expect(dueOf(zoned({ date: "2026-07-01T09:00:00" }))).toBe("2026-07-01T06:00:00.000Z");
    expect(dueOf(zoned({ duration: { formula: "\"PT\" + string(2) + \"H\"" } }))).toBe("2026-03-01T12:00:00.000Z");
  });
});
