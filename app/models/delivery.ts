export type { Delivery } from "#prisma/generated/client.ts";
export type { DeliveryStatus, LetterKind } from "#prisma/generated/enums.ts";
export { prepareDeliveries, prepareDelivery, type NewDelivery } from "./delivery/prepare.ts";
export {
  leaseDeliveries,
  leaseForWay,
  recoverLeases,
  releaseLeases,
  type LeasedDelivery,
} from "./delivery/lease.ts";
export { closeWindow, moveWindow, withdraw } from "./delivery/window.ts";
export { settleDeliveries, type Settlement } from "./delivery/settle.ts";
export { DELIVERIES_A_PAGE, listDeliveries, type ListedDelivery } from "./delivery/list.ts";
export { deliveryCounts, digestProgress, type DigestProgress } from "./delivery/progress.ts";
