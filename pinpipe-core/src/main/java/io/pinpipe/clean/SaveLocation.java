package io.pinpipe.clean;

/** The format of a save location: a descriptive prefix, then a path. */
final class SaveLocation {

    private static final String PREFIX =
            CleaningRule.SAVE_LOCATION_PREFIXED.sentinels().get(0);

    private SaveLocation() {}

    /** Returns where the path begins; 0 without a prefix. Repeated prefixes are all skipped. */
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
