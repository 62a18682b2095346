import { ApiError } from "../data/api";
import { checkFile } from "../data/file-check";

export interface Uploaded {
  readonly id: string;
  readonly name: string;
  readonly size: number;
  readonly mediaType: string;
}

export interface Sending {
  readonly done: Promise<Uploaded>;
  abort(): void;
}

/** Sends one file and tells how far it is (0 to 1). XMLHttpRequest, because fetch does not tell. */
export function sendFile(file: File, onProgress: (part: number) => void): Sending {
  try {
    checkFile(file);
  } catch (refusal) {
    return { done: Promise.reject(refusal as ApiError), abort: () => undefined };
  }
  const request = new XMLHttpRequest();
  const done = new Promise<Uploaded>((resolve, reject) => {
    request.upload.onprogress = (event) => event.lengthComputable && onProgress(event.loaded / event.total);
    request.onload = () => {
      const answer = parsed(request.responseText);
      if (request.status >= 200 && request.status < 300) resolve(answer as unknown as Uploaded);
      else reject(new ApiError(request.status, answer));
    };
    request.onerror = () => reject(new ApiError(0, {}));
    request.onabort = () => reject(new DOMException("aborted", "AbortError"));
  });
  const form = new FormData();
  // A picture from the clipboard has no name of its own.
  form.set("file", file, file.name || "image.png");
  request.open("POST", "/api/v1/files");
  request.setRequestHeader("X-Requested-With", "metaloom");
  request.send(form);
  return { done, abort: () => request.abort() };
}

function parsed(text: string): Record<string, unknown> {
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    return {};
  }
}
