package io.pinpipe.spark;

import java.io.IOException;
import org.apache.hadoop.fs.Path;

/** An object of an archive that is gone or damaged. */
final class UnreadableObjectException extends IOException {

    private static final long serialVersionUID = 1L;

    UnreadableObjectException(Path object, IOException cause) {
        super(
                "The object " + object + " of the archive cannot be read (" + Failures.firstLine(cause.getMessage())
                        + "): restore it, or move it away, without its records, and repeat the command",
                cause);
    }
}
