/** Zip archives, also such as no honest program writes. */
import { crc32, deflateRawSync } from "node:zlib";

export interface ZipPart {
  readonly name: string;
  readonly bytes: Uint8Array;
  /** What the directory says the part unpacks to; the truth unless given. */
  readonly claims?: number;
  /** The directory points at the bytes of the part before. */
  readonly overlaps?: boolean;
}

const part = (name: string, text: string): ZipPart => ({ name, bytes: Buffer.from(text) });

export function zip(parts: readonly ZipPart[]): Buffer {
  const bodies: Buffer[] = [];
  const directory: Buffer[] = [];
  let [offset, last] = [0, 0];
  for (const { name, bytes, claims = bytes.length, overlaps } of parts) {
    const packed = deflateRawSync(bytes, { level: 9 });
    const fields = Buffer.alloc(26);
    fields.writeUInt16LE(20, 0);
    fields.writeUInt16LE(8, 4);
    fields.writeUInt32LE(crc32(bytes), 10);
    fields.writeUInt32LE(packed.length, 14);
    fields.writeUInt32LE(claims, 18);
    fields.writeUInt16LE(Buffer.byteLength(name), 22);
    if (!overlaps) {
      last = offset;
      const body = Buffer.concat([Buffer.from("PK\x03\x04"), fields, Buffer.from(name), packed]);
      bodies.push(body);
      offset += body.length;
    }
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(last, 10);
    directory.push(Buffer.concat([Buffer.from("PK\x01\x02"), Buffer.from([20, 0]), fields, tail, Buffer.from(name)]));
  }
  const size = directory.reduce((sum, entry) => sum + entry.length, 0);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(parts.length, 4);
  end.writeUInt16LE(parts.length, 6);
  end.writeUInt32LE(size, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...bodies, ...directory, Buffer.from("PK\x05\x06"), end]);
}

/** A workbook with one sheet, whose XML is given. */
export const workbook = (sheet: string, more: readonly ZipPart[] = []): Buffer => zip([
  part("xl/workbook.xml", '<workbook xmlns:r="x"><sheets><sheet name="a" r:id="r1"/></sheets></workbook>'),
  part("xl/_rels/workbook.xml.rels", '<Relationships><Relationship Id="r1" Target="worksheets/s.xml"/></Relationships>'),
  part("xl/worksheets/s.xml", sheet),
  ...more,
]);
