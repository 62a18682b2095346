"use client";
/** Registry of the cells of field types: what shows a value. Small, because every list needs it at once; only field-cell reads it. */
import type { FieldTypeName } from "../../runtime/fields/index";
import { Cell as address } from "../../runtime/fields/address/cell";
import { Cell as anyReference } from "../../runtime/fields/anyReference/cell";
import { Cell as autonumber } from "../../runtime/fields/autonumber/cell";
import { Cell as boolean } from "../../runtime/fields/boolean/cell";
import { Cell as children } from "../../runtime/fields/children/cell";
import { Cell as code } from "../../runtime/fields/code/cell";
import { Cell as color } from "../../runtime/fields/color/cell";
import { Cell as date } from "../../runtime/fields/date/cell";
import { Cell as dateTime } from "../../runtime/fields/dateTime/cell";
import { Cell as decimal } from "../../runtime/fields/decimal/cell";
import { Cell as duration } from "../../runtime/fields/duration/cell";
import { Cell as email } from "../../runtime/fields/email/cell";
import { Cell as file } from "../../runtime/fields/file/cell";
import { Cell as formula } from "../../runtime/fields/formula/cell";
import { Cell as geo } from "../../runtime/fields/geo/cell";
import { Cell as id } from "../../runtime/fields/id/cell";
import { Cell as image } from "../../runtime/fields/image/cell";
import { Cell as integer } from "../../runtime/fields/integer/cell";
import { Cell as json } from "../../runtime/fields/json/cell";
import { Cell as longText } from "../../runtime/fields/longText/cell";
import { Cell as markdown } from "../../runtime/fields/markdown/cell";
import { Cell as money } from "../../runtime/fields/money/cell";
import { Cell as multiSelect } from "../../runtime/fields/multiSelect/cell";
import { Cell as percent } from "../../runtime/fields/percent/cell";
import { Cell as personName } from "../../runtime/fields/personName/cell";
import { Cell as phone } from "../../runtime/fields/phone/cell";
import { Cell as rating } from "../../runtime/fields/rating/cell";
import { Cell as reference } from "../../runtime/fields/reference/cell";
import { Cell as references } from "../../runtime/fields/references/cell";
import { Cell as richText } from "../../runtime/fields/richText/cell";
import { Cell as rollup } from "../../runtime/fields/rollup/cell";
import { Cell as secret } from "../../runtime/fields/secret/cell";
import { Cell as select } from "../../runtime/fields/select/cell";
import { Cell as tags } from "../../runtime/fields/tags/cell";
import { Cell as text } from "../../runtime/fields/text/cell";
import { Cell as time } from "../../runtime/fields/time/cell";
import { Cell as translations } from "../../runtime/fields/translations/cell";
import { Cell as unit } from "../../runtime/fields/unit/cell";
import { Cell as url } from "../../runtime/fields/url/cell";
import { Cell as user } from "../../runtime/fields/user/cell";
import type { CellType } from "./contract";

export const fieldCells = {
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
} as const satisfies Record<FieldTypeName, CellType>;
