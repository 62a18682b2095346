/**
 * Services: what a service task can have done. What each says about itself is here (palette, property panel, checks); the hands
 * that do it are the server's (runtime/processes/services).
 *
 * - *setting*: one thing a service must be told. Its kind says what may be written and how it is checked.
 * - *source*: where a value comes from: `{ "value": 5 }`, or `{ "formula": "amount * 2" }` over the variables.
 */
type SettingKind =
  /** Name of an entity; left out: that of the process. */
  | "entity"
  /** Field name → source. */
  | "fields"
  /** Variable name → source. */
  | "values"
  /** Condition on records; operands `{ "param": … }` are variables. */
  | "condition"
  /** FEEL text. */
  | "formula"
  /** A literal, or `{ "formula": … }`. */
  | "text"
  /** Name of a variable. */
  | "name"
  | "number"
  /** Name of an action of the entity. */
  | "action"
  /** Name of a process. */
  | "process"
  /** Name of a template of documents; its entity is that of the service. */
  | "template"
  /** Name of a field that holds files. */
  | "fileField"
  | "method";

export interface ServiceSetting {
  readonly name: string;
  readonly kind: SettingKind;
  readonly label: string;
  readonly required?: true;
}

export interface ServiceDefinition {
  readonly label: string;
  /** Capability a pack must ask for to use it; see runtime/model/capabilities.ts. */
  readonly asks?: "send" | "call";
  /** One sentence for the palette. */
  readonly help: string;
  /** lucide icon name. */
  readonly icon: string;
  readonly settings: readonly ServiceSetting[];
}

const entity: ServiceSetting = { name: "entity", kind: "entity", label: "Entity" };
const record: ServiceSetting = { name: "record", kind: "formula", label: "Record (its id); the record of the process when left out" };
const result: ServiceSetting = { name: "as", kind: "name", label: "Variable for the result" };

export const serviceDefinitions = {
  createRecord: { label: "Create a record", help: "Makes a new record.", icon: "file-plus", settings: [{ ...entity, required: true }, { name: "set", kind: "fields", label: "Values", required: true }, result] },
  updateRecord: { label: "Change a record", help: "Changes fields of a record.", icon: "file-pen", settings: [entity, record, { name: "set", kind: "fields", label: "Values", required: true }] },
  deleteRecord: { label: "Delete a record", help: "Puts a record into the trash.", icon: "file-x", settings: [entity, record] },
  findRecords: { label: "Find records", help: "Looks for records and keeps them in a variable.", icon: "file-search", settings: [{ ...entity, required: true }, { name: "filter", kind: "condition", label: "Which" }, { name: "limit", kind: "number", label: "At most" }, { ...result, required: true }] },
  runAction: { label: "Run an action", help: "Runs an action of the record.", icon: "play", settings: [entity, record, { name: "action", kind: "action", label: "Action", required: true }, { name: "parameters", kind: "values", label: "Parameters" }] },
  setVariables: { label: "Calculate", help: "Gives variables new values.", icon: "calculator", settings: [{ name: "set", kind: "values", label: "Values", required: true }] },
  sendMail: { label: "Send an e-mail", help: "Sends a letter.", icon: "mail", asks: "send", settings: [{ name: "to", kind: "text", label: "To", required: true }, { name: "subject", kind: "text", label: "Subject", required: true }, { name: "text", kind: "text", label: "Text", required: true }] },
  callWebhook: { label: "Call a web address", help: "Calls another system and waits for its answer.", icon: "webhook", asks: "call", settings: [{ name: "url", kind: "text", label: "Address", required: true }, { name: "method", kind: "method", label: "Method" }, { name: "body", kind: "values", label: "What is sent" }, result] },
  generateDocument: { label: "Make a document", help: "Fills in a template and puts the file on the record.", icon: "file-text", settings: [{ name: "template", kind: "template", label: "Template", required: true }, record, { name: "field", kind: "fileField", label: "Field for the file; the files of the record when left out" }, result] },
  startProcess: { label: "Start a process", help: "Starts another process and does not wait for it.", icon: "workflow", settings: [{ name: "process", kind: "process", label: "Process", required: true }, { name: "variables", kind: "values", label: "Variables" }] },
} as const satisfies Readonly<Record<string, ServiceDefinition>>;

export type ServiceName = keyof typeof serviceDefinitions;
export const isServiceName = (name: string): name is ServiceName => Object.hasOwn(serviceDefinitions, name);
export const WEB_METHODS = ["POST", "PUT", "PATCH", "GET", "DELETE"] as const;
