/**
 * Words by area. A third of all words are said only where the application is made and run (studio, administration); they come with those
 * pages, the others with every page. The designer's diagram is drawn on records, too.
 */
import { ADMIN_SECTIONS } from "../admin/sections";
import { STUDIO_SECTIONS } from "../studio/sections";

const WORKSHOP = /^(admin|calendars|decision|figures|studio)\./;
/** Names of its pages are said by what leads there. */
const SAID_EVERYWHERE: ReadonlySet<string> = new Set(["studio.title", ...[...ADMIN_SECTIONS, ...STUDIO_SECTIONS].map(({ label }) => label)]);

/** Publishing meets the changes of others wherever something is built in the browser. */
const OF_PUBLISHING = /^admin\.(choice\.|openConflicts$)/;

/** Does the word come with pages of the workshop only? */
export const isWorkshopWord = (key: string): boolean => WORKSHOP.test(key) && !SAID_EVERYWHERE.has(key) && !OF_PUBLISHING.test(key);
