package io.pinpipe.rds;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.pinpipe.Reason;
import io.pinpipe.SourceException;
import java.io.PrintWriter;
import java.io.StringWriter;

/** The exception with which a source fails to open or read. */
record Refusal(SourceException error) {

    static Refusal of(RdsCredentials credentials) {
        return of(RdsPostSource.builder(credentials));
    }

    static Refusal of(RdsPostSource.Builder builder) {
        return of(() -> builder.build().close());
    }

    static Refusal of(Runnable reading) {
        SourceException error = catchThrowableOfType(SourceException.class, reading::run);
        if (error == null) {
            throw new AssertionError("nothing was refused");
        }
        return new Refusal(error);
    }

    Reason reason() {
        return error.reason();
    }

    String sentence() {
        return String.valueOf(error.getMessage());
    }

    /** Everything that a log would show, including causes. */
    String everything() {
        StringWriter text = new StringWriter();
        error.printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
