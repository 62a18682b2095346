/** Imported by what edits records at once: from then on forms can be written into. */
import { provideControl } from "./control-slot";
import { FieldControl } from "./field-control";

provideControl(FieldControl);
