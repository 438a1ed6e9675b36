export type { Delivery } from "#prisma/generated/client.ts";
export type { DeliveryStatus, LetterKind } from "#prisma/generated/enums.ts";
export { prepareDeliveries, prepareDelivery, type NewDelivery } from "./delivery/prepare.ts";
export { leaseDeliveries, recoverLeases, releaseLeases, type LeasedDelivery } from "./delivery/lease.ts";
export { settleDeliveries, type Settlement } from "./delivery/settle.ts";
export { deliveryCounts, listDeliveries, type ListedDelivery } from "./delivery/list.ts";
