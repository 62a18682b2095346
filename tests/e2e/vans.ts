/** A small pack as a file, which sends and schedules, and so asks for leave to. */
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

const DOCUMENTS = {
  "pack.json": { id: "vans", name: "vans", version: "1.0.0", label: "Vans", language: "en", capabilities: { send: ["email"], schedule: true } },
  "entities/van/entity.json": { id: "van", name: "van", label: "Van", plural: "Vans", icon: "truck", titleField: "name", fields: [{ id: "name", name: "name", type: "text", label: "Name" }, { id: "due", name: "due", type: "date", label: "Due" }] },
  "notifications/due.json": { id: "vans.due", name: "due", label: "Due", entity: "van", on: { event: "due", field: "due" }, to: [{ who: "owner" }], channels: { email: "now" }, title: "{name}" },
};

/** `vans.tgz`, as people pack folders: by tar. */
export function vansArchive(): Buffer {
  const folder = mkdtempSync(join(tmpdir(), "metaloom-vans-"));
  for (const [path, document] of Object.entries(DOCUMENTS)) {
    mkdirSync(dirname(join(folder, "vans", path)), { recursive: true });
    writeFileSync(join(folder, "vans", path), JSON.stringify(document));
  }
  const bytes = execFileSync("tar", ["-czf", "-", "-C", folder, "vans"]);
  rmSync(folder, { recursive: true });
  return bytes;
}
