import { describe, expect, it } from "vitest";
import type { TaskAttachment } from "../data/processes";
import { filesToSend, missingFiles } from "./missing-files";

const slot = (more: Partial<TaskAttachment>): TaskAttachment => ({ id: "a", label: "Contract", field: null, needed: true, files: [], ...more });

describe("files a task needs", () => {
  it("are missing until one is there or was sent, and only for the decisions that need them", () => {
    expect(missingFiles([slot({})], {}, undefined)).toEqual(["Contract"]);
    expect(missingFiles([slot({})], { a: ["f"] }, undefined)).toEqual([]);
    expect(missingFiles([slot({ files: [{ id: "f" }] })], {}, undefined)).toEqual([]);
    expect(missingFiles([slot({ needed: false })], {}, undefined)).toEqual([]);
    const forApproval = [slot({ needed: ["approve"] })];
    expect([missingFiles(forApproval, {}, "approve"), missingFiles(forApproval, {}, "reject")]).toEqual([["Contract"], []]);
  });

  it("are sent by attachment, and none when there are none", () => {
    expect(filesToSend({ a: [], b: undefined })).toBeUndefined();
    expect(filesToSend({ a: ["f"], b: [] })).toEqual({ a: ["f"] });
  });
});
