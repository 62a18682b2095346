/** Registry of channels. */
import type { ChannelName } from "../../model/kinds/notification/model";
import type { Channel } from "./channel";
import { email } from "./email/channel";
import { internal } from "./internal/channel";

export const channels: Readonly<Record<ChannelName, Channel>> = { internal, email };
export const CHANNEL_NAMES = Object.keys(channels) as readonly ChannelName[];
