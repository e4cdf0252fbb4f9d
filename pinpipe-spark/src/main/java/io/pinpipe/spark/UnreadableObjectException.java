package io.pinpipe.spark;

import java.io.IOException;
import org.apache.hadoop.fs.Path;

/** Thrown when an object of an archive is missing or damaged. */
final class UnreadableObjectException extends IOException {

    private static final long serialVersionUID = 1L;

    UnreadableObjectException(Path object, IOException cause) {
        super(
                "The object " + object + " of the archive cannot be read (" + Failures.firstLine(cause.getMessage())
                        + "): restore it, or move it away, which drops its records, and repeat the command",
                cause);
    }
}
