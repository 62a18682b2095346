import { attachmentStorage } from "../families/attachment-sql";
import type { ImageOptions } from "./field";

export const imageStorage = attachmentStorage<ImageOptions>();
