import { asMasked } from "../../runtime/fields/mask";
import { valueType } from "../../runtime/forms/scope";
import type { ClientField } from "../../runtime/model/client";

interface Locale {
  language: string;
  timeZone: string;
}

/**
 * A value as text for people, by its field type. Masked values come from the server as they should be shown;
 * a value the type cannot read (an unfinished entry, an older shape) is shown raw instead of failing the screen.
 */
export function formatValue(field: ClientField, value: unknown, locale: Locale): string {
  if (value === null || value === undefined || value === "") return "";
  if (field.right === "masked") return typeof value === "string" ? value : "••••";
  if (field.mask && typeof value === "string") return asMasked(field.mask, value);
  const found = valueType(field);
  if (!found) return rawText(value);
  try {
    return found.type.format(value, found.options, locale);
  } catch {
    // `format` promises nothing for foreign shapes; the raw text is better than an empty screen.
    return rawText(value);
  }
}

function rawText(value: unknown): string {
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
