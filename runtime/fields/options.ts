/** JSON Schemas (2020-12) of the options of each field type; the settings panel, the metadata grammar and the reference are made from them. */
import type { FieldTypeName } from "./index";
import address from "./address/options.schema.json";
import anyReference from "./anyReference/options.schema.json";
import autonumber from "./autonumber/options.schema.json";
import children from "./children/options.schema.json";
import code from "./code/options.schema.json";
import file from "./file/options.schema.json";
import formula from "./formula/options.schema.json";
import geo from "./geo/options.schema.json";
import id from "./id/options.schema.json";
import image from "./image/options.schema.json";
import json from "./json/options.schema.json";
import personName from "./personName/options.schema.json";
import reference from "./reference/options.schema.json";
import references from "./references/options.schema.json";
import rollup from "./rollup/options.schema.json";
import secret from "./secret/options.schema.json";
import tags from "./tags/options.schema.json";
import translations from "./translations/options.schema.json";
import unit from "./unit/options.schema.json";
import user from "./user/options.schema.json";
import boolean from "./boolean/options.schema.json";
import color from "./color/options.schema.json";
import date from "./date/options.schema.json";
import dateTime from "./dateTime/options.schema.json";
import decimal from "./decimal/options.schema.json";
import duration from "./duration/options.schema.json";
import email from "./email/options.schema.json";
import integer from "./integer/options.schema.json";
import longText from "./longText/options.schema.json";
import markdown from "./markdown/options.schema.json";
import money from "./money/options.schema.json";
import multiSelect from "./multiSelect/options.schema.json";
import percent from "./percent/options.schema.json";
import phone from "./phone/options.schema.json";
import rating from "./rating/options.schema.json";
import richText from "./richText/options.schema.json";
import select from "./select/options.schema.json";
import text from "./text/options.schema.json";
import time from "./time/options.schema.json";
import url from "./url/options.schema.json";

export const fieldOptionSchemas = {
  boolean, color, date, dateTime, decimal, duration, email, integer, longText, markdown, money,
  multiSelect, percent, phone, rating, richText, select, text, time, url,
  address, anyReference, autonumber, children, code, file, formula, geo, id, image,
  json, personName, reference, references, rollup, secret, tags, translations, unit, user,
} as const satisfies Record<FieldTypeName, object>;
