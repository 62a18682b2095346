/** Every kind of collegial action. A kind is a folder and its line here. */
import { acquaint } from "./acquaint/index";
import { approve } from "./approve/index";
import { sign } from "./sign/index";
import { vote } from "./vote/index";

export const COLLEGIAL_KINDS = { vote, approve, sign, acquaint } as const;
export type CollegialKindName = keyof typeof COLLEGIAL_KINDS;
export const COLLEGIAL_KIND_NAMES = Object.keys(COLLEGIAL_KINDS) as readonly CollegialKindName[];
