package io.pinpipe.integration.endurance;

import io.pinpipe.Publisher;
import io.pinpipe.User;
import io.pinpipe.testkit.servers.ChildProcess;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Sends events through one publisher for a while, in a JVM of its own.
 *
 * <p>Arguments: the target, how many seconds. Says {@code READY}, then {@code warm} and {@code end} with a
 * {@link Footprint} each, after a quarter of the time and at the end, and last how many events were acknowledged and
 * how many failed.
 */
final class Soak {

    private static final LocalDateTime JOINED = LocalDateTime.of(2015, 10, 24, 11, 23, 51);

    private Soak() {}

    public static void main(String[] args) {
        Thread sender = new Thread(() -> send(args[0], Integer.parseInt(args[1])), "soak");
        sender.start();
        ChildProcess.serve("to send", () -> {});
    }

    private static void send(String target, int seconds) {
        AtomicLong acknowledged = new AtomicLong();
        AtomicLong failed = new AtomicLong();
        try (Publisher publisher =
                Targets.open(target, Map.of("bufferBytes", Integer.toString(4 << 20), "linger", "1ms"))) {
            long index = sendFor(publisher, 0, seconds * 250L, acknowledged, failed);
            System.out.println(Footprint.now().line("warm"));
            sendFor(publisher, index, seconds * 750L, acknowledged, failed);
            System.out.println(Footprint.now().line("end"));
        }
        System.out.println("acknowledged " + acknowledged + " failed " + failed);
    }

    /** Sends for the given time and waits for the responses; returns the next index. */
    private static long sendFor(
            Publisher publisher, long from, long millis, AtomicLong acknowledged, AtomicLong failed) {
        long end = System.nanoTime() + millis * 1_000_000;
        long index = from;
        while (System.nanoTime() < end) {
            publisher
                    .send(new User(index, "Abigail", "Ali", 20, JOINED))
                    .whenComplete((receipt, thrown) -> (thrown == null ? acknowledged : failed).incrementAndGet());
            index++;
        }
        publisher.flush().join();
        return index;
    }
}
