/** Buttons of a letter that came by SMTP: what each says, and the token of its link. */
import { decodeQuotedPrintable, type ReceivedLetter } from "./smtp";

const plainText = ({ raw }: ReceivedLetter): string => decodeQuotedPrintable(raw.split("text/html")[0]!);

/** Label of the button → token. */
export const tokensIn = (letter: ReceivedLetter): Record<string, string> => Object.fromEntries([...plainText(letter).matchAll(/^(.+): \S+\/decide#token=([\w-]{43})\s*$/gm)].map(([, label, token]) => [label!, token!]));

/** Label of the button → address. */
export const linksIn = (letter: ReceivedLetter): Record<string, string> => Object.fromEntries([...plainText(letter).matchAll(/^(.+): (https?:\S+)\s*$/gm)].map(([, label, link]) => [label!, link!]));
