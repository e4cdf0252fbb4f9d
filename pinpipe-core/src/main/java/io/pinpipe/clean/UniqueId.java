package io.pinpipe.clean;

import java.util.Arrays;

/** The form of a pin's unique id: a UUID as text, 8-4-4-4-12 hexadecimal digits of either case. */
final class UniqueId {

    private static final int LENGTH = 36;
    private static final byte NEITHER = 0;
    private static final byte DIGIT = 1;
    private static final byte DASH = 2;

    /** What each ASCII character is. */
    private static final byte[] CLASSES = new byte[128];

    static {
        Arrays.fill(CLASSES, '0', '9' + 1, DIGIT);
        Arrays.fill(CLASSES, 'a', 'f' + 1, DIGIT);
        Arrays.fill(CLASSES, 'A', 'F' + 1, DIGIT);
        CLASSES['-'] = DASH;
    }

    private UniqueId() {}

    static boolean isUuid(String text) {
        if (text.length() != LENGTH) {
            return false;
        }
        for (int i = 0; i < LENGTH; i++) {
            char c = text.charAt(i);
            byte wanted = i == 8 || i == 13 || i == 18 || i == 23 ? DASH : DIGIT;
            if ((c < CLASSES.length ? CLASSES[c] : NEITHER) != wanted) {
                return false;
            }
        }
        return true;
    }
}
