/** Parts of a composite value in one text: "Main St 1; ; Kyiv". A semicolon or backslash inside a part is written with a backslash before it. */

/** Parts → text; empty parts keep their place, empty ones at the end are left out. */
export function joinParts(parts: readonly (string | null)[]): string {
  const last = parts.findLastIndex((part) => part !== null && part !== "");
  return parts.slice(0, last + 1).map((part) => (part ?? "").replace(/[\\;]/g, "\\$&")).join("; ");
}

/** Text → parts, trimmed, "" for an empty one, none at the end. The opposite of `joinParts`. */
export function splitParts(text: string): readonly string[] {
  const parts = [""];
  for (let i = 0; i < text.length; i++) {
    const char = text[i]!;
    if (char === ";") parts.push("");
    else parts[parts.length - 1] += char === "\\" && i + 1 < text.length ? text[++i]! : char;
  }
  const trimmed = parts.map((part) => part.trim());
  return trimmed.slice(0, trimmed.findLastIndex((part) => part !== "") + 1);
}
