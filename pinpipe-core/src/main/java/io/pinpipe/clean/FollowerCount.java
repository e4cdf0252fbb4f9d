package io.pinpipe.clean;

import org.jspecify.annotations.Nullable;

/**
 * Parses a follower count as the site displays it: {@code 645}, {@code 124k}, {@code 1.2k}, {@code 6M}, {@code 3B}.
 *
 * <p>The format is digits, an optional decimal part, and {@code k}, {@code m} or {@code b} in either case; a decimal
 * part requires the letter and must yield a whole number of followers.
 */
final class FollowerCount {

    /** Not a count; counts are never negative. */
    static final long NONE = -1;

    private FollowerCount() {}

    /**
     * Returns the count in a text, ignoring surrounding whitespace.
     *
     * @return the count, or {@link #NONE} when the text is anything else or the count exceeds a {@code long}
     */
    static long parse(String text) {
        int start = Whitespace.start(text);
        int end = Whitespace.end(text, start);
        if (start == end) {
            return NONE;
        }
        long scale = scale(text.charAt(end - 1));
        return scale == 1 ? digits(text, start, end) : scaled(text, start, end - 1, scale);
    }

    /** Returns the rule that turned {@code text} into {@code count}; null when the text is the plain count. */
    static @Nullable CleaningRule ruleFor(String text, long count) {
        if (count == NONE) {
            return CleaningRule.FOLLOWER_COUNT_MISSING.matches(text)
                    ? CleaningRule.FOLLOWER_COUNT_MISSING
                    : CleaningRule.FOLLOWER_COUNT_NOT_A_COUNT;
        }
        return isPlain(text) ? null : CleaningRule.FOLLOWER_COUNT_ABBREVIATED;
    }

    private static long scale(char last) {
        return switch (last) {
            case 'k', 'K' -> 1_000;
            case 'm', 'M' -> 1_000_000;
            case 'b', 'B' -> 1_000_000_000;
            default -> 1;
        };
    }

    /** Parses digits with at most one decimal point, times {@code scale}. */
    private static long scaled(String text, int start, int end, long scale) {
        int point = text.indexOf('.', start);
        if (point < 0 || point >= end) {
            return times(digits(text, start, end), scale);
        }
        long units = times(digits(text, start, point), scale);
        long decimals = decimals(text, point + 1, end, scale);
        return units == NONE || decimals == NONE || units > Long.MAX_VALUE - decimals ? NONE : units + decimals;
    }

    private static long times(long count, long scale) {
        return count == NONE || count > Long.MAX_VALUE / scale ? NONE : count * scale;
    }

    /** Parses one or more digits. */
    private static long digits(String text, int start, int end) {
        long count = start == end ? NONE : 0;
        for (int i = start; i < end; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9 || count > (Long.MAX_VALUE - digit) / 10) {
                return NONE;
            }
            count = count * 10 + digit;
        }
        return count;
    }

    /**
     * Parses one or more digits after the decimal point, times {@code scale}; digits below one follower must be zero.
     */
    private static long decimals(String text, int start, int end, long scale) {
        long count = start == end ? NONE : 0;
        long worth = scale;
        for (int i = start; i < end; i++) {
            int digit = text.charAt(i) - '0';
            worth /= 10;
            if (digit < 0 || digit > 9 || (worth == 0 && digit != 0)) {
                return NONE;
            }
            count += digit * worth;
        }
        return count;
    }

    /** Whether a text with a count consists of digits only, without a leading zero. */
    private static boolean isPlain(String text) {
        if (text.charAt(0) == '0') {
            return text.length() == 1;
        }
        return isDigit(text.charAt(0)) && isDigit(text.charAt(text.length() - 1));
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
