"use client";
/** Registry of what edits values of field types; loaded when something is edited. Only field-control and filter-input read it. */
import type { FieldTypeName } from "../../runtime/fields/index";
import * as address from "../../runtime/fields/address/ui";
import * as anyReference from "../../runtime/fields/anyReference/ui";
import * as autonumber from "../../runtime/fields/autonumber/ui";
import * as boolean from "../../runtime/fields/boolean/ui";
import * as children from "../../runtime/fields/children/ui";
import * as code from "../../runtime/fields/code/ui";
import * as color from "../../runtime/fields/color/ui";
import * as date from "../../runtime/fields/date/ui";
import * as dateTime from "../../runtime/fields/dateTime/ui";
import * as decimal from "../../runtime/fields/decimal/ui";
import * as duration from "../../runtime/fields/duration/ui";
import * as email from "../../runtime/fields/email/ui";
import * as file from "../../runtime/fields/file/ui";
import * as formula from "../../runtime/fields/formula/ui";
import * as geo from "../../runtime/fields/geo/ui";
import * as id from "../../runtime/fields/id/ui";
import * as image from "../../runtime/fields/image/ui";
import * as integer from "../../runtime/fields/integer/ui";
import * as json from "../../runtime/fields/json/ui";
import * as longText from "../../runtime/fields/longText/ui";
import * as markdown from "../../runtime/fields/markdown/ui";
import * as money from "../../runtime/fields/money/ui";
import * as multiSelect from "../../runtime/fields/multiSelect/ui";
import * as percent from "../../runtime/fields/percent/ui";
import * as personName from "../../runtime/fields/personName/ui";
import * as phone from "../../runtime/fields/phone/ui";
import * as rating from "../../runtime/fields/rating/ui";
import * as reference from "../../runtime/fields/reference/ui";
import * as references from "../../runtime/fields/references/ui";
import * as richText from "../../runtime/fields/richText/ui";
import * as rollup from "../../runtime/fields/rollup/ui";
import * as secret from "../../runtime/fields/secret/ui";
import * as select from "../../runtime/fields/select/ui";
import * as tags from "../../runtime/fields/tags/ui";
import * as text from "../../runtime/fields/text/ui";
import * as time from "../../runtime/fields/time/ui";
import * as translations from "../../runtime/fields/translations/ui";
import * as unit from "../../runtime/fields/unit/ui";
import * as url from "../../runtime/fields/url/ui";
import * as user from "../../runtime/fields/user/ui";
import type { FieldUi } from "./contract";

export const fieldUis = {
  address,
  anyReference,
  autonumber,
  boolean,
  children,
  code,
  color,
  date,
  dateTime,
  decimal,
  duration,
  email,
  file,
  formula,
  geo,
  id,
  image,
  integer,
  json,
  longText,
  markdown,
  money,
  multiSelect,
  percent,
  personName,
  phone,
  rating,
  reference,
  references,
  richText,
  rollup,
  secret,
  select,
  tags,
  text,
  time,
  translations,
  unit,
  url,
  user,
} as const satisfies Record<FieldTypeName, FieldUi>;
