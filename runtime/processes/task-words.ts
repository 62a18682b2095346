/** The words of letters about tasks, in the languages of the product. */
import type { Mail } from "../mail/mailer";

const WORDS = {
  en: { hello: "A task waits for you:", done: "Done", about: "About: {record}", once: "Each button works once, for a week, and only for you. You are asked once more before anything happens.", open: "My work" },
  ru: { hello: "Вас ждёт задача:", done: "Готово", about: "О записи: {record}", once: "Каждая кнопка действует один раз, в течение недели и только для вас. Перед выполнением вас спросят ещё раз.", open: "Моя работа" },
  uk: { hello: "На вас чекає завдання:", done: "Готово", about: "Про запис: {record}", once: "Кожна кнопка діє один раз, протягом тижня і лише для вас. Перед виконанням вас запитають ще раз.", open: "Моя робота" },
  tr: { hello: "Sizi bir görev bekliyor:", done: "Bitti", about: "Kayıt: {record}", once: "Her düğme bir kez, bir hafta boyunca ve yalnızca sizin için çalışır. Bir şey olmadan önce bir kez daha sorulur.", open: "İşlerim" },
} as const;

export interface TaskLetter {
  readonly title: string;
  readonly description: string;
  readonly process: string;
  readonly record: string | undefined;
  readonly buttons: readonly { readonly label: string | undefined; readonly link: string }[];
  readonly open: string;
}

const escape = (text: string): string => text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/"/g, "&quot;");

export function taskLetter(language: string, { title, description, process, record, buttons, open }: TaskLetter): Pick<Mail, "subject" | "text" | "html"> {
  const words = WORDS[(language.split("-")[0] ?? "en") as keyof typeof WORDS] ?? WORDS.en;
  const about = record === undefined ? [] : [words.about.replace("{record}", () => record)];
  const named = buttons.map(({ label, link }) => ({ label: label ?? words.done, link }));
  const text = [words.hello, "", title, ...(description ? [description] : []), process, ...about, "", ...named.flatMap(({ label, link }) => [`${label}: ${link}`]), "", ...(named.length > 0 ? [words.once] : []), `${words.open}: ${open}`, ""].join("\n");
  const html = `<div style="font-family:system-ui,sans-serif;font-size:14px;color:#17181c"><p>${escape(words.hello)}</p><p style="font-size:16px;font-weight:600;margin:0 0 4px">${escape(title)}</p>${[...(description ? [description] : []), process, ...about].map((line) => `<p style="margin:0 0 4px;color:#445">${escape(line)}</p>`).join("")}
<p style="margin:16px 0">${named.map(({ label, link }) => `<a href="${escape(link)}" style="display:inline-block;margin:0 8px 8px 0;padding:8px 14px;border:1px solid #ccd;border-radius:6px;color:#17181c;text-decoration:none;font-weight:600">${escape(label)}</a>`).join("")}</p>
<p style="color:#667;font-size:12px">${named.length > 0 ? `${escape(words.once)}<br>` : ""}<a href="${escape(open)}" style="color:#667">${escape(words.open)}</a></p></div>`;
  return { subject: [title, record].filter(Boolean).join(" · ").replace(/[\r\n\0\u2028\u2029]+/g, " ").slice(0, 200), text, html };
}
