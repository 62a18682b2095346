/** Files on their way to the server. Who saves a form meanwhile means them too: saving waits until they have arrived. */

const underWay = new Set<Promise<boolean>>();

/** Counts the work among what is under way, until it ends; gives it back. */
export function whileSending<T>(work: Promise<T>): Promise<T> {
  const ended = work.then(() => true, () => false);
  underWay.add(ended);
  void ended.then(() => underWay.delete(ended));
  return work;
}

/** Waits for what is under way now. False when something did not arrive; whoever sends it says why. */
export async function allSent(): Promise<boolean> {
  if (underWay.size === 0) return true;
  return (await Promise.all(underWay)).every(Boolean);
}
