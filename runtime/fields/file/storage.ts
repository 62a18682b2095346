import { attachmentStorage } from "../families/attachment-sql";
import type { FileOptions } from "./field";

export const fileStorage = attachmentStorage<FileOptions>();
