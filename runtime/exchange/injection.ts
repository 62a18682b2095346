/**
 * Formula injection (CWE-1236): a spreadsheet runs a text cell that begins like a formula. Such a text leaves with an apostrophe in
 * front and loses it on the way back in. A text that already looks marked gets one more, so that every text comes back unchanged.
 */

// What a program may skip before it looks for a formula (marks, quotes, blanks, nothing visible), then what begins one.
const DANGEROUS = /^[\s'"’“”\u00ad\u200b-\u200f\u2060\ufeff]*[=+\-@＝＋－＠\t\r\n]/u;

/** The text as it may stand in a cell. */
export const neutralise = (text: string): string => (DANGEROUS.test(text) ? `'${text}` : text);

/** The text a cell stands for; the opposite of `neutralise`. */
export const restore = (text: string): string => (text.startsWith("'") && DANGEROUS.test(text.slice(1)) ? text.slice(1) : text);
