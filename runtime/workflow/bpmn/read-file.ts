/** A file somebody gives us, whatever it is: BPMN, XPDL, or a picture by mistake. */
import { importXpdl, isXpdl } from "../xpdl/import";
import { decodeXml } from "./decode";
import { BPMN_LIMITS, importBpmn, type ImportedProcess } from "./import";
import { parseXml, XmlError, type Xml } from "./xml";

/** What a browser knows about a file. */
interface GivenFile {
  readonly size: number;
  arrayBuffer(): Promise<ArrayBuffer>;
}

/** Never throws for what a file says. A file too large is not even read. */
export async function readProcessFile(file: GivenFile, name: string): Promise<ImportedProcess> {
  // Twice, for encodings of two bytes a letter.
  if (file.size > 2 * BPMN_LIMITS.text) return importBpmn(" ".repeat(BPMN_LIMITS.text + 1), name);
  return readProcess(new Uint8Array(await file.arrayBuffer()), name);
}

export async function readProcess(bytes: Uint8Array, name: string): Promise<ImportedProcess> {
  const xpdl = bytes.length <= BPMN_LIMITS.text ? xpdlIn(bytes) : undefined;
  return xpdl ? importXpdl(xpdl, name) : importBpmn(bytes, name);
}

/** What is wrong with a file is said by the reader of BPMN. */
function xpdlIn(bytes: Uint8Array): Xml | undefined {
  try {
    const text = decodeXml(bytes);
    if (!/<(?:[\w-]+:)?Package[\s>]/.test(text.slice(0, 5000))) return undefined;
    const { root } = parseXml(text);
    return isXpdl(root) ? root : undefined;
  } catch (error) {
    if (error instanceof XmlError) return undefined;
    throw error;
  }
}
