/** The few words of tables that leave the server, in the languages of the product. */
const WORDS = {
  en: { count: "Count", sum: "Sum of {field}", avg: "Average of {field}", min: "Least {field}", max: "Most {field}", empty: "None", total: "Total", value: "Value", previous: "Before", hello: "Hello {name},", attached: "The report is attached as {file}.", open: "Open the report", more: "Only the first {count} rows are shown here.", nothing: "No records fit at present.", why: "You get this letter because the report is sent to you by schedule.", openDashboard: "Open the dashboard", whyDashboard: "You get this letter because the dashboard is sent to you by schedule." },
  ru: { count: "Количество", sum: "Сумма: {field}", avg: "Среднее: {field}", min: "Минимум: {field}", max: "Максимум: {field}", empty: "Не указано", total: "Итого", value: "Значение", previous: "Ранее", hello: "Здравствуйте, {name}!", attached: "Отчёт приложен файлом {file}.", open: "Открыть отчёт", more: "Здесь показаны только первые {count} строк.", nothing: "Подходящих записей сейчас нет.", why: "Вы получили это письмо, потому что отчёт отправляется вам по расписанию.", openDashboard: "Открыть панель", whyDashboard: "Вы получили это письмо, потому что панель отправляется вам по расписанию." },
  uk: { count: "Кількість", sum: "Сума: {field}", avg: "Середнє: {field}", min: "Мінімум: {field}", max: "Максимум: {field}", empty: "Не вказано", total: "Разом", value: "Значення", previous: "Раніше", hello: "Вітаємо, {name}!", attached: "Звіт додано файлом {file}.", open: "Відкрити звіт", more: "Тут показано лише перші {count} рядків.", nothing: "Відповідних записів зараз немає.", why: "Ви отримали цей лист, бо звіт надсилається вам за розкладом.", openDashboard: "Відкрити панель", whyDashboard: "Ви отримали цей лист, бо панель надсилається вам за розкладом." },
  tr: { count: "Adet", sum: "Toplam {field}", avg: "Ortalama {field}", min: "En az {field}", max: "En çok {field}", empty: "Belirtilmemiş", total: "Toplam", value: "Değer", previous: "Önceki", hello: "Merhaba {name},", attached: "Rapor {file} dosyası olarak ektedir.", open: "Raporu aç", more: "Burada yalnızca ilk {count} satır gösteriliyor.", nothing: "Şu anda uygun kayıt yok.", why: "Bu rapor size zamanlanmış olarak gönderildiği için bu mektubu alıyorsunuz.", openDashboard: "Panoyu aç", whyDashboard: "Bu pano size zamanlanmış olarak gönderildiği için bu mektubu alıyorsunuz." },
} as const;

export type Word = keyof (typeof WORDS)["en"];

/** A word in a language (English when we do not speak it), with {name} filled in. */
export function word(language: string, key: Word, values: Readonly<Record<string, string>> = {}): string {
  const words = WORDS[(language.split("-")[0] ?? "en") as keyof typeof WORDS] ?? WORDS.en;
  return words[key].replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
}
