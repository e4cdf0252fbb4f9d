package io.pinpipe.testkit.servers;

import java.util.Arrays;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/**
 * Parts that a machine may lack, such as a library or a program, and how tests handle that: they are skipped with a
 * message that names the missing part and how to install it. They fail instead when the system property
 * {@value #PROPERTY} names the part, so that a build meant to run everything cannot pass by skipping.
 *
 * <p>Thread-safe.
 */
public final class MachineParts {

    /** The system property with the names of required parts, separated by commas: {@value}. */
    public static final String PROPERTY = "pinpipe.require";

    private MachineParts() {}

    /**
     * Returns when the part is present; otherwise skips or fails the calling test.
     *
     * @param part the part's name as used in {@value #PROPERTY}, such as {@code mysql8}
     * @param present whether this machine has it
     * @param howToGetIt how to install it, as a phrase that ends a sentence, such as {@code install Debian's libaio1}
     * @throws org.opentest4j.TestAbortedException when the part is absent and optional
     * @throws AssertionError when the part is absent and {@value #PROPERTY} names it
     */
    public static void require(String part, boolean present, String howToGetIt) {
        require(part, present, howToGetIt, System.getProperty(PROPERTY, ""));
    }

    static void require(String part, boolean present, String howToGetIt, String required) {
        if (present) {
            return;
        }
        String missing = "this machine lacks " + part + ": " + howToGetIt;
        if (Arrays.stream(required.split(",")).map(String::strip).anyMatch(part::equals)) {
            Assertions.fail(missing + " (" + PROPERTY + " names it, so the test may not be skipped)");
        }
        Assumptions.abort(missing);
    }
}
