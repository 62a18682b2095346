/** The words of letters about tasks, in the languages of the product. */
import { buttonsHtml, buttonsText, escapeHtml as escape, onceIn } from "../mail/letter-buttons";
import type { Mail } from "../mail/mailer";

const WORDS = {
  en: { hello: "A task waits for you:", done: "Done", about: "About: {record}", open: "My work" },
  ru: { hello: "Вас ждёт задача:", done: "Готово", about: "О записи: {record}", open: "Моя работа" },
  uk: { hello: "На вас чекає завдання:", done: "Готово", about: "Про запис: {record}", open: "Моя робота" },
  tr: { hello: "Sizi bir görev bekliyor:", done: "Bitti", about: "Kayıt: {record}", open: "İşlerim" },
} as const;

export interface TaskLetter {
  readonly title: string;
  readonly description: string;
  readonly process: string;
  readonly record: string | undefined;
  readonly buttons: readonly { readonly label: string | undefined; readonly link: string }[];
  readonly open: string;
}

export function taskLetter(language: string, { title, description, process, record, buttons, open }: TaskLetter): Pick<Mail, "subject" | "text" | "html"> {
  const words = WORDS[(language.split("-")[0] ?? "en") as keyof typeof WORDS] ?? WORDS.en;
  const once = onceIn(language);
  const about = record === undefined ? [] : [words.about.replace("{record}", () => record)];
  const named = buttons.map(({ label, link }) => ({ label: label ?? words.done, link }));
  const text = [words.hello, "", title, ...(description ? [description] : []), process, ...about, "", ...buttonsText(named), "", ...(named.length > 0 ? [once] : []), `${words.open}: ${open}`, ""].join("\n");
  const html = `<div style="font-family:system-ui,sans-serif;font-size:14px;color:#17181c"><p>${escape(words.hello)}</p><p style="font-size:16px;font-weight:600;margin:0 0 4px">${escape(title)}</p>${[...(description ? [description] : []), process, ...about].map((line) => `<p style="margin:0 0 4px;color:#445">${escape(line)}</p>`).join("")}
<p style="margin:16px 0">${buttonsHtml(named)}</p>
<p style="color:#667;font-size:12px">${named.length > 0 ? `${escape(once)}<br>` : ""}<a href="${escape(open)}" style="color:#667">${escape(words.open)}</a></p></div>`;
  return { subject: [title, record].filter(Boolean).join(" · ").replace(/[\r\n\0\u2028\u2029]+/g, " ").slice(0, 200), text, html };
}
