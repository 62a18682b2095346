/** What the server would refuse about a file is known before it is sent: nobody waits for a hundred megabytes to hear "too large". */
import { accepts, type AttachmentOptions } from "../../runtime/fields/families/attachment";
import { FILE_LIMITS } from "../../runtime/files/limits";
import { ApiError } from "./api";

/** `options`: of the field it is for. @throws ApiError with the code and the details the server gives. */
export function checkFile(file: Pick<File, "size" | "type">, { accept, maxSize }: AttachmentOptions = {}): void {
  const maxBytes = Math.min(maxSize ?? FILE_LIMITS.bytes, FILE_LIMITS.bytes);
  if (file.size > maxBytes) throw new ApiError(413, { code: "request:tooLarge", maxBytes });
  // A browser that does not know the kind says nothing; the server looks into the file.
  if (file.type !== "" && !accepts(accept, file.type)) throw new ApiError(415, { code: "request:unsupportedType", accept });
}
