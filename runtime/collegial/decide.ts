/**
 * The pure core: a resolution and an event give the next state and what has to be done. No clock, no database. A *participant* is
 * asked when his *place* comes: at once all have the same. Of a secret vote it is known who voted and how often each answer was
 * given, never who gave which.
 */
import { COLLEGIAL_KINDS, type CollegialKindName } from "./kinds/index";
import type { End } from "./kinds/kind";

export interface CollegialDefinition {
  readonly kind: CollegialKindName;
  /** Weight that is enough; everybody's when left out. */
  readonly quorum?: number;
  readonly secret: boolean;
  /** Milliseconds since 1970. */
  readonly due?: number;
}

export interface Participant {
  readonly user: string;
  /** Those of a lower place are asked first. */
  readonly place: number;
  readonly weight: number;
}

export interface CollegialState {
  readonly status: "open" | "recalled" | End["status"];
  readonly decision?: string;
  readonly participants: readonly Participant[];
  /** Who has answered; null: secret. */
  readonly answers: Readonly<Record<string, string | null>>;
  /** Answer → weight. */
  readonly given: Readonly<Record<string, number>>;
  readonly asked: readonly string[];
  readonly reminded: boolean;
  readonly escalated: boolean;
}

export type CollegialEvent =
  | { readonly type: "begin" }
  | { readonly type: "answer"; readonly user: string; readonly answer: string }
  | { readonly type: "withdraw"; readonly user: string }
  | { readonly type: "add"; readonly participant: Participant }
  | { readonly type: "recall" }
  /** Time has passed. */
  | { readonly type: "clock" };

export type CollegialEffect =
  | { readonly type: "ask" | "remind"; readonly user: string }
  /** Nobody has answered in time: whoever began it is told, and the superiors of those who are late. */
  | { readonly type: "escalate"; readonly late: readonly string[] }
  | { readonly type: "ended" };

export interface Decided {
  readonly state: CollegialState;
  readonly effects: readonly CollegialEffect[];
}

export interface Refused {
  readonly refused: "ended" | "noParticipant" | "notYet" | "answered" | "unknownAnswer" | "alreadyThere" | "tooEarlyPlace" | "notAnswered" | "secret" | "tooLate";
}

const DAY_MS = 86_400_000;

/** When somebody has to look at it again; undefined: never. */
export function clockOf({ due }: CollegialDefinition, state: Pick<CollegialState, "status" | "reminded" | "escalated">): number | undefined {
  if (state.status !== "open" || due === undefined || state.escalated) return undefined;
  return state.reminded ? due : due - DAY_MS;
}

export const newState = (participants: readonly Participant[]): CollegialState => ({ status: "open", participants, answers: {}, given: {}, asked: [], reminded: false, escalated: false });

const hasAnswered = (state: CollegialState, user: string): boolean => Object.hasOwn(state.answers, user);

/** Those whose turn it is and who have not answered. */
export function turnOf(state: CollegialState): readonly Participant[] {
  const waiting = state.participants.filter(({ user }) => !hasAnswered(state, user));
  const place = Math.min(...waiting.map((one) => one.place));
  return waiting.filter((one) => one.place === place);
}

export function decide(definition: CollegialDefinition, state: CollegialState, event: CollegialEvent, now: number): Decided | Refused {
  if (state.status !== "open") return { refused: "ended" };
  if (event.type === "recall") return { state: { ...state, status: "recalled" }, effects: [{ type: "ended" }] };
  if (event.type === "clock") return tick(definition, state, now);
  if (event.type === "withdraw") return withdrawn(definition, state, event.user);
  const next = event.type === "answer" ? answered(definition, state, event) : event.type === "add" ? added(state, event.participant) : state;
  return "refused" in next ? next : goOn(definition, next, now);
}

function answered({ kind, secret }: CollegialDefinition, state: CollegialState, { user, answer }: { readonly user: string; readonly answer: string }): CollegialState | Refused {
  const participant = state.participants.find((one) => one.user === user);
  if (!participant) return { refused: "noParticipant" };
  if (hasAnswered(state, user)) return { refused: "answered" };
  if (!turnOf(state).includes(participant)) return { refused: "notYet" };
  if (!COLLEGIAL_KINDS[kind].answers.includes(answer)) return { refused: "unknownAnswer" };
  return { ...state, answers: { ...state.answers, [user]: secret ? null : answer }, given: { ...state.given, [answer]: (state.given[answer] ?? 0) + participant.weight } };
}

/** As long as nobody after him has answered: they may have gone by what he said. */
function withdrawn({ secret }: CollegialDefinition, state: CollegialState, user: string): Decided | Refused {
  const participant = state.participants.find((one) => one.user === user);
  if (!participant) return { refused: "noParticipant" };
  if (!hasAnswered(state, user)) return { refused: "notAnswered" };
  const answer = state.answers[user];
  // Nobody knows which voice was his.
  if (secret || answer === null || answer === undefined) return { refused: "secret" };
  if (state.participants.some((one) => one.place > participant.place && hasAnswered(state, one.user))) return { refused: "tooLate" };
  const { [user]: _, ...answers } = state.answers;
  const left = (state.given[answer] ?? 0) - participant.weight;
  const { [answer]: __, ...others } = state.given;
  return { state: { ...state, answers, given: left > 0 ? { ...others, [answer]: left } : others }, effects: [] };
}

function added(state: CollegialState, participant: Participant): CollegialState | Refused {
  if (state.participants.some(({ user }) => user === participant.user)) return { refused: "alreadyThere" };
  if (participant.place < (turnOf(state)[0]?.place ?? 0)) return { refused: "tooEarlyPlace" };
  return { ...state, participants: [...state.participants, participant] };
}

/** Ends it where the end is certain, else asks whose turn has come. */
function goOn(definition: CollegialDefinition, state: CollegialState, now: number): Decided {
  const end = endOf(definition, state, now);
  if (end) return { state: { ...state, ...end }, effects: [{ type: "ended" }] };
  const fresh = turnOf(state).map(({ user }) => user).filter((user) => !state.asked.includes(user));
  return { state: { ...state, asked: [...state.asked, ...fresh] }, effects: fresh.map((user) => ({ type: "ask", user })) };
}

function endOf({ kind, quorum, secret, due }: CollegialDefinition, state: CollegialState, now: number): End | undefined {
  const waiting = state.participants.filter(({ user }) => !hasAnswered(state, user));
  const open = waiting.reduce((sum, { weight }) => sum + weight, 0);
  const isDue = due !== undefined && now >= due;
  // An end before the last voice would tell what the others said.
  if (secret && open > 0 && !isDue) return undefined;
  const last = Math.max(...state.participants.filter(({ user }) => hasAnswered(state, user)).map(({ place }) => place));
  return COLLEGIAL_KINDS[kind].end({ given: state.given, open, quorum, due: isDue, heard: !waiting.some(({ place }) => place <= last) });
}

function tick(definition: CollegialDefinition, state: CollegialState, now: number): Decided {
  const clock = clockOf(definition, state);
  if (clock === undefined || now < clock) return { state, effects: [] };
  const late = turnOf(state).map(({ user }) => user);
  if (now < definition.due!) return { state: { ...state, reminded: true }, effects: late.map((user) => ({ type: "remind", user })) };
  const over = { ...state, reminded: true, escalated: true };
  const end = endOf(definition, over, now);
  return end ? { state: { ...over, ...end }, effects: [{ type: "ended" }] } : { state: over, effects: [{ type: "escalate", late }] };
}
