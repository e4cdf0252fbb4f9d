package io.pinpipe.json;

import io.pinpipe.PostEvent;
import io.pinpipe.internal.UnicodeText;
import io.pinpipe.internal.WireField;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Checks of texts, and how texts are shown in messages. */
final class Texts {

    /** Maximum length of a value shown in a message, in UTF-16 units. */
    static final int SHOWN = 60;

    private static final VarHandle WORD = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
    private static final long ONES = 0x0101_0101_0101_0101L;
    private static final long HIGH_BITS = ONES << 7;

    private Texts() {}

    /**
     * Whether the bytes contain 0xff, which never occurs in UTF-8. Jackson pads the names in its symbol table with 0xff,
     * so it would mistake a name that begins with this byte for a known one.
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

    /** Whether the text has characters outside the basic plane, such as emoji. */
    static boolean hasPairs(String text) {
        return text.codePointCount(0, text.length()) != text.length();
    }

    /** Rejects a text that contains an unpaired surrogate. */
    static void requireWhole(PostEvent event, WireField field, String text) {
        if (UnicodeText.loneSurrogate(text) >= 0) {
            throw InvalidPostException.of(event.kind(), event.index(), field, halfPair(text));
        }
    }

    /** Describes the unpaired surrogate of a text. */
    static String halfPair(String text) {
        int at = UnicodeText.loneSurrogate(text);
        int from = Math.max(0, at - SHOWN / 2);
        return "holds an unpaired surrogate at character " + at + ": " + shown(text.substring(from));
    }

    /** Quotes the text, truncated to {@value #SHOWN} characters, with unprintable characters as escapes. */
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
