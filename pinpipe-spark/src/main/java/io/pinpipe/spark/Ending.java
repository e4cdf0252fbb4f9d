package io.pinpipe.spark;

import java.io.PrintWriter;
import org.apache.hadoop.util.ShutdownHookManager;
import org.apache.spark.sql.SparkSession;

/** Distinguishes a command ended by a signal from one that failed: what Spark reports during shutdown is noise. */
final class Ending {

    /** Above the priorities of Spark and of streams, so that they end after this message. */
    private static final int HOOK_PRIORITY = 1_000;

    private volatile boolean done;
    private volatile boolean begun;

    /** Starts watching for a signal. */
    void watch(PrintWriter err) {
        ShutdownHookManager.get().addShutdownHook(() -> begin(err), HOOK_PRIORITY);
    }

    /** Whether a signal is ending the process. */
    boolean begun() {
        return begun;
    }

    /** Notes that the command ended by itself. */
    void done() {
        done = true;
    }

    private void begin(PrintWriter err) {
        if (done) {
            return;
        }
        begun = true;
        scala.Option<SparkSession> session = SparkSession.getDefaultSession();
        if (session.isDefined()) {
            session.get().sparkContext().setLogLevel("OFF");
        }
        err.println("Ended by a signal before it was done: repeat the command, which continues from what is written");
        err.flush();
    }
}
