/** image: one uploaded picture, or several. The media types that every browser shows are the default of `accept` in the options schema. */
import { attachmentType, type AttachmentOptions } from "../families/attachment";

export type ImageOptions = AttachmentOptions;

export const image = attachmentType<ImageOptions>({ name: "image", icon: "image", label: "Image" });
