/** What kinds of collegial actions and their answers are called in letters, in the languages of the product. */
import type { CollegialKindName } from "./kinds/index";

interface Words {
  readonly kinds: Readonly<Record<CollegialKindName, string>>;
  readonly secret: string;
  readonly until: string;
  readonly for: string;
  readonly answers: Readonly<Record<string, string>>;
}

const WORDS: Readonly<Record<"en" | "ru" | "uk" | "tr", Words>> = {
  en: {
    kinds: { vote: "Vote", approve: "Approval", sign: "Signing", acquaint: "Acquaintance" }, secret: "Secret vote", until: "Until: {when}", for: "For: {name}",
    answers: { approve: "Approve", reject: "Reject", sendBack: "Send back", abstain: "Abstain", for: "For", against: "Against", refuse: "Refuse", acknowledge: "I have read it", sign: "Sign in and sign" },
  },
  ru: {
    kinds: { vote: "Голосование", approve: "Согласование", sign: "Подписание", acquaint: "Ознакомление" }, secret: "Тайное голосование", until: "Срок: {when}", for: "За кого: {name}",
    answers: { approve: "Согласовать", reject: "Отклонить", sendBack: "Вернуть на доработку", abstain: "Воздержаться", for: "За", against: "Против", refuse: "Отказаться", acknowledge: "Я ознакомился", sign: "Войти и подписать" },
  },
  uk: {
    kinds: { vote: "Голосування", approve: "Погодження", sign: "Підписання", acquaint: "Ознайомлення" }, secret: "Таємне голосування", until: "Термін: {when}", for: "За кого: {name}",
    answers: { approve: "Погодити", reject: "Відхилити", sendBack: "Повернути на доопрацювання", abstain: "Утриматися", for: "За", against: "Проти", refuse: "Відмовитися", acknowledge: "Я ознайомився", sign: "Увійти й підписати" },
  },
  tr: {
    kinds: { vote: "Oylama", approve: "Onay", sign: "İmzalama", acquaint: "Bilgilendirme" }, secret: "Gizli oylama", until: "Son tarih: {when}", for: "Kimin adına: {name}",
    answers: { approve: "Onayla", reject: "Reddet", sendBack: "Geri gönder", abstain: "Çekimser kal", for: "Kabul", against: "Ret", refuse: "İmzalama", acknowledge: "Okudum", sign: "Oturum aç ve imzala" },
  },
};

/** Words in a language; English when we do not speak it. */
export const answerWords = (language: string): Words => WORDS[(language.split("-")[0] ?? "en") as keyof typeof WORDS] ?? WORDS.en;
