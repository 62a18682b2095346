/** What waits for a person, told to him: his turn in an approval, a term that comes near or is over. By no rule of a document; he may turn it off. */
import { entityById } from "../model/accessors";
import { contextOf } from "../mail/reader";
import type { Label } from "../model/types";
import { titlesOf } from "../queries/titles";
import type { Telling } from "./occurrence";
import { clip, wordsIn } from "./render";
import { chosenModes, WORK_MODES, WORK_RULE, type Modes } from "./settings";
import { word, type Word } from "./words";
import { writeNews, type Line } from "./write";

export interface WorkLine {
  readonly userId: string;
  /** Id of the entity. */
  readonly entity: string;
  readonly recordId: string;
  readonly about: Extract<Word, "workAsked" | "workAskedFor" | "workBegun" | "workSoon" | "workLate" | "workOverdue" | "workEnded">;
  /** What it is called; may be empty. */
  readonly title: string | Label;
  readonly text: string | Label;
  /** How, unless the person chose otherwise; one that is left out is off. */
  readonly channels?: Partial<Modes>;
  readonly asks?: Line["asks"];
  /** Name of the person he stands in for. */
  readonly person?: string;
}

/** Nothing is told of a record the person may not read. */
export async function tellWork(work: Telling, line: WorkLine, { letter = true } = {}): Promise<void> {
  await tell(work, line, letter);
}

/** Whether the person wants letters about his work. */
export const wantsWorkLetters = async (work: Telling, userId: string): Promise<boolean> => ({ ...WORK_MODES, ...(await chosenModes(work.db, userId)).get(WORK_RULE) }).email !== "off";

const OFF: Modes = { internal: "off", email: "off" };

async function tell(work: Telling, { userId, entity: entityId, recordId, about, title, text, channels, asks, person = "" }: WorkLine, letter: boolean): Promise<void> {
  const reader = await work.reader(userId);
  const entity = entityById(work.model, entityId);
  if (!reader || !entity) return;
  const titles = await titlesOf({ db: work.db, model: work.model, ctx: contextOf(reader, work.now) }, entity.name, [recordId]);
  const said = (words: string | Label): string => (typeof words === "string" ? words : wordsIn(words, reader.language));
  const modes = { ...(channels ? { ...OFF, ...channels } : WORK_MODES), ...(await chosenModes(work.db, userId)).get(WORK_RULE), ...(!letter && { email: "off" as const }) };
  if (!titles.has(recordId) || Object.values(modes).every((mode) => mode === "off")) return;
  const what = [said(title), titles.get(recordId)].filter(Boolean).join(" · ");
  await writeNews(work, reader, { entity: entity.id, recordId, modes, line: { rule: WORK_RULE, title: clip(word(reader.language, about, { what, person })), text: said(text), at: work.now.toISOString(), actor: null, ...(asks && { asks }) } }, 0);
}
