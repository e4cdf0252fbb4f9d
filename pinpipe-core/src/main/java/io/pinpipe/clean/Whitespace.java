package io.pinpipe.clean;

/** Whitespace around a text: Unicode spaces and separators, including no-break spaces, and ASCII control characters. */
final class Whitespace {

    private Whitespace() {}

    /** Returns the start of the text without leading whitespace; its length when it is blank. */
    static int start(String text) {
        return start(text, 0);
    }

    /**
     * Returns the position of the first non-whitespace character from {@code from}; the text's length if there is none.
     */
    static int start(String text, int from) {
        int at = from;
        while (at < text.length() && isSpace(text.charAt(at))) {
            at++;
        }
        return at;
    }

    /** Returns the end of the text without trailing whitespace, at least {@code start}. */
    static int end(String text, int start) {
        int at = text.length();
        while (at > start && isSpace(text.charAt(at - 1))) {
            at--;
        }
        return at;
    }

    static String strip(String text) {
        int start = start(text);
        return text.substring(start, end(text, start));
    }

    static boolean isSpace(char c) {
        return c <= ' ' || (c > '~' && (Character.isWhitespace(c) || Character.isSpaceChar(c)));
    }
}
