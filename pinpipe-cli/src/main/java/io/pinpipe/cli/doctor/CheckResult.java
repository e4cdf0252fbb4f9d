package io.pinpipe.cli.doctor;

/**
 * The result of a check.
 *
 * @param verdict the state of the hop
 * @param saw what was found
 * @param advice the remedy, or empty
 */
record CheckResult(Verdict verdict, String saw, String advice) {

    static CheckResult ok(String saw) {
        return new CheckResult(Verdict.OK, saw, "");
    }

    /** The hop works, but could be better. */
    static CheckResult hint(String saw, String advice) {
        return new CheckResult(Verdict.OK, saw, advice);
    }

    static CheckResult wrong(String saw, String advice) {
        return new CheckResult(Verdict.WRONG, saw, advice);
    }

    /** Splits a message whose part after the last colon or semicolon is the remedy. */
    static CheckResult wrong(String sentence) {
        int end = Math.max(sentence.lastIndexOf(": "), sentence.lastIndexOf("; "));
        return end < 0 ? wrong(sentence, "") : wrong(sentence.substring(0, end), sentence.substring(end + 2));
    }

    /** The state of the hop cannot be determined. */
    static CheckResult unseen(String saw, String advice) {
        return new CheckResult(Verdict.SKIPPED, saw, advice);
    }

    boolean isWrong() {
        return verdict == Verdict.WRONG;
    }
}
