package io.pinpipe.internal;

/** Measures and checks texts without encoding them. */
public final class KeyText {

    private KeyText() {}

    /** The index of the first surrogate without its other half, which UTF-8 cannot encode, or -1 if there is none. */
    public static int halfPair(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                if (i + 1 == text.length() || !Character.isSurrogatePair(text.charAt(i), text.charAt(i + 1))) {
                    return i;
                }
                i++;
            }
        }
        return -1;
    }

    /** The length of a text in UTF-8; the text holds no half of a surrogate pair. */
    public static int utf8Bytes(String text) {
        int bytes = text.length();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 0x80) {
                bytes += c < 0x800 || Character.isSurrogate(c) ? 1 : 2;
            }
        }
        return bytes;
    }
}
