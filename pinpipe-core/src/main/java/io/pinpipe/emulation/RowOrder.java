package io.pinpipe.emulation;

import org.apache.commons.rng.core.source32.MersenneTwister;

/**
 * The rows that the classic emulator picks, in its order: the same seed yields the same rows as Python's {@code random}
 * with {@code sleep(randrange(0, 2))} followed by {@code randint(0, 11000)}.
 *
 * <p>Rows are counted from 0 in index order, and repeat. Not thread-safe.
 */
public final class RowOrder {

    /** The last row that the classic emulator may pick: {@value}, even if its tables contain more. */
    public static final int CLASSIC_LAST_ROW = 11_000;

    private static final int PAUSES = 2;

    private final MersenneTwister random;
    private final int rows;

    private RowOrder(long seed, int rows) {
        this.random = new MersenneTwister(words(seed));
        this.rows = rows;
    }

    /**
     * One pick.
     *
     * @param pauseSeconds how long the classic emulator sleeps before the pick, 0 or 1 second
     * @param row the picked row, from 0
     */
    public record Pick(int pauseSeconds, int row) {}

    /**
     * Creates the order for a table of at least 11,001 rows.
     *
     * @param seed any number; a number and its negative yield the same order
     * @return an order at its first pick
     */
    public static RowOrder classic(long seed) {
        return classic(seed, CLASSIC_LAST_ROW + 1L);
    }

    /**
     * Creates the order for a table of any size. With fewer than 11,001 rows the last row that may be picked is the
     * table's last one, and the order differs from that of the full table.
     *
     * @param seed any number; a number and its negative yield the same order
     * @param rows the number of rows, from 1
     * @return an order at its first pick
     * @throws IllegalArgumentException when the table is empty
     */
    public static RowOrder classic(long seed, long rows) {
        if (rows < 1) {
            throw new IllegalArgumentException("an order needs at least 1 row, not " + rows);
        }
        return new RowOrder(seed, (int) Math.min(rows, CLASSIC_LAST_ROW + 1L));
    }

    /**
     * Returns how many rows may be picked.
     *
     * @return 11,001, or the number of rows when the table has fewer
     */
    public int rows() {
        return rows;
    }

    /**
     * Draws the next pick.
     *
     * @return the pick
     */
    public Pick next() {
        int pauseSeconds = below(PAUSES);
        return new Pick(pauseSeconds, below(rows));
    }

    /**
     * Returns a number from 0 to {@code bound - 1}, drawn like Python does: as many bits as the bound has, until the
     * number fits.
     */
    private int below(int bound) {
        int unusedBits = Integer.numberOfLeadingZeros(bound);
        int drawn = random.nextInt() >>> unusedBits;
        while (drawn >= bound) {
            drawn = random.nextInt() >>> unusedBits;
        }
        return drawn;
    }

    /**
     * The seed's magnitude as 32-bit words, lowest first; the magnitude of {@link Long#MIN_VALUE} is taken as unsigned.
     */
    private static int[] words(long seed) {
        long magnitude = Math.abs(seed);
        int low = (int) magnitude;
        int high = (int) (magnitude >>> Integer.SIZE);
        return high == 0 ? new int[] {low} : new int[] {low, high};
    }
}
