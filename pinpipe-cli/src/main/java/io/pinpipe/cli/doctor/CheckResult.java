package io.pinpipe.cli.doctor;

/**
 * What a check saw.
 *
 * @param verdict how the hop is
 * @param saw what there was to see
 * @param advice what to do, or empty
 */
record CheckResult(Verdict verdict, String saw, String advice) {

    static CheckResult ok(String saw) {
        return new CheckResult(Verdict.OK, saw, "");
    }

    /** All is well, and could be better. */
    static CheckResult hint(String saw, String advice) {
        return new CheckResult(Verdict.OK, saw, advice);
    }

    static CheckResult wrong(String saw, String advice) {
        return new CheckResult(Verdict.WRONG, saw, advice);
    }

    /** A sentence of the SDK's, of which the part behind the last colon or semicolon says what to do. */
    static CheckResult wrong(String sentence) {
        int end = Math.max(sentence.lastIndexOf(": "), sentence.lastIndexOf("; "));
        return end < 0 ? wrong(sentence, "") : wrong(sentence.substring(0, end), sentence.substring(end + 2));
    }

    /** The hop does not show itself. */
    static CheckResult unseen(String saw, String advice) {
        return new CheckResult(Verdict.SKIPPED, saw, advice);
    }

    boolean isWrong() {
        return verdict == Verdict.WRONG;
    }
}
