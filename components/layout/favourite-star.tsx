"use client";
import { Star } from "lucide-react";
import { useFavourite, type Place } from "../data/desk";
import { useT } from "../i18n/provider";
import { Button } from "../ui/button";
import { cn } from "../ui/cn";
import { useToast } from "../ui/toast";

/** Puts the record among the favourites, or takes it out. */
export function FavouriteStar(place: Place) {
  const t = useT();
  const toast = useToast();
  const [marked, toggle] = useFavourite(place);
  const press = () => void toggle().catch((error: Error) => toast({ tone: "danger", title: t("record.notDone"), text: error.message }));
  return (
    <Button data-tour="star" variant="ghost" size="icon" aria-pressed={marked} aria-label={t("favourite.star")} onClick={press}>
      <Star className={cn(marked && "fill-(--star) text-(--star)")} />
    </Button>
  );
}
