/** The words of the letters. Plain text: nothing in them needs more, and no picture reports that they were opened. */
import type { Mail } from "./mailer";

export type LetterKind = "resetPassword" | "invite";

interface Words {
  readonly subject: string;
  /** {name} and {link} are filled in. */
  readonly text: string;
}

const LETTERS: Readonly<Record<string, Readonly<Record<LetterKind, Words>>>> = {
  en: {
    resetPassword: { subject: "Choose a new password", text: "Hello {name},\n\nsomebody, probably you, asked for a new password. Choose one here within an hour:\n\n{link}\n\nIf it was not you, do nothing: your password stays as it is.\n" },
    invite: { subject: "You are invited", text: "Hello {name},\n\nan account was made for you. Choose a password here within seven days:\n\n{link}\n" },
  },
  ru: {
    resetPassword: { subject: "Выберите новый пароль", text: "Здравствуйте, {name}!\n\nКто-то, вероятно вы, запросил новый пароль. Выберите его здесь в течение часа:\n\n{link}\n\nЕсли это были не вы, ничего делать не нужно: пароль останется прежним.\n" },
    invite: { subject: "Вас пригласили", text: "Здравствуйте, {name}!\n\nДля вас создана учётная запись. Выберите пароль здесь в течение семи дней:\n\n{link}\n" },
  },
  uk: {
    resetPassword: { subject: "Оберіть новий пароль", text: "Вітаємо, {name}!\n\nХтось, імовірно ви, попросив новий пароль. Оберіть його тут протягом години:\n\n{link}\n\nЯкщо це були не ви, нічого не робіть: пароль залишиться тим самим.\n" },
    invite: { subject: "Вас запрошено", text: "Вітаємо, {name}!\n\nДля вас створено обліковий запис. Оберіть пароль тут протягом семи днів:\n\n{link}\n" },
  },
  tr: {
    resetPassword: { subject: "Yeni bir parola seçin", text: "Merhaba {name},\n\nbiri, büyük olasılıkla siz, yeni bir parola istedi. Bir saat içinde buradan seçin:\n\n{link}\n\nSiz değilseniz bir şey yapmayın: parolanız olduğu gibi kalır.\n" },
    invite: { subject: "Davet edildiniz", text: "Merhaba {name},\n\nsizin için bir hesap açıldı. Yedi gün içinde buradan bir parola seçin:\n\n{link}\n" },
  },
};

/** A letter in the language of its reader (English when we do not speak it). */
export function letter(kind: LetterKind, to: { email: string; name: string; language: string }, link: string): Mail {
  const words = (LETTERS[to.language.split("-")[0] ?? "en"] ?? LETTERS.en!)[kind];
  const oneLine = to.name.replace(/[\r\n\0]+/g, " ");
  return { to: to.email, subject: words.subject, text: words.text.replace("{name}", () => oneLine).replace("{link}", () => link) };
}
