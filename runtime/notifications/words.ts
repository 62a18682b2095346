/** The few words of letters and reminders that come from no document, in the languages of the product. */
const WORDS = {
  en: { hello: "Hello {name},", open: "Open", why: "You get this letter because of your notification settings.", settings: "Settings", unsubscribe: "No more letters like this", digest: "Your day: {count} notifications", digestMore: "And {count} more, in the application.", reminder: "Reminder: {title}", reminders: "My reminders", remindersHelp: "A reminder you set on a record is due" },
  ru: { hello: "Здравствуйте, {name}!", open: "Открыть", why: "Вы получили это письмо согласно вашим настройкам уведомлений.", settings: "Настройки", unsubscribe: "Больше не присылать такие письма", digest: "Сводка за день: уведомлений — {count}", digestMore: "И ещё {count} — в приложении.", reminder: "Напоминание: {title}", reminders: "Мои напоминания", remindersHelp: "Наступило время напоминания, которое вы поставили на записи" },
  uk: { hello: "Вітаємо, {name}!", open: "Відкрити", why: "Ви отримали цей лист згідно з вашими налаштуваннями сповіщень.", settings: "Налаштування", unsubscribe: "Більше не надсилати таких листів", digest: "Підсумок дня: сповіщень — {count}", digestMore: "І ще {count} — у застосунку.", reminder: "Нагадування: {title}", reminders: "Мої нагадування", remindersHelp: "Настав час нагадування, яке ви поставили на записі" },
  tr: { hello: "Merhaba {name},", open: "Aç", why: "Bu mektubu bildirim ayarlarınız gereği alıyorsunuz.", settings: "Ayarlar", unsubscribe: "Böyle mektuplar artık gelmesin", digest: "Günün özeti: {count} bildirim", digestMore: "{count} bildirim daha uygulamada.", reminder: "Hatırlatma: {title}", reminders: "Hatırlatmalarım", remindersHelp: "Bir kayda koyduğunuz hatırlatmanın zamanı geldi" },
} as const;

export type Word = keyof (typeof WORDS)["en"];

/** A word in a language (English when we do not speak it), with {name} filled in. */
export function word(language: string, key: Word, values: Readonly<Record<string, string>> = {}): string {
  const words = WORDS[(language.split("-")[0] ?? "en") as keyof typeof WORDS] ?? WORDS.en;
  return words[key].replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
}
