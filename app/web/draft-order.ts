export type Arranging =
  | { kind: "move"; by: -1 | 1 }
  /** Dragged: every key in the order that is wished. */
  | { kind: "order"; keys: readonly string[] }
  | { kind: "pin"; pinned: boolean }
  | { kind: "drop"; dropped: boolean }
  | { kind: "note"; note: string };

interface Item {
  key: string;
  pinned: boolean;
}

interface ArrangedItem {
  key: string;
  note?: string;
  pinned?: boolean;
  dropped?: boolean;
}

/** All items in the order that is wished now, with what has changed about this one. Pinned ones stay before the others. */
export function arranged(items: readonly Item[], key: string, how: Arranging): ArrangedItem[] {
  const order =
    how.kind === "move"
      ? moved(items, key, how.by)
      : how.kind === "order"
        ? inOrderOf(items, how.keys)
        : items;
  return order.map((item): ArrangedItem => {
    if (item.key !== key) return { key: item.key };
    if (how.kind === "pin") return { key, pinned: how.pinned };
    if (how.kind === "drop") return { key, dropped: how.dropped };
    if (how.kind === "note") return { key, note: how.note };
    return { key };
  });
}

function moved(items: readonly Item[], key: string, by: -1 | 1): Item[] {
  const order = [...items];
  const from = order.findIndex((item) => item.key === key);
  const [here, there] = [order[from], order[from + by]];
  if (here && there && here.pinned === there.pinned)
    order.splice(Math.min(from, from + by), 2, ...(by < 0 ? [here, there] : [there, here]));
  return order;
}

/** What came meanwhile, and is not among the keys, stands behind them. */
function inOrderOf(items: readonly Item[], keys: readonly string[]): Item[] {
  const places = new Map(keys.map((key, place) => [key, place]));
  const placeOf = ({ key, pinned }: Item) =>
    (pinned ? 0 : keys.length + 1) + (places.get(key) ?? keys.length);
  return [...items].sort((one, other) => placeOf(one) - placeOf(other));
}
