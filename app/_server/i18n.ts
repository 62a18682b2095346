import "server-only";
import { cookies, headers } from "next/headers";
import { cache } from "react";
import { formatMessage, type Params } from "../../components/i18n/format";
import { isWorkshopWord } from "../../components/i18n/areas";
import { acceptedLanguage, uiLanguage, type MessageKey, type Messages, type UiLanguage } from "../../components/i18n/messages";
import en from "../../messages/en.json";
import ru from "../../messages/ru.json";
import tr from "../../messages/tr.json";
import uk from "../../messages/uk.json";
import { getSession } from "./session";

const FILES: Readonly<Record<UiLanguage, Messages>> = { en, ru, uk, tr };

/** Language of the screens: chosen on this device, else of the profile, else what the browser prefers. */
export const getLanguage = cache(async (): Promise<UiLanguage> => {
  const chosen = (await cookies()).get("language")?.value;
  if (chosen) return uiLanguage(chosen);
  const session = await getSession();
  return session ? uiLanguage(session.user.language) : acceptedLanguage((await headers()).get("accept-language"));
});

const getMessages = cache(async (): Promise<Messages> => FILES[await getLanguage()]);

/** Words as JSON, which travels faster than two thousand values (see session.ts). */
const textOf = (ofWorkshop: boolean) => new Map(Object.entries(FILES).map(([language, messages]) => [language, JSON.stringify(Object.fromEntries(Object.entries(messages).filter(([key]) => isWorkshopWord(key) === ofWorkshop)))]));
const [EVERYWHERE, WORKSHOP] = [textOf(false), textOf(true)];

/** The words of the screens, those of the workshop aside (components/i18n/areas.ts). */
export const getMessagesText = async (): Promise<string> => EVERYWHERE.get(await getLanguage())!;

/** The words of the workshop, for `MoreWords`. */
export const getWorkshopText = async (): Promise<string> => WORKSHOP.get(await getLanguage())!;

/** `t` for server components (page titles). */
export async function getT(): Promise<(key: MessageKey, params?: Params) => string> {
  const [language, messages] = await Promise.all([getLanguage(), getMessages()]);
  return (key, params) => formatMessage(language, messages[key], params);
}
