/**
 * Previews: which contents a browser may show inside the product, and as what. Browser-safe. Everything else is downloaded.
 * Texts are always sent as plain text, whatever they call themselves.
 */
export type PreviewKind = "image" | "pdf" | "video" | "audio" | "text";

const KINDS: Readonly<Record<string, PreviewKind>> = {
  "image/png": "image", "image/jpeg": "image", "image/gif": "image", "image/webp": "image", "image/avif": "image", "image/bmp": "image",
  "application/pdf": "pdf",
  "video/mp4": "video", "video/webm": "video", "video/quicktime": "video",
  "audio/mpeg": "audio", "audio/wav": "audio", "audio/ogg": "audio", "audio/mp4": "audio",
  "text/plain": "text", "text/csv": "text", "text/markdown": "text", "application/json": "text", "application/xml": "text",
};

/** How contents of this type are shown; undefined when they are only downloaded. */
export const previewKind = (mediaType: string): PreviewKind | undefined => (Object.hasOwn(KINDS, mediaType) ? KINDS[mediaType] : undefined);

/** Content-Type of the preview. Texts of any alphabet are UTF-8 here; others show wrong letters, but run nothing. */
export const previewType = (mediaType: string): string => (previewKind(mediaType) === "text" ? "text/plain; charset=utf-8" : mediaType);

/**
 * Content-Security-Policy of the preview. A sandbox without permissions has no scripts and no origin. Browsers refuse to start their
 * own PDF viewer in a sandbox; it runs apart from the page, so a PDF is held by the rest of the policy.
 */
export function previewPolicy(mediaType: string): string {
  const base = "default-src 'none'; img-src 'self'; media-src 'self'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'";
  return previewKind(mediaType) === "pdf" ? `${base}; object-src 'self'` : `${base}; sandbox`;
}
