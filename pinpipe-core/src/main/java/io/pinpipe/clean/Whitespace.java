package io.pinpipe.clean;

/**
 * White space around a text: what Unicode calls a space or a separator, no-break spaces among them, and every ASCII
 * control character.
 */
final class Whitespace {

    private Whitespace() {}

    /** Where the text begins after its outer white space; its length when there is nothing else. */
    static int start(String text) {
        return start(text, 0);
    }

    /** Where the first character from {@code from} on stands that is no white space; the text's length if none does. */
    static int start(String text, int from) {
        int at = from;
        while (at < text.length() && isSpace(text.charAt(at))) {
            at++;
        }
        return at;
    }

    /** Where the text ends before its outer white space; not before {@code start}. */
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
