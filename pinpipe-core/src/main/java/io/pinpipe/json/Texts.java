package io.pinpipe.json;

import io.pinpipe.PostEvent;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** What may stand in a text, and how a text is shown in a message. */
final class Texts {

    /** Longest part of a value that a message shows, in UTF-16 units. */
    static final int SHOWN = 60;

    private static final VarHandle WORD = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
    private static final long ONES = 0x0101_0101_0101_0101L;
    private static final long HIGH_BITS = ONES << 7;

    private Texts() {}

    /**
     * Whether the bytes hold 0xff, which never occurs in UTF-8. Jackson pads the names in its symbol table with 0xff, so that
     * it would mistake a name that begins with this byte for a known one.
     */
    static boolean cannotBeUtf8(byte[] json) {
        int at = 0;
        for (; at <= json.length - Long.BYTES; at += Long.BYTES) {
            long inverted = ~(long) WORD.get(json, at);
            if (((inverted - ONES) & ~inverted & HIGH_BITS) != 0) {
                return true;
            }
        }
        for (; at < json.length; at++) {
            if (json[at] == (byte) 0xff) {
                return true;
            }
        }
        return false;
    }

    /** Where half a surrogate pair stands alone, or -1. Such a text has no UTF-8 form. */
    static int loneSurrogate(String text) {
        int length = text.length();
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (Character.isSurrogate(c)) {
                if (Character.isLowSurrogate(c) || i + 1 == length || !Character.isLowSurrogate(text.charAt(i + 1))) {
                    return i;
                }
                i++;
            }
        }
        return -1;
    }

    /** Whether the text has characters beyond the basic plane, such as emoji. */
    static boolean hasPairs(String text) {
        return text.codePointCount(0, text.length()) != text.length();
    }

    /** Refuses a text that holds half a surrogate pair. */
    static void requireWhole(PostEvent event, WireField field, String text) {
        if (loneSurrogate(text) >= 0) {
            throw InvalidPostException.of(event.kind(), event.index(), field, halfPair(text));
        }
    }

    /** Says what is wrong with a text that holds half a surrogate pair. */
    static String halfPair(String text) {
        int at = loneSurrogate(text);
        int from = Math.max(0, at - SHOWN / 2);
        return "holds half a surrogate pair at character " + at + ": " + shown(text.substring(from));
    }

    /** The text in quotes, cut to {@value #SHOWN} characters, with what cannot be printed as escapes. */
    static String shown(String text) {
        int end = Math.min(text.length(), SHOWN);
        if (end < text.length() && Character.isHighSurrogate(text.charAt(end - 1))) {
            end--;
        }
        String cut = text.substring(0, end);
        StringBuilder out = new StringBuilder(end + 3).append('"');
        cut.codePoints().forEach(c -> {
            if (Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE) {
                out.append(String.format("\\u%04X", c));
            } else {
                out.appendCodePoint(c);
            }
        });
        if (end < text.length()) {
            out.append('…');
        }
        return out.append('"').toString();
    }
}
