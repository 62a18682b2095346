/** Registry of triggers: what each does. */
import { timerBehaviour } from "./timer/behaviour";
import { messageBehaviour } from "./message/behaviour";
import { signalBehaviour } from "./signal/behaviour";
import { errorBehaviour } from "./error/behaviour";
import { escalationBehaviour } from "./escalation/behaviour";
import { compensationBehaviour } from "./compensation/behaviour";
import { conditionalBehaviour } from "./conditional/behaviour";
import { linkBehaviour } from "./link/behaviour";
import { cancelBehaviour } from "./cancel/behaviour";
import { terminateBehaviour } from "./terminate/behaviour";
import type { TriggerType } from "./options";
import type { TriggerBehaviour } from "./trigger-type";

export const triggerBehaviours: { readonly [T in TriggerType]: TriggerBehaviour<T> } = {
  timer: timerBehaviour,
  message: messageBehaviour,
  signal: signalBehaviour,
  error: errorBehaviour,
  escalation: escalationBehaviour,
  compensation: compensationBehaviour,
  conditional: conditionalBehaviour,
  link: linkBehaviour,
  cancel: cancelBehaviour,
  terminate: terminateBehaviour,
};
