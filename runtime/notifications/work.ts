/** What waits for a person, told to him: his turn in an approval, a term that comes near or is over. By no rule of a document; he may turn it off. */
import { titlesOf } from "../queries/titles";
import type { Telling } from "./occurrence";
import { entityById } from "./reminders";
import { clip, contextOf } from "./render";
import { chosenModes, WORK_MODES, WORK_RULE } from "./settings";
import { word, type Word } from "./words";
import { writeNews } from "./write";

export interface WorkLine {
  readonly userId: string;
  /** Id of the entity. */
  readonly entity: string;
  readonly recordId: string;
  readonly about: Extract<Word, "workAsked" | "workSoon" | "workLate" | "workEnded">;
  /** What it is called; may be empty. */
  readonly title: string;
  readonly text: string;
}

/** Nothing is told of a record the person may not read. */
export async function tellWork(work: Telling, line: WorkLine, { letter = true } = {}): Promise<void> {
  await tell(work, line, letter);
}

/** Whether the person wants letters about his work. */
export const wantsWorkLetters = async (work: Telling, userId: string): Promise<boolean> => ({ ...WORK_MODES, ...(await chosenModes(work.db, userId)).get(WORK_RULE) }).email !== "off";

async function tell(work: Telling, { userId, entity: entityId, recordId, about, title, text }: WorkLine, letter: boolean): Promise<void> {
  const reader = await work.reader(userId);
  const entity = entityById(work.model, entityId);
  if (!reader || !entity) return;
  const titles = await titlesOf({ db: work.db, model: work.model, ctx: contextOf(reader, work.now) }, entity.name, [recordId]);
  const modes = { ...WORK_MODES, ...(await chosenModes(work.db, userId)).get(WORK_RULE), ...(!letter && { email: "off" as const }) };
  if (!titles.has(recordId) || Object.values(modes).every((mode) => mode === "off")) return;
  const what = [title, titles.get(recordId)].filter(Boolean).join(" · ");
  await writeNews(work, reader, { entity: entity.id, recordId, modes, line: { rule: WORK_RULE, title: clip(word(reader.language, about, { what })), text, at: work.now.toISOString(), actor: null } }, 0);
}
