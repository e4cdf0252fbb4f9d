package io.pinpipe.examples.doctor;

/**
 * What a check saw.
 *
 * @param verdict how the hop is
 * @param saw what there was to see
 * @param advice what to do, or empty
 */
record Sight(Verdict verdict, String saw, String advice) {

    static Sight ok(String saw) {
        return new Sight(Verdict.OK, saw, "");
    }

    /** All is well, and could be better. */
    static Sight hint(String saw, String advice) {
        return new Sight(Verdict.OK, saw, advice);
    }

    static Sight wrong(String saw, String advice) {
        return new Sight(Verdict.WRONG, saw, advice);
    }

    /** A sentence of the SDK's, of which the part behind the last colon or semicolon says what to do. */
    static Sight wrong(String sentence) {
        int end = Math.max(sentence.lastIndexOf(": "), sentence.lastIndexOf("; "));
        return end < 0 ? wrong(sentence, "") : wrong(sentence.substring(0, end), sentence.substring(end + 2));
    }

    /** The hop does not show itself. */
    static Sight unseen(String saw, String advice) {
        return new Sight(Verdict.SKIPPED, saw, advice);
    }

    boolean isWrong() {
        return verdict == Verdict.WRONG;
    }
}
