/**
 * Letters that ask for a voice: a button for each answer, whose link answers once (mail/letter-links.ts), for the person himself or
 * for somebody he stands in for. What is signed is confirmed with a password or code, so its button leads to the sign-in. Links are
 * good while the voice is asked for and its term is not over; an answer that was given and taken back makes them void.
 */
import { sql } from "kysely";
import type { Queryable, Tx } from "../db/pool";
import { sys } from "../db/schemas";
import { isAppError } from "../kernel/errors";
import type { LetterButton } from "../mail/letter-buttons";
import { linkGone, makeLink, type LetterLink, type Question } from "../mail/letter-links";
import { contextOf, type LetterReader } from "../mail/reader";
import type { AppModel } from "../model/types";
import { answerWords } from "./answer-words";
import type { Collegial } from "./collegial";
import type { AskedVoice, CollegialCall } from "./deps";
import type { ResolutionView } from "./view";

export interface AnswerLetterDeps {
  readonly model: () => AppModel;
  readonly collegial: Pick<Collegial, "read" | "answer">;
  readonly origin: () => string;
}

/** What a letter says of a voice that is asked for. */
export interface AskedNow {
  readonly lines: readonly string[];
  readonly buttons: readonly LetterButton[];
}

/** How often a voice was taken back. */
const versionOf = async (db: Queryable, { resolution, participant }: AskedVoice): Promise<number> =>
  (await db.run<{ n: number }>(sql`select count(*)::int as n from ${sys("withdrawn_answers")} where resolution_id = ${resolution}::uuid and user_id = ${participant}::uuid`))[0]!.n;

export function createAnswerLetters({ model, collegial, origin }: AnswerLetterDeps) {
  const callOf = (reader: LetterReader, db: Queryable, now: Date, tx?: Tx): CollegialCall => ({ model: model(), ctx: contextOf(reader, now), db, ...(tx && { tx }) });

  /** The resolution, as long as the reader may answer for the participant. */
  async function asking(call: CollegialCall, { resolution, participant }: AskedVoice): Promise<ResolutionView | undefined> {
    try {
      const view = await collegial.read(call, resolution);
      return view.asks.some(({ id }) => id === participant) ? view : undefined;
    } catch (error) {
      if (isAppError(error) && error.status === 404) return undefined;
      throw error;
    }
  }

  /** For a letter to the reader; undefined when the voice is not asked for any more, or not his to give. */
  async function asked(db: Queryable, reader: LetterReader & { readonly userId: string }, voice: AskedVoice, now = new Date()): Promise<AskedNow | undefined> {
    const view = await asking(callOf(reader, db, now), voice);
    if (!view) return undefined;
    const words = answerWords(reader.language);
    const until = view.due === null ? undefined : new Date(view.due);
    const own = voice.participant === reader.userId;
    const place = { origin: origin(), now, ...(until && { until }) };
    const version = await versionOf(db, voice);
    const buttons: LetterButton[] = [];
    for (const { name, confirmed } of until && until <= now ? [] : view.answers) {
      const link = confirmed ? `${place.origin}/tasks` : await makeLink(db, { kind: "resolution", subject: voice.resolution, user: reader.userId, answer: name, participant: voice.participant, version }, place);
      buttons.push({ label: words.answers[name] ?? name, link });
    }
    const lines = [kindOf(view, reader.language), ...(own ? [] : [words.for.replace("{name}", () => nameIn(view, voice.participant))]), ...(until ? [words.until.replace("{when}", () => momentOf(until, reader))] : [])];
    return { lines, buttons };
  }

  const voiceOf = ({ subject, participant = "" }: LetterLink): AskedVoice => ({ resolution: subject, participant });

  const question: Question = {
    async hold(tx, { subject }) {
      await tx.run(sql`select 1 from ${sys("resolutions")} where id = ${subject}::uuid for update`);
    },
    async look(tx, link, reader) {
      const voice = voiceOf(link);
      const view = await asking(callOf(reader, tx, new Date(), tx), voice);
      const answer = view?.answers.find(({ name, confirmed }) => name === link.answer && !confirmed);
      if (!view || !answer || (await versionOf(tx, voice)) !== link.version) throw linkGone();
      const what = kindOf(view, reader.language);
      return {
        title: view.title || what, description: view.words, what: view.title ? what : "", record: view.record?.title ?? null, decision: answerWords(reader.language).answers[answer.name] ?? answer.name,
        for: voice.participant === link.user ? null : nameIn(view, voice.participant), comment: view.secret ? "none" : answer.reasoned ? "required" : "optional",
      };
    },
    async answer(tx, link, reader, comment) {
      const { resolution, participant } = voiceOf(link);
      await collegial.answer(callOf(reader, tx, new Date(), tx), resolution, { answer: link.answer, for: participant, ...(comment !== undefined && { words: comment }) });
    },
  };

  return { asked, question };
}

const kindOf = ({ kind, secret }: ResolutionView, language: string): string => (secret ? answerWords(language).secret : answerWords(language).kinds[kind]);
const nameIn = ({ participants }: ResolutionView, user: string): string => participants.find(({ person }) => person.id === user)?.person.title ?? "";
const momentOf = (moment: Date, { language, timeZone }: LetterReader): string => new Intl.DateTimeFormat(language, { dateStyle: "long", timeStyle: "short", timeZone }).format(moment);
