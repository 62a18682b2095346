import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { actsFor, type Deputyship } from "../auth/deputy-chain";
import { clockOf, decide, newState, turnOf, type CollegialDefinition, type CollegialEvent, type CollegialState, type Participant } from "./decide";
import { COLLEGIAL_KIND_NAMES, COLLEGIAL_KINDS } from "./kinds/index";

const DAY = 86_400_000;
const people = (...places: number[]): Participant[] => places.map((place, i) => ({ user: `u${i}`, place, weight: 1 }));
const by = (definition: Partial<CollegialDefinition> = {}): CollegialDefinition => ({ kind: "approve", secret: false, ...definition });

function begin(definition: CollegialDefinition, participants: readonly Participant[]): CollegialState {
  const first = decide(definition, newState(participants), { type: "begin" }, 0);
  if ("refused" in first) throw new Error(first.refused);
  return first.state;
}

/** What is refused because it has ended changes nothing. */
const play = (definition: CollegialDefinition, state: CollegialState, events: readonly CollegialEvent[], now = 0): CollegialState =>
  events.reduce((at, event) => {
    const next = decide(definition, at, event, now);
    return "refused" in next ? at : next.state;
  }, state);
const answers = (...given: string[]): CollegialEvent[] => given.map((answer, i) => ({ type: "answer", user: `u${i}`, answer }));

describe("approve", () => {
  it("passes when everybody approves, and those who abstain do not count", () => {
    const three = people(0, 0, 0);
    expect(play(by(), begin(by(), three), answers("approve", "approve")).status).toBe("open");
    expect(play(by(), begin(by(), three), answers("approve", "abstain", "approve")).status).toBe("passed");
    expect(play(by(), begin(by(), three), answers("abstain", "abstain", "abstain")).status).toBe("refused");
  });

  it("passes at the quorum, by weight, and not later", () => {
    const definition = by({ quorum: 3 });
    const weighed = [{ user: "u0", place: 0, weight: 2 }, { user: "u1", place: 0, weight: 1 }, { user: "u2", place: 0, weight: 1 }];
    expect(play(definition, begin(definition, weighed), answers("approve", "approve")).status).toBe("passed");
    expect(play(definition, begin(definition, weighed), [{ type: "answer", user: "u0", answer: "reject" }, { type: "answer", user: "u1", answer: "approve" }]).status).toBe("open");
    expect(play(definition, begin(definition, weighed), answers("reject", "approve", "approve")).status).toBe("refused");
  });

  it("is sent back as soon as it cannot pass and somebody sent it back", () => {
    expect(play(by(), begin(by(), people(0, 0, 0)), answers("sendBack")).status).toBe("returned");
    expect(play(by(), begin(by(), people(0, 0, 0)), answers("reject", "sendBack")).status).toBe("returned");
  });

  it("in sequence asks the next only after the one before, and nobody after a refusal", () => {
    const start = begin(by(), people(0, 1, 1, 2));
    expect(start.asked).toEqual(["u0"]);
    expect(decide(by(), start, { type: "answer", user: "u1", answer: "approve" }, 0)).toEqual({ refused: "notYet" });
    const second = decide(by(), start, { type: "answer", user: "u0", answer: "approve" }, 0);
    expect(second).toMatchObject({ effects: [{ type: "ask", user: "u1" }, { type: "ask", user: "u2" }] });
    expect(play(by(), start, answers("reject"))).toMatchObject({ status: "refused", asked: ["u0"] });
  });
});

describe("vote", () => {
  const definition = by({ kind: "vote" });
  it("is done when all have voted, whatever they wanted", () => {
    expect(play(definition, begin(definition, people(0, 0, 0)), answers("against", "against", "for"))).toMatchObject({ status: "passed", decision: "against" });
    expect(play(definition, begin(definition, people(0, 0)), answers("for", "against"))).toMatchObject({ status: "passed", decision: "tie" });
  });

  it("ends at its term with a quorum, and waits without one", () => {
    const timed = by({ kind: "vote", quorum: 2, due: DAY });
    const two = play(timed, begin(timed, people(0, 0, 0)), answers("for", "for"));
    expect(two.status).toBe("open");
    expect(play(timed, two, [{ type: "clock" }], DAY)).toMatchObject({ status: "passed", decision: "for" });
    expect(play(timed, play(timed, begin(timed, people(0, 0, 0)), answers("for")), [{ type: "clock" }], DAY)).toMatchObject({ status: "open", escalated: true });
  });

  it("keeps of a secret vote who voted and how often what was said, and never ends before the last voice", () => {
    const secret = by({ kind: "vote", secret: true, quorum: 1 });
    const two = play(secret, begin(secret, people(0, 0, 0)), answers("for", "against"));
    expect(two).toMatchObject({ status: "open", answers: { u0: null, u1: null }, given: { for: 1, against: 1 } });
    expect(JSON.stringify(two.answers)).not.toMatch(/for|against/);
  });
});

describe("every kind", () => {
  const kind = fc.constantFrom(...COLLEGIAL_KIND_NAMES);
  const rounds = kind.chain((name) =>
    fc.record({ weights: fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 1, maxLength: 6 }), quorum: fc.option(fc.integer({ min: 1, max: 8 }), { nil: undefined }), secret: fc.boolean(), answers: fc.array(fc.constantFrom(...COLLEGIAL_KINDS[name].answers), { minLength: 6, maxLength: 6 }), order: fc.shuffledSubarray([0, 1, 2, 3, 4, 5], { minLength: 6 }) })
      .map((rest) => ({ ...rest, name })));

  it("at once comes to the same end in whatever order people answer", () => {
    fc.assert(fc.property(rounds, ({ name, weights, quorum, secret, answers: given, order }) => {
      const definition = by({ kind: name, secret: secret && COLLEGIAL_KINDS[name].maySecret, ...(quorum !== undefined && { quorum: Math.min(quorum, weights.reduce((a, b) => a + b, 0)) }) });
      const state = begin(definition, weights.map((weight, i) => ({ user: `u${i}`, place: 0, weight })));
      const events = weights.map((_, i): CollegialEvent => ({ type: "answer", user: `u${i}`, answer: given[i]! }));
      const straight = play(definition, state, events);
      const mixed = play(definition, state, order.flatMap((i) => events[i] ?? []));
      expect([mixed.status, mixed.decision]).toEqual([straight.status, straight.decision]);
      expect(straight.status).not.toBe("open");
    }), { numRuns: 500 });
  });

  it("counts nobody twice, hears nobody before his turn, and stays as it ended", () => {
    const event = fc.oneof(
      fc.record({ type: fc.constant("answer" as const), user: fc.constantFrom("u0", "u1", "u2", "u3", "x"), answer: fc.constantFrom("for", "approve", "reject", "sendBack", "sign", "acknowledge", "nonsense") }),
      fc.record({ type: fc.constant("add" as const), participant: fc.record({ user: fc.constantFrom("u1", "u3", "u4"), place: fc.integer({ min: 0, max: 3 }), weight: fc.constant(1) }) }),
      fc.constant({ type: "clock" as const }), fc.constant({ type: "recall" as const }),
    );
    fc.assert(fc.property(kind, fc.array(fc.tuple(event, fc.integer({ min: 0, max: 3 * DAY })), { maxLength: 25 }), fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 1, maxLength: 4 }), (name, events, places) => {
      const definition = by({ kind: name, due: 2 * DAY });
      let state = begin(definition, people(...places));
      for (const [one, now] of events) {
        const turn = turnOf(state).map(({ user }) => user);
        const next = decide(definition, state, one, now);
        if (state.status !== "open") expect(next).toEqual({ refused: "ended" });
        if ("refused" in next) continue;
        if (one.type === "answer") expect(turn).toContain(one.user);
        expect(Object.values(next.state.given).reduce((a, b) => a + b, 0)).toBe(Object.keys(next.state.answers).length);
        expect(new Set(next.state.participants.map(({ user }) => user)).size).toBe(next.state.participants.length);
        if (next.state.status !== "open") expect(clockOf(definition, next.state)).toBeUndefined();
        state = next.state;
      }
    }), { numRuns: 300 });
  });

  it("reminds a day before the term and escalates at it, each once", () => {
    const definition = by({ due: 3 * DAY });
    const start = begin(definition, people(0, 0, 1));
    expect(clockOf(definition, start)).toBe(2 * DAY);
    expect(decide(definition, start, { type: "clock" }, DAY)).toEqual({ state: start, effects: [] });
    const reminded = decide(definition, start, { type: "clock" }, 2 * DAY);
    expect(reminded).toMatchObject({ effects: [{ type: "remind", user: "u0" }, { type: "remind", user: "u1" }] });
    const late = decide(definition, (reminded as { state: CollegialState }).state, { type: "clock" }, 4 * DAY);
    expect(late).toMatchObject({ state: { escalated: true, status: "open" }, effects: [{ type: "escalate", late: ["u0", "u1"] }] });
    expect(decide(definition, (late as { state: CollegialState }).state, { type: "clock" }, 9 * DAY)).toMatchObject({ effects: [] });
  });

  it("takes somebody more in, but neither twice nor before those who are asked now", () => {
    const start = play(by(), begin(by(), people(0, 1)), answers("approve"));
    expect(decide(by(), start, { type: "add", participant: { user: "u1", place: 1, weight: 1 } }, 0)).toEqual({ refused: "alreadyThere" });
    expect(decide(by(), start, { type: "add", participant: { user: "z", place: 0, weight: 1 } }, 0)).toEqual({ refused: "tooEarlyPlace" });
    expect(decide(by(), start, { type: "add", participant: { user: "z", place: 1, weight: 1 } }, 0)).toMatchObject({ effects: [{ type: "ask", user: "z" }] });
  });

  it("gives each participant one voice however deputies chain or circle", () => {
    const deputyship = fc.record({ person: fc.constantFrom("u0", "u1", "u2", "d"), deputy: fc.constantFrom("u0", "u1", "u2", "d"), kinds: fc.constantFrom(null, ["approve"], ["vote"]), from: fc.constant("2026-01-01"), to: fc.constant("2026-12-31") });
    fc.assert(fc.property(fc.array(deputyship, { maxLength: 12 }), fc.array(fc.constantFrom("u0", "u1", "u2", "d"), { maxLength: 12 }), (deputyships: Deputyship[], callers) => {
      let state = begin(by(), people(0, 0, 0));
      for (const caller of callers) {
        const selves = [caller, ...actsFor(deputyships, caller, { day: "2026-05-05", kind: "approve" }).map(({ person }) => person)];
        state = play(by(), state, selves.map((user) => ({ type: "answer", user, answer: "approve" })));
      }
      expect(state.given["approve"] ?? 0).toBe(Object.keys(state.answers).length);
      expect(Object.keys(state.answers).length).toBeLessThanOrEqual(3);
    }));
  });
});

describe("an answer taken back", () => {
  const refusal = (definition: CollegialDefinition, state: CollegialState, user: string) => {
    const next = decide(definition, state, { type: "withdraw", user }, 0);
    return "refused" in next ? next.refused : next.state;
  };

  it("leaves everything as if it had never been given", () => {
    const start = begin(by(), people(0, 0, 0));
    const one = play(by(), start, answers("approve"));
    expect(refusal(by(), play(by(), one, [{ type: "answer", user: "u1", answer: "approve" }]), "u1")).toEqual(one);
    expect(refusal(by(), one, "u0")).toEqual(start);
    expect(play(by(), start, [...answers("approve"), { type: "withdraw", user: "u0" }, { type: "answer", user: "u0", answer: "reject" }]).given).toEqual({ reject: 1 });
  });

  it("is refused when it is over, was not given, is secret, or somebody has answered after it", () => {
    const start = begin(by(), people(0, 1, 2));
    const two = play(by(), start, answers("approve", "approve"));
    expect([refusal(by(), two, "u0"), refusal(by(), start, "u0"), refusal(by(), start, "nobody")]).toEqual(["tooLate", "notAnswered", "noParticipant"]);
    expect(refusal(by(), play(by(), start, answers("approve", "approve", "approve")), "u2")).toBe("ended");
    const secret = by({ kind: "vote", secret: true });
    expect(refusal(secret, play(secret, begin(secret, people(0, 0)), answers("for")), "u0")).toBe("secret");
  });
});
