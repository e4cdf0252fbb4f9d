package io.pinpipe.transport;

/**
 * Rate limit for a destination that throttles: about what it accepted recently, so that it stays just busy. Unlimited
 * until the destination throttles, again once throttling has ceased for long, and where a lower rate makes no
 * difference: one hot shard should not slow the others. Not thread-safe.
 */
final class Pace {

    /** How long the limit stays without much throttling, and stays lifted when it made no difference. */
    static final long MEMORY_NANOS = 10_000_000_000L;

    private static final long SECOND_NANOS = 1_000_000_000L;

    /** The fraction of records that may be throttled: a destination that is just busy throttles some. */
    private static final double TOLERATED = 0.05;

    /** Halving the rate makes no difference if more than this fraction of the throttling remains. */
    private static final double DIFFERENCE = 0.7;

    /** The burst: a request of this share of a second's records, and twice that after a pause. */
    private static final double REQUEST_SECONDS = 0.25;

    private static final double PAUSE_SECONDS = 0.5;

    /** Growth of the rate per second, for each second since it was last lowered. */
    private static final double GROWTH = 0.03;

    private static final double GROWTH_MAX = 0.5;

    /** Minimum initial limit: a few records are not representative. */
    private static final int FIRST_RATE_MIN = 100;

    private final int batchRecords;
    private boolean limited;
    private double rate;
    private double allowed;
    private long allowedAt;

    /** When the rate was last lowered or lifted. */
    private long changedAt;

    /**
     * The rate and the throttled fraction at the start of a series of seconds in which the rate was lowered; or zero.
     */
    private double rateAtFirst;

    private double throttledAtFirst;
    private boolean futile;

    private long periodStart;
    private long stored;
    private long throttled;

    Pace(int batchRecords, long now) {
        this.batchRecords = batchRecords;
        this.periodStart = now;
    }

    /**
     * Learns from a response; one to a request sent before the last change is not representative of the current rate.
     */
    void settled(int storedNow, int throttledNow, long sentAt, long now) {
        refill(now);
        if (limited && sentAt - changedAt < 0) {
            return;
        }
        stored += storedNow;
        throttled += throttledNow;
        if (limited) {
            double sinceLowered = (double) (now - changedAt) / SECOND_NANOS;
            rate += storedNow * Math.min(GROWTH_MAX, GROWTH * sinceLowered);
        }
        boolean over = now - periodStart >= SECOND_NANOS;
        if (stored > 0 && (over ? throttledPart() > TOLERATED : !limited && throttled > stored)) {
            lower(now);
            beginPeriod(now);
        } else if (over) {
            rateAtFirst = 0;
            beginPeriod(now);
        }
    }

    /** Returns how many of the wanted records may be sent now. */
    int allowance(int wanted, long now) {
        refill(now);
        if (!limited) {
            return wanted;
        }
        return allowed < needed(wanted) ? 0 : (int) Math.min(wanted, allowed);
    }

    /** Returns the delay until {@link #allowance} is greater than zero. */
    long nanosUntilAllowed(int wanted, long now) {
        refill(now);
        double missing = limited ? needed(wanted) - allowed : 0;
        return missing <= 0 ? 0 : 1 + (long) Math.ceil(missing / rate * SECOND_NANOS);
    }

    void sent(int records) {
        allowed -= records;
    }

    private void lower(long now) {
        double part = throttledPart();
        if (!limited && futile) {
            return;
        }
        changedAt = now;
        if (limited && rate < rateAtFirst / 2 && part > DIFFERENCE * throttledAtFirst) {
            limited = false;
            futile = true;
            return;
        }
        if (limited) {
            rate = Math.max(1, rate * (1 - part));
        } else {
            double seconds = Math.max(1, (double) (now - periodStart) / SECOND_NANOS);
            rate = Math.max(Math.max(batchRecords, FIRST_RATE_MIN), stored / seconds);
            limited = true;
            allowed = 0;
            allowedAt = now;
            rateAtFirst = 0;
        }
        if (rateAtFirst == 0) {
            rateAtFirst = rate;
            throttledAtFirst = part;
        }
    }

    private double throttledPart() {
        return (double) throttled / (stored + throttled);
    }

    private void beginPeriod(long now) {
        stored = 0;
        throttled = 0;
        periodStart = now;
    }

    private void refill(long now) {
        if (now - changedAt > MEMORY_NANOS) {
            limited = false;
            futile = false;
        }
        if (limited) {
            double most = Math.max(1, rate * PAUSE_SECONDS);
            double more = rate * (now - allowedAt) / SECOND_NANOS;
            allowed = Math.max(allowed, Math.min(most, allowed + more));
            allowedAt = now;
        }
    }

    /** The least records that justify a request when fewer than wanted are allowed. */
    private double needed(int wanted) {
        return Math.max(1, Math.min(wanted, Math.floor(rate * REQUEST_SECONDS)));
    }
}
