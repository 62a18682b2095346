/** image: one uploaded picture, or several. Without `accept` it takes IMAGE_TYPES: SVG is left out, because it may carry scripts. */
import { attachmentType, type AttachmentOptions } from "../families/attachment";

export type ImageOptions = AttachmentOptions;

/** Media types of pictures that every browser shows. */
export const IMAGE_TYPES: readonly string[] = ["image/png", "image/jpeg", "image/gif", "image/webp", "image/avif"];

export const image = attachmentType<ImageOptions>({ name: "image", icon: "image", label: "Image" });
