package io.pinpipe.testkit.servers;

/**
 * Starts and closes a database several times, in a JVM of its own.
 *
 * <p>Arguments: {@code mariadb} or {@code mysql8}, and how many times. Prints {@code READY} at the end.
 */
final class DatabaseMain {

    private DatabaseMain() {}

    public static void main(String[] args) {
        for (int time = 0; time < Integer.parseInt(args[1]); time++) {
            start(args[0]).close();
        }
        ChildProcess.serve("closed", () -> {});
    }

    private static EmbeddedDatabase start(String make) {
        return make.equals("mariadb") ? EmbeddedMariaDb.start() : EmbeddedMySql8.start();
    }
}
