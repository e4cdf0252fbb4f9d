package io.pinpipe.cli.doctor;

import java.util.Locale;

/** The state of a hop. */
public enum Verdict {
    /** It works; advice, if any, is a hint. */
    OK,
    /** It must be fixed before anything gets through. */
    WRONG,
    /** It was not checked, or cannot be determined. */
    SKIPPED;

    /**
     * Returns the first word of the verdict's output lines.
     *
     * @return a word in lower case
     */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
