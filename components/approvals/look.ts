/** How kinds and ends of approvals look. */
import { BookOpenCheck, PenLine, Stamp, Vote, type LucideIcon } from "lucide-react";
import type { AnswerName, Approval, ApprovalKind } from "../data/approvals";
import type { Tone } from "../ui/badge";

export const KIND_ICONS: Readonly<Record<ApprovalKind, LucideIcon>> = { vote: Vote, approve: Stamp, sign: PenLine, acquaint: BookOpenCheck };
export const STATUS_TONES: Readonly<Record<Approval["status"], Tone>> = { open: "blue", passed: "green", refused: "red", returned: "orange", recalled: "gray" };
const ANSWER_TONES: Readonly<Partial<Record<AnswerName, Tone>>> = { approve: "green", for: "green", sign: "green", acknowledge: "green", reject: "red", against: "red", refuse: "red", sendBack: "orange" };
export const toneOfAnswer = (answer: AnswerName): Tone => ANSWER_TONES[answer] ?? "gray";
