/** Registry of triggers: what each says about itself. To add one: make its folder, a line in options.ts, here and in behaviours.ts. */
import { timer } from "./timer/definition";
import { message } from "./message/definition";
import { signal } from "./signal/definition";
import { error } from "./error/definition";
import { escalation } from "./escalation/definition";
import { compensation } from "./compensation/definition";
import { conditional } from "./conditional/definition";
import { link } from "./link/definition";
import { cancel } from "./cancel/definition";
import { terminate } from "./terminate/definition";
import type { TriggerType } from "./options";
import type { TriggerDefinition } from "./trigger-type";

export const triggerDefinitions: { readonly [T in TriggerType]: TriggerDefinition<T> } = { timer, message, signal, error, escalation, compensation, conditional, link, cancel, terminate };
