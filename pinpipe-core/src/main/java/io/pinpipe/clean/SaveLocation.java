package io.pinpipe.clean;

/** The form of a save location: words for people, then a path. */
final class SaveLocation {

    private static final String PREFIX =
            CleaningRule.SAVE_LOCATION_PREFIXED.sentinels().get(0);

    private SaveLocation() {}

    /** Where the path begins; 0 when no words stand before it. Words that stand there several times are all left out. */
    static int pathStart(String text) {
        int path = 0;
        int start = Whitespace.start(text, 0);
        while (text.startsWith(PREFIX, start)) {
            path = start + PREFIX.length();
            start = Whitespace.start(text, path);
        }
        return path;
    }
}
