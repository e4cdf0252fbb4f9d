package io.pinpipe.clean;

import java.util.Arrays;

/** The format of a pin's unique id: a UUID as text, 8-4-4-4-12 hexadecimal digits in either case. */
final class UniqueId {

    private static final int LENGTH = 36;

    /** By ASCII character: whether it is a hexadecimal digit. */
    private static final boolean[] HEXADECIMAL = new boolean[128];

    static {
        Arrays.fill(HEXADECIMAL, '0', '9' + 1, true);
        Arrays.fill(HEXADECIMAL, 'a', 'f' + 1, true);
        Arrays.fill(HEXADECIMAL, 'A', 'F' + 1, true);
    }

    private UniqueId() {}

    static boolean isUuid(String text) {
        return text.length() == LENGTH
                && text.charAt(8) == '-'
                && text.charAt(13) == '-'
                && text.charAt(18) == '-'
                && text.charAt(23) == '-'
                && isHexadecimal(text, 0, 8)
                && isHexadecimal(text, 9, 13)
                && isHexadecimal(text, 14, 18)
                && isHexadecimal(text, 19, 23)
                && isHexadecimal(text, 24, LENGTH);
    }

    private static boolean isHexadecimal(String text, int from, int to) {
        for (int at = from; at < to; at++) {
            char c = text.charAt(at);
            if (c >= HEXADECIMAL.length || !HEXADECIMAL[c]) {
                return false;
            }
        }
        return true;
    }
}
