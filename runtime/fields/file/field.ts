/** file: one uploaded file, or several. */
import { attachmentType, type AttachmentOptions } from "../families/attachment";

export type FileOptions = AttachmentOptions;

export const file = attachmentType<FileOptions>({ name: "file", icon: "paperclip", label: "File" });
