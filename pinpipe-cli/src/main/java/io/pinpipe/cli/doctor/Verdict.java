package io.pinpipe.cli.doctor;

import java.util.Locale;

/** How a hop was found. */
public enum Verdict {
    /** It is as it has to be; advice, if there is any, is a hint. */
    OK,
    /** It has to be put right before anything gets through. */
    WRONG,
    /** It was not looked at, or does not show itself. */
    SKIPPED;

    /**
     * The verdict as lines for people begin with it.
     *
     * @return a word in lower case
     */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
