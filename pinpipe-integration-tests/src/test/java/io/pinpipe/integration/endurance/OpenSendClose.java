package io.pinpipe.integration.endurance;

import io.pinpipe.Publisher;
import io.pinpipe.User;
import io.pinpipe.testkit.servers.ChildProcess;
import java.time.LocalDateTime;
import java.util.Map;

/**
 * Opens a publisher, sends one event and closes it, many times, in a Java machine of its own.
 *
 * <p>Arguments: the target, and how many times. Prints {@code READY}, then {@code warm} and {@code end} with a
 * {@link Footprint} each, after a tenth of the times and at the end, once ended threads are gone.
 */
final class OpenSendClose {

    private static final LocalDateTime JOINED = LocalDateTime.of(2015, 10, 24, 11, 23, 51);
    private static final int SETTLE_TRIES = 100;
    private static final int SETTLE_MILLIS = 100;

    private OpenSendClose() {}

    public static void main(String[] args) {
        Thread sender = new Thread(() -> repeat(args[0], Integer.parseInt(args[1])), "open-send-close");
        sender.start();
        ChildProcess.serve("to send", () -> {});
    }

    private static void repeat(String target, int times) {
        int index = 0;
        for (; index < times / 10; index++) {
            once(target, index);
        }
        Footprint warm = Footprint.now();
        System.out.println(warm.line("warm"));
        for (; index < times; index++) {
            once(target, index);
        }
        Footprint end = Footprint.now();
        for (int tries = 0; tries < SETTLE_TRIES && holdsMore(end, warm); tries++) {
            rest();
            end = Footprint.now();
        }
        System.out.println(end.line("end"));
    }

    private static void once(String target, int index) {
        try (Publisher publisher = Targets.open(target, Map.of())) {
            publisher.send(new User(index, "Abigail", "Ali", 20, JOINED)).join();
        }
    }

    private static boolean holdsMore(Footprint end, Footprint warm) {
        return end.threads() > warm.threads() || end.descriptors() > warm.descriptors();
    }

    private static void rest() {
        try {
            Thread.sleep(SETTLE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
