/** Buttons of letters: what can be answered at once, as links. */

export interface LetterButton {
  readonly label: string;
  readonly link: string;
}

const ONCE = {
  en: "Each button works once, for a week at most, and only for you. You are asked once more before anything happens.",
  ru: "Каждая кнопка действует один раз, не дольше недели и только для вас. Перед выполнением вас спросят ещё раз.",
  uk: "Кожна кнопка діє один раз, не довше тижня і лише для вас. Перед виконанням вас запитають ще раз.",
  tr: "Her düğme bir kez, en çok bir hafta boyunca ve yalnızca sizin için çalışır. Bir şey olmadan önce bir kez daha sorulur.",
} as const;

/** What has to be known of buttons, in a language; English when we do not speak it. */
export const onceIn = (language: string): string => ONCE[(language.split("-")[0] ?? "en") as keyof typeof ONCE] ?? ONCE.en;

export const escapeHtml = (text: string): string => text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/"/g, "&quot;");

export const buttonsText = (buttons: readonly LetterButton[]): string[] => buttons.map(({ label, link }) => `${label}: ${link}`);

export const buttonsHtml = (buttons: readonly LetterButton[]): string =>
  buttons.map(({ label, link }) => `<a href="${escapeHtml(link)}" style="display:inline-block;margin:0 8px 8px 0;padding:8px 14px;border:1px solid #ccd;border-radius:6px;color:#17181c;text-decoration:none;font-weight:600">${escapeHtml(label)}</a>`).join("");
