/**
 * Input masks: the shape of a text, character by character. Browser-safe; a field with a `mask` is checked by it on the server, and
 * its input writes the fixed characters by itself.
 *
 * - *slot*: a place a person fills: `9` a digit, `A` a letter written as a capital, `a` a letter, `*` a letter or digit.
 * - *fixed*: every other character stands for itself; `\` before a character takes the next one as fixed, also one of 9 A a *.
 * - *bare*: letters and digits alone. Types that store a value without its separators (phone) compare bare texts.
 */
import { fail, ok, type Parsed, type ValueIssue } from "./field";
import { fieldType } from "./index";

interface Place {
  /** The fixed character; undefined for a slot. */
  readonly fixed?: string;
  /** What fits into the slot. */
  readonly fits?: RegExp;
  readonly capital?: boolean;
}

const SLOTS: Readonly<Record<string, Omit<Place, "fixed">>> = {
  "9": { fits: /^[0-9]$/ },
  A: { fits: /^\p{L}$/u, capital: true },
  a: { fits: /^\p{L}$/u },
  "*": { fits: /^[\p{L}0-9]$/u },
};

const known = new Map<string, readonly Place[]>();

function placesOf(mask: string): readonly Place[] {
  const made = known.get(mask);
  if (made) return made;
  const places: Place[] = [];
  const characters = [...mask];
  for (let i = 0; i < characters.length; i++) {
    const character = characters[i]!;
    if (character === "\\" && i + 1 < characters.length) places.push({ fixed: characters[++i]! });
    else places.push(SLOTS[character] ?? { fixed: character });
  }
  known.set(mask, places);
  return places;
}

/** Is it a mask at all? Issues: maskEnd (a `\` with nothing behind it), maskEmpty (no slot). */
export function checkMask(mask: string): Parsed<string> {
  if (/(^|[^\\])(\\\\)*\\$/.test(mask)) return fail("maskEnd", 'The mask ends with "\\", which takes the next character as it is.', "Write \\\\ for a backslash, or take it away.");
  if (!placesOf(mask).some((place) => place.fits)) return fail("maskEmpty", "The mask has no place to fill in.", "Use 9 for a digit, A or a for a letter, * for either.");
  return ok(mask);
}

const isBare = (character: string): boolean => /^[\p{L}0-9]$/u.test(character);
const fitsPlace = (place: Place, character: string): boolean => (place.fits ? place.fits.test(character) && (!place.capital || character === character.toUpperCase()) : place.fixed === character);

/** Does the text have the shape, separators and all? */
const matchesMask = (mask: string, text: string): boolean => fitsAll(placesOf(mask), [...text]);

/** Does the text have the shape when separators are left out on both sides? */
const matchesBare = (mask: string, text: string): boolean => fitsAll(placesOf(mask).filter((place) => place.fits ?? isBare(place.fixed!)), [...text].filter(isBare));

const fitsAll = (places: readonly Place[], characters: readonly string[]): boolean => places.length === characters.length && places.every((place, i) => fitsPlace(place, characters[i]!));

/** A whole value for people: with the separators of the mask, also where it is stored without. Anything else comes back as it is. */
export const asMasked = (mask: string | undefined, text: string): string => (mask !== undefined && matchesBare(mask, text) ? fillMask(mask, text) : text);

/** What is wrong with a value by the field's mask; undefined when it fits, is empty, or the field has none. */
export function maskIssue(field: { readonly type: string; readonly mask?: string; readonly options: object }, value: unknown): ValueIssue | undefined {
  const { mask } = field;
  const masking = fieldType(field.type).traits?.masking?.(field.options);
  if (mask === undefined || masking === undefined || typeof value !== "string" || value === "") return undefined;
  const fits = masking === "exact" ? matchesMask(mask, value) : matchesBare(mask, value);
  return fits ? undefined : { pointer: "", code: "mask", message: `The value does not have the form ${mask}.`, remedy: "9 stands for a digit, A for a capital letter, a for a letter, * for either; write the other characters as they are." };
}

/**
 * The text as the mask writes it, as far as it goes: fixed characters are put in, letters of `A` become capitals, what fits no slot is
 * left out. A text with more letters and digits than the mask has places for comes back as it was, so that nothing typed is lost.
 */
export function fillMask(mask: string, typed: string): string {
  const given = [...typed];
  let filled = "";
  let fixed = "";
  let at = 0;
  for (const place of placesOf(mask)) {
    if (place.fixed !== undefined) {
      fixed += place.fixed;
      if (given[at] === place.fixed) at++;
      continue;
    }
    while (at < given.length && !place.fits!.test(given[at]!)) at++;
    const character = given[at++];
    if (character === undefined) return filled;
    filled += fixed + (place.capital ? character.toUpperCase() : character);
    fixed = "";
  }
  return given.slice(at).some(isBare) && [...fixed].join("") !== given.slice(at).join("") ? typed : filled + fixed;
}
