/** A file somebody gives us, whatever it is: BPMN, or XPDL, or a picture by mistake. */
import { BPMN_LIMITS, importBpmn, type ImportedProcess } from "./import";

/** What a browser knows about a file. */
interface GivenFile {
  readonly size: number;
  arrayBuffer(): Promise<ArrayBuffer>;
}

/** Never throws for what a file says. A file too large is not even read. */
export async function readProcessFile(file: GivenFile, name: string): Promise<ImportedProcess> {
  // Twice, for encodings of two bytes a letter.
  if (file.size > 2 * BPMN_LIMITS.text) return importBpmn(" ".repeat(BPMN_LIMITS.text + 1), name);
  return importBpmn(new Uint8Array(await file.arrayBuffer()), name);
}
