/** docs/limits.md, from the constants that enforce the limits: the table cannot say anything else than the code does. */
import { ACTIVITY_LIMITS } from "../../runtime/activity/limits";
import { API_KEY_MAX_DAYS } from "../../runtime/auth/api-keys";
import { ATTEMPT_RULES } from "../../runtime/auth/lockout";
import { PASSWORD_MAX_LENGTH } from "../../runtime/auth/password";
import { BULK_LIMIT } from "../../runtime/entities/bulk";
import { SETTLE_LIMIT } from "../../runtime/entities/settle";
import { EVENT_LIMITS } from "../../runtime/events/hub";
import { NOTIFICATION_LIMITS } from "../../runtime/notifications/limits";
import { EXCHANGE_LIMITS } from "../../runtime/exchange/limits";
import { CONDITION_LIMITS } from "../../runtime/expressions/condition";
import { TEMPLATE_LIMITS } from "../../runtime/expressions/template/parse";
import { FORMULA_LIMITS } from "../../runtime/expressions/formula/issues";
import { JSON_LIMITS } from "../../runtime/fields/json/field";
import { LONG_TEXT_MAX_LENGTH } from "../../runtime/fields/longText/field";
import { RICH_TEXT_MAX_LENGTH } from "../../runtime/fields/richText/field";
import { TEXT_MAX_LENGTH } from "../../runtime/fields/text/field";
import { FILE_LIMITS } from "../../runtime/files/limits";
import { DOCUMENT_LIMITS } from "../../runtime/model/source";
import { ARCHIVE_LIMITS } from "../../runtime/packs/archive/archive";
import { PROMOTION_LIMITS } from "../../runtime/packs/promotion/reference-data";
import { PACK_LIMITS } from "../../runtime/publish/pack-folder";
import { BPMN_LIMITS } from "../../runtime/workflow/bpmn/import";
import { XML_LIMITS } from "../../runtime/workflow/bpmn/xml";
import { ANALYSIS_LIMITS } from "../../runtime/workflow/dmn/analyse";
import { DECISION_LIMITS } from "../../runtime/workflow/dmn/check";
import { SCRIPT_LIMITS } from "../../runtime/workflow/engine/script";
import { CALENDAR_LIMITS } from "../../runtime/calendars/limits";
import { PROCESS_STORE_LIMITS } from "../../runtime/processes/limits";
import { PROCESS_LIMITS } from "../../runtime/workflow/engine/limits";
import { QUERY_LIMITS } from "../../runtime/queries";
import { SERVER_LIMITS, WORKSPACE_LIMITS } from "../../server/limits";

type Row = readonly [what: string, limit: string, above: string];

const number = (value: number): string => value.toLocaleString("en-US");
const bytes = (value: number): string => (value >= 1_048_576 ? `${number(value / 1_048_576)} MB` : `${number(value / 1024)} kB`);

const TOO_LARGE = "413 `request:tooLarge`";
const BAD_REQUEST = "400 `request:malformed`";
const BAD_QUERY = "400 `query:invalid`";
const BAD_INPUT = "422 `input:invalid`";
const BAD_METADATA = "422 `metadata:invalid`";
const TOO_MUCH = "422 `limit:exceeded`";

const GROUPS: Readonly<Record<string, readonly Row[]>> = {
  "Requests": [
    ["Body that is no file", bytes(SERVER_LIMITS.body), TOO_LARGE],
    ["Requests of one caller in a minute (`METALOOM_REQUESTS_PER_MINUTE`)", number(SERVER_LIMITS.requestsPerMinute), "429 `request:tooMany` with `Retry-After`; sign-in and letters have narrower limits of their own"],
    ["Time for a request to arrive", `${SERVER_LIMITS.requestSeconds} s`, "the connection is closed"],
    ["Name or id in an address", `${SERVER_LIMITS.addressPart} characters`, "404"],
    ["Workspaces a server keeps open at once", number(WORKSPACE_LIMITS.open), "the one that rested longest is closed; 503 `unavailable:feature` when all are in use"],
    ["Time after which a workspace at rest is closed", `${WORKSPACE_LIMITS.idleMinutes} min`, "the next request opens it again"],
  ],
  "Lists, search, aggregates": [
    ["Records on a page", number(QUERY_LIMITS.limit), `${BAD_REQUEST}; go on with \`nextCursor\``],
    ["Fields asked for", number(QUERY_LIMITS.fields), BAD_QUERY],
    ["Fields sorted by", number(QUERY_LIMITS.sort), BAD_QUERY],
    ["Text searched for", `${number(QUERY_LIMITS.search)} characters`, BAD_REQUEST],
    ["Groups of an aggregate", number(QUERY_LIMITS.groups), BAD_INPUT],
    ["Measures of an aggregate", number(QUERY_LIMITS.measures), BAD_INPUT],
    ["Rows of an aggregate", number(QUERY_LIMITS.aggregateRows), "the rest is left out"],
  ],
  "Conditions": [
    ["Levels inside each other", number(CONDITION_LIMITS.depth), BAD_QUERY],
    ["Tests in one condition", number(CONDITION_LIMITS.leaves), BAD_QUERY],
    ["Items of a list operand", number(CONDITION_LIMITS.listItems), BAD_QUERY],
    ["References a path leads through", number(CONDITION_LIMITS.pathHops), BAD_QUERY],
  ],
  "Comments, notes and files of records": [
    ["Characters of a comment or note", number(ACTIVITY_LIMITS.body), BAD_INPUT],
    ["People named in one", number(ACTIVITY_LIMITS.mentions), BAD_INPUT],
    ["Files of one", number(ACTIVITY_LIMITS.files), TOO_MUCH],
    ["Different reactions of one person to one", number(ACTIVITY_LIMITS.reactions), TOO_MUCH],
    ["Files of a record outside its fields", number(ACTIVITY_LIMITS.attachments), TOO_MUCH],
    ["Versions of a file", number(ACTIVITY_LIMITS.versions), TOO_MUCH],
    ["Entries on a page of the timeline", number(ACTIVITY_LIMITS.page), `${BAD_REQUEST}; go on with \`nextCursor\``],
    ["Newest comments and notes that the search looks through", number(ACTIVITY_LIMITS.searched), "older ones are not found"],
    ["Silence after which somebody no longer counts as looking at a record", `${ACTIVITY_LIMITS.presenceSeconds} s`, "left out of the list"],
  ],
  "Records": [
    ["Records in one bulk request", number(BULK_LIMIT), BAD_INPUT],
    ["Records computed again by one change (rollups, stored formulas)", number(SETTLE_LIMIT), `${TOO_MUCH}; nothing is saved`],
    ["Text, unless the field says less", `${number(TEXT_MAX_LENGTH)} characters`, BAD_INPUT],
    ["Long text", `${number(LONG_TEXT_MAX_LENGTH)} characters`, BAD_INPUT],
    ["Rich text", `${number(RICH_TEXT_MAX_LENGTH)} characters`, BAD_INPUT],
    ["JSON value", `${bytes(JSON_LIMITS.size)}, ${JSON_LIMITS.depth} levels`, BAD_INPUT],
  ],
  "Files, import, export": [
    ["One file", bytes(FILE_LIMITS.bytes), TOO_LARGE],
    ["Name of a file", `${FILE_LIMITS.name} characters`, "cut"],
    ["Time until an uploaded file must be in a record", `${FILE_LIMITS.stagedHours} h`, "the file is forgotten"],
    ["File to import", bytes(EXCHANGE_LIMITS.importBytes), TOO_LARGE],
    ["JSON file to import", bytes(EXCHANGE_LIMITS.jsonBytes), BAD_INPUT],
    ["Rows of one import or export", number(EXCHANGE_LIMITS.rows), `${BAD_INPUT} (import), ${TOO_MUCH} (export)`],
    ["Columns of a file", number(EXCHANGE_LIMITS.columns), BAD_INPUT],
    ["One row of a text file", `${number(EXCHANGE_LIMITS.rowCharacters)} characters`, BAD_INPUT],
    ["Bytes a spreadsheet unpacks to", bytes(EXCHANGE_LIMITS.unpackedBytes), BAD_INPUT],
    ["Parts of a spreadsheet", number(EXCHANGE_LIMITS.zipEntries), BAD_INPUT],
    ["How many times its size a spreadsheet above 10 MB unpacks to", number(EXCHANGE_LIMITS.zipRatio), BAD_INPUT],
    ["Rows imported in one transaction", `${number(EXCHANGE_LIMITS.batch)}, up to ${number(EXCHANGE_LIMITS.maxBatch)} when asked for`, BAD_INPUT],
  ],
  "Event stream": [
    ["Streams of one process", number(EVENT_LIMITS.subscribers), "429 `request:tooMany`"],
    ["Streams of one person", number(EVENT_LIMITS.perPerson), "429 `request:tooMany`"],
    ["Changes told after a break", number(EVENT_LIMITS.behind), "an event `reset`: read everything again"],
    ["People told by one rule of one event", number(NOTIFICATION_LIMITS.recipients), "the rest is not told"],
    ["Reminders of one person on a record", number(NOTIFICATION_LIMITS.remindersPerRecord), "422 `input:invalid`"],
    ["Days notifications are kept", number(NOTIFICATION_LIMITS.keptDays), "forgotten"],
  ],
  "Metadata": [
    ["One document", bytes(DOCUMENT_LIMITS.bytes), BAD_METADATA],
    ["Documents of an installation", number(DOCUMENT_LIMITS.documents), BAD_METADATA],
    ["Files of a pack", number(PACK_LIMITS.files), BAD_METADATA],
    ["A pack as a whole", bytes(PACK_LIMITS.totalBytes), BAD_METADATA],
    ["A pack as an archive (.tgz, .zip)", bytes(ARCHIVE_LIMITS.packedBytes), BAD_METADATA],
    ["Records of one entity in a promotion", number(PROMOTION_LIMITS.records), "422 `limit:exceeded`"],
    ["What an archive may unpack to", bytes(ARCHIVE_LIMITS.unpackedBytes), BAD_METADATA],
    ["Formula", `${number(FORMULA_LIMITS.text)} characters, ${number(FORMULA_LIMITS.depth)} nested parts`, BAD_METADATA],
    ["Work of one formula", `${number(FORMULA_LIMITS.steps)} steps`, TOO_MUCH],
    ["Text or list a formula makes", `${number(FORMULA_LIMITS.textLength)} characters, ${number(FORMULA_LIMITS.listLength)} items`, TOO_MUCH],
  ],
  Processes: [
    ["Nodes of a process", number(PROCESS_LIMITS.nodes), BAD_METADATA],
    ["BPMN file", `${number(BPMN_LIMITS.text)} characters`, BAD_INPUT],
    ["Elements of a BPMN or DMN file", `${number(XML_LIMITS.elements)}, ${number(XML_LIMITS.depth)} inside each other`, BAD_INPUT],
    ["Assignments of a script", number(SCRIPT_LIMITS.lines), BAD_METADATA],
    ["Rules of a decision compared with each other for overlaps and gaps", `${number(ANALYSIS_LIMITS.rules)}; ${number(ANALYSIS_LIMITS.combinations)} combinations`, "it is not told where they overlap"],
    ["Template of a document", `${number(TEMPLATE_LIMITS.length)} characters, ${number(TEMPLATE_LIMITS.tags)} tags, ${number(TEMPLATE_LIMITS.depth)} loops and choices inside each other`, BAD_METADATA],
    ["A document made of it", `${number(TEMPLATE_LIMITS.output)} characters, ${number(TEMPLATE_LIMITS.rows)} line items of a list`, "an incident"],
    ["Rules of a decision", `${number(DECISION_LIMITS.rules)}; ${number(DECISION_LIMITS.columns)} inputs, ${number(DECISION_LIMITS.columns)} outputs`, BAD_METADATA],
    ["Rounds of a repeated activity", number(PROCESS_LIMITS.rounds), "an incident"],
    ["Rounds of a parallel repetition at once", number(PROCESS_LIMITS.roundsAtOnce), "the next begins when one ends"],
    ["Steps before somebody has to do something", number(PROCESS_LIMITS.automaticSteps), "taken for an endless loop: an incident; rounds of a repeated activity have their own limit and do not count"],
    ["Steps in one go", number(PROCESS_LIMITS.stepsPerCall), "goes on in the next transaction"],
    ["Steps of an instance in one transaction", number(PROCESS_STORE_LIMITS.eventsPerTransaction), "goes on in the next transaction; ten that ask nothing of the database count as one"],
    ["Starts of processes, or tasks finished, in one request", number(PROCESS_STORE_LIMITS.many), BAD_INPUT],
    ["People who may or must do one task", number(PROCESS_STORE_LIMITS.candidates), "the first ones do"],
    ["Tries of a step outside the database", number(PROCESS_STORE_LIMITS.attempts), "an incident"],
    ["Processes that begin one another, one after the other", number(PROCESS_STORE_LIMITS.generations), "the next is not begun; a step that would start it becomes an incident"],
    ["Records a step may find", number(PROCESS_STORE_LIMITS.found), "the first ones are found"],
    ["Instances over which figures of a process are made", number(PROCESS_STORE_LIMITS.figures), "the newest of the period are counted, and the screen says so"],
    ["Years a working calendar is reckoned ahead", number(CALENDAR_LIMITS.years), "the term ends there"],
    ["Days a message nobody waits for is kept", number(PROCESS_STORE_LIMITS.messageDays), "it is forgotten"],
    ["States the soundness check looks at", number(PROCESS_LIMITS.checkedStates), "a warning that it was checked in part"],
  ],
  "Sign-in": [
    ["Failed attempts for one account", number(ATTEMPT_RULES.account.limit), `locked for ${ATTEMPT_RULES.account.lockSeconds} s, doubling up to ${ATTEMPT_RULES.account.maxLockSeconds / 60} min`],
    ["Failed attempts from one network", number(ATTEMPT_RULES.network.limit), `locked for ${ATTEMPT_RULES.network.lockSeconds} s, doubling up to ${ATTEMPT_RULES.network.maxLockSeconds / 60} min`],
    ["Letters with a link to one address", number(ATTEMPT_RULES.mail.limit), `none for ${ATTEMPT_RULES.mail.lockSeconds / 60} min; the answer stays the same`],
    ["Password", `${PASSWORD_MAX_LENGTH} characters`, BAD_INPUT],
    ["Life of an API key", `${API_KEY_MAX_DAYS} days`, BAD_INPUT],
  ],
};

const HEAD = `# Limits

Generated by \`npm run gen\` from the constants that enforce them; do not edit.

A limit is enforced at the door: what is above it gets an answer that says so, and changes nothing. Errors are problem documents
with a pointer, a sentence and a remedy; \`tests/integration/bad-input.test.ts\` and its neighbours show them.
`;

const TAIL = `## Time in the database

A statement is stopped after 30 seconds (422 \`limit:exceeded\`), a change waits at most 5 seconds for somebody else's (503
\`unavailable:database\`), a transaction nobody works on ends after 60 seconds. Publishing and migrations have no limit of that kind.

## Who may read the description of the API

\`/api/openapi.json\` and \`/api/docs\` tell the shapes of all entities, never values, and ask nobody who he is. Whoever does not want
that shuts the two addresses at the proxy.
`;

const table = ([title, rows]: [string, readonly Row[]]): string =>
  [`## ${title}`, "", "| what | limit | above |", "|---|---|---|", ...rows.map((row) => `| ${row.join(" | ")} |`), ""].join("\n");

export const limits = async (): Promise<Record<string, string>> => ({ "docs/limits.md": [HEAD, ...Object.entries(GROUPS).map(table), TAIL].join("\n") });
