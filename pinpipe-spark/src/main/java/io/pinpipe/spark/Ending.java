package io.pinpipe.spark;

import java.io.PrintWriter;
import org.apache.hadoop.util.ShutdownHookManager;
import org.apache.spark.sql.SparkSession;

/** Tells a command that a signal ends from one that fails: what Spark says while it is taken down is about nothing else. */
final class Ending {

    /** Above those of Spark and of streams, so that they end after this is said. */
    private static final int HOOK_PRIORITY = 1_000;

    private volatile boolean done;
    private volatile boolean begun;

    /** Watches for a signal from now on. */
    void watch(PrintWriter err) {
        ShutdownHookManager.get().addShutdownHook(() -> begin(err), HOOK_PRIORITY);
    }

    /** Whether a signal is ending the process. */
    boolean begun() {
        return begun;
    }

    /** The command has ended by itself. */
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
        err.println("Ended by a signal before all was done: repeat the command, which goes on from what is written");
        err.flush();
    }
}
