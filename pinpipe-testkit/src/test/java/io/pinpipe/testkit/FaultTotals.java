package io.pinpipe.testkit;

/** Totals over many schedules. */
final class FaultTotals {
    long accepted;
    long delivered;
    long failed;
    long refused;
    long maybeDuplicated;
    long lateStores;
    long requests;
    long falseSuccesses;
    long outOfOrder;
    long silentlyDuplicated;
    long copies;
    long overtaken;

    @Override
    public String toString() {
        return ("%d accepted = %d delivered + %d failed; %d not admitted; %d maybe duplicated; %d stored late; "
                        + "%d requests; %d copies; %d false successes; %d out of order; %d overtaken; "
                        + "%d silently duplicated")
                .formatted(
                        accepted,
                        delivered,
                        failed,
                        refused,
                        maybeDuplicated,
                        lateStores,
                        requests,
                        copies,
                        falseSuccesses,
                        outOfOrder,
                        overtaken,
                        silentlyDuplicated);
    }
}
