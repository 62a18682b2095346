import { refStorage } from "../families/relation-sql";
import type { ReferenceOptions } from "./field";

export const referenceStorage = refStorage<ReferenceOptions>((options) => options.entity);
