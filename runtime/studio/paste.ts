/** A table pasted as text: cells of a spreadsheet (tabs) or lines of a CSV. Browser-safe and forgiving; importing files is runtime/exchange. */

/** Rows of cells. A cell in quotes may hold separators, line ends and doubled quotes. */
export function readCells(text: string): readonly (readonly string[])[] {
  const clean = text.replace(/^\ufeff/, "");
  const separator = separatorOf(clean);
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = "";
  let quoted = false;
  const endCell = (): void => {
    row.push(cell.trim());
    cell = "";
  };
  const endRow = (): void => {
    endCell();
    if (row.some((value) => value !== "")) rows.push(row);
    row = [];
  };
  for (let at = 0; at < clean.length; at++) {
    const letter = clean[at]!;
    if (quoted) {
      if (letter !== '"') cell += letter;
      else if (clean[at + 1] === '"') cell += clean[++at]!;
      else quoted = false;
    } else if (letter === '"' && cell.trim() === "") [quoted, cell] = [true, ""];
    else if (letter === separator) endCell();
    else if (letter === "\n") endRow();
    else if (letter !== "\r") cell += letter;
  }
  endRow();
  return rows;
}

/** What separates most in the first line; one cell a line when nothing does. */
function separatorOf(text: string): string {
  const [first = ""] = text.split("\n", 1);
  const counted = ["\t", ";", ","].map((separator) => [separator, first.split(separator).length] as const);
  return counted.reduce((best, next) => (next[1] > best[1] ? next : best))[0];
}
